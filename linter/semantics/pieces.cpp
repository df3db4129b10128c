#include "semantics/pieces.h"

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

bool gives_pieces(Node expression) {
  static constexpr std::array<std::string_view, 4> methods{"split", "rsplit", "partition", "rpartition"};
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

using Giver = bool(Node);

/// `for line in file`, `for key, value in pieces`
bool iterates(Evaluator& evaluator, Origins& origins, Node target, Giver* gives) {
  while (target.parent().is_any(Kind::pattern_list, Kind::tuple_pattern)) target = target.parent();
  const Node loop = target.parent();
  if (!loop.is_any(Kind::for_statement, Kind::for_in_clause) || target.field() != Field::left) return false;
  const Node source = loop.child(Field::right);
  return is_file(evaluator, source) || gives(origins.definition_of(source));
}

bool comes_from(Evaluator& evaluator, Origins& origins, Node expression, Giver* gives) {
  constexpr std::size_t most = 16;
  std::vector<Node> open{syntax::unparenthesized(expression)};
  const auto look_at = [&](Node node) {
    if (node && std::ranges::find(open, node) == open.end()) open.push_back(node);
  };
  for (std::size_t next = 0; next < open.size() && next < most; ++next) {
    const Node value = open[next];
    if (gives(value) || iterates(evaluator, origins, value, gives)) return true;
    look_at(syntax::unparenthesized(whole_of(value)));
    if (!value.is_any(Kind::identifier, Kind::attribute)) continue;
    for (const Node binding : origins.bindings_of(value)) look_at(syntax::unparenthesized(binding));
  }
  return false;
}

}  // namespace

bool is_line(Evaluator& evaluator, Origins& origins, Node expression) {
  return comes_from(evaluator, origins, expression, gives_lines);
}

bool is_line_or_piece(Evaluator& evaluator, Origins& origins, Node expression) {
  return comes_from(evaluator, origins, expression, gives_pieces);
}

}  // namespace slicecop::semantics
