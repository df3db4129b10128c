#include "semantics/fragments.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "syntax/views.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

template <std::size_t count>
bool calls_one_of(Node expression, const std::array<std::string_view, count>& methods) {
  const syntax::Attribute method(syntax::Call(syntax::unparenthesized(expression)).function());
  return method && std::ranges::find(methods, method.name()) != methods.end();
}

bool gives_lines(Node expression) {
  static constexpr std::array<std::string_view, 3> methods{"readline", "readlines", "splitlines"};
  return calls_one_of(expression, methods);
}

bool gives_fragments(Node expression) {
  static constexpr std::array<std::string_view, 5> methods{"split", "rsplit", "partition", "rpartition", "encode"};
  return gives_lines(expression) || calls_one_of(expression, methods);
}

/// What a trimmed or sliced line is made from.
Node whole_of(Node expression) {
  static constexpr std::array<std::string_view, 5> methods{"strip", "lstrip", "rstrip", "removeprefix", "removesuffix"};
  if (!calls_one_of(expression, methods)) return syntax::Subscript(expression).value();
  return syntax::Attribute(syntax::Call(expression).function()).object();
}

bool is_file(Evaluator& evaluator, Node expression) {
  const Type type = evaluator.type_of(expression).type;
  return evaluator.is_instance(type, Known::typing_io) || evaluator.is_instance(type, Known::raw_io_base) ||
         evaluator.is_instance(type, Known::buffered_io_base);
}

/// A literal that ends lines, names and words: `b"\r\n"`, `b":"`, `b"\0"`. The mark at the end of an image is none.
bool is_text_delimiter(Node literal) {
  if (!syntax::is_bytes_literal(literal) || !literal.is(Kind::string)) return false;
  static constexpr std::array<std::string_view, 5> escapes{"\\r", "\\n", "\\t", "\\0", "\\x00"};
  constexpr std::string_view marks = " :;,=/@?&|";
  std::string_view left = syntax::string_content(literal);
  if (left.empty()) return false;
  while (!left.empty()) {
    const auto* escape = std::ranges::find_if(escapes, [&](std::string_view known) { return left.starts_with(known); });
    const std::size_t taken = escape != escapes.end()                              ? escape->size()
                              : marks.find(left.front()) != std::string_view::npos ? 1
                                                                                   : 0;
    if (taken == 0) return false;
    left.remove_prefix(taken);
  }
  return true;
}

/// `data.find(b"\r\n", at)`.
bool finds_delimiter(Origins& origins, Node expression) {
  static constexpr std::array<std::string_view, 4> methods{"find", "index", "rfind", "rindex"};
  // `self._find_line(start)`
  const syntax::Attribute own(syntax::Call(syntax::unparenthesized(expression)).function());
  if (own.name().find("find_line") != std::string_view::npos) return true;
  if (!calls_one_of(expression, methods)) return false;
  const Node sought = syntax::unparenthesized(syntax::Call(syntax::unparenthesized(expression)).positional(0));
  return is_text_delimiter(sought) || is_text_delimiter(syntax::unparenthesized(origins.definition_of(sought)));
}

/// `data[:end]`, `data[:end + 2]`, where `end` is where a line, a header or a name was found to end.
bool ends_at_delimiter(Origins& origins, Node expression) {
  Node end = syntax::unparenthesized(syntax::Subscript(expression).slice().upper());
  if (const syntax::BinaryOperator sum(end); sum && sum.right().is_any(Kind::integer, Kind::call)) {
    end = syntax::unparenthesized(sum.left());
  }
  if (!end) return false;
  if (finds_delimiter(origins, end)) return true;
  const std::vector<Node> bindings = origins.bindings_of(end);
  return !bindings.empty() &&
         std::ranges::all_of(bindings, [&](Node binding) { return finds_delimiter(origins, binding); });
}

/// What the loop goes over whose target `target` is: `for line in file`, `for key, value in pairs`.
Node iterable_of(Node target) {
  while (target.parent().is_any(Kind::pattern_list, Kind::tuple_pattern)) target = target.parent();
  const Node loop = target.parent();
  const bool bound = loop.is_any(Kind::for_statement, Kind::for_in_clause) && target.field() == Field::left;
  return bound ? loop.child(Field::right) : Node{};
}

bool gives_lines(Evaluator& evaluator, Origins& origins, Node iterable) {
  return is_file(evaluator, iterable) || gives_lines(origins.definition_of(iterable));
}

/// `iter(lambda: file.read(65536), b"")` gives what is read, large or small.
bool gives_chunks(Node iterable) {
  const syntax::Call call(syntax::unparenthesized(iterable));
  return call && call.function().text() == "iter" && call.argument_count() == 2;
}

template <typename Gives, typename GoesOver>
bool comes_from(Origins& origins, Node expression, Gives&& gives, GoesOver&& goes_over) {
  constexpr std::size_t most = 16;
  std::vector<Node> open{syntax::unparenthesized(expression)};
  const auto look_at = [&](Node node) {
    if (node && std::ranges::find(open, node) == open.end()) open.push_back(node);
  };
  for (std::size_t next = 0; next < open.size() && next < most; ++next) {
    const Node value = open[next];
    const Node iterable = iterable_of(value);
    if (gives(value) || ends_at_delimiter(origins, value) || (iterable && goes_over(iterable))) return true;
    look_at(syntax::unparenthesized(whole_of(value)));
    if (!value.is_any(Kind::identifier, Kind::attribute)) continue;
    for (const Node binding : origins.bindings_of(value)) look_at(syntax::unparenthesized(binding));
  }
  return false;
}

}  // namespace

bool is_line(Evaluator& evaluator, Origins& origins, Node expression) {
  return comes_from(
      origins, expression, [](Node value) { return gives_lines(value); },
      [&](Node iterable) { return gives_lines(evaluator, origins, iterable); });
}

bool is_fragment(Evaluator& evaluator, Origins& origins, Node expression) {
  return comes_from(
      origins, expression, [](Node value) { return gives_fragments(value); },
      [&](Node iterable) { return !gives_chunks(iterable) || gives_lines(evaluator, origins, iterable); });
}

bool is_computed(Origins& origins, Node expression) {
  const std::vector<Node> bindings = origins.bindings_of(expression);
  return std::ranges::any_of(bindings, [](Node binding) {
    const syntax::Call call(syntax::unparenthesized(binding));
    const syntax::Attribute method(call.function());
    const std::string_view name = method ? method.name() : call.function().text();
    const auto speaks_of = [&](std::string_view word) { return name.find(word) != std::string_view::npos; };
    return call && !speaks_of("read") && !speaks_of("recv") && !speaks_of("receive");
  });
}

}  // namespace slicecop::semantics
