#include "engine/patterns/filled_buffer.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "engine/patterns/repeated.h"
#include "engine/rewrite.h"
#include "engine/wording.h"

namespace slicecop::engine {

using syntax::Field;
using syntax::Kind;
using syntax::Node;
using syntax::NodeId;

namespace {

/// How much of a function is looked at.
constexpr NodeId most_nodes = 8192;

/// The parts of the loop.
struct Parts {
  Node function;
  Node begin = {};  ///< `data = b""`, the statement before the loop
  syntax::WhileStatement loop;
  Node total = {};         ///< `n`
  Node read = {};          ///< `chunk = sock.recv(n - len(data))`, or the statement that adds it at once
  Node chunk = {};         ///< no node where it has no name
  Node test = {};          ///< `if not chunk: raise ...`, where there is one
  bool is_buffer = false;  ///< a bytearray is gathered
  Node limit = {};         ///< of `min(limit, n - len(data))`
};

/// The names of what is made.
struct Names {
  std::string buffer;
  std::string view;
  std::string filled;
  std::string count;
};

bool is_name(Node node, Node name) { return node.is(Kind::identifier) && node.text() == name.text(); }

bool is_empty_bytes(Node node) {
  if (node.is(Kind::call)) return node.text() == "bytes()";
  return node.is(Kind::string) && syntax::is_bytes_literal(node) && syntax::string_content(node).empty();
}

/// `bytearray()`: what is gathered is a buffer already.
bool is_empty_bytearray(Node node) { return node.is(Kind::call) && node.text() == "bytearray()"; }

/// `len(data) < n`: n.
Node bound_in(Node condition, Node data) {
  condition = syntax::unparenthesized(condition);
  if (!condition.is(Kind::comparison_operator)) return {};
  const Node left = condition.first_child();
  const Node sign = left.next_sibling();
  const Node right = sign.next_sibling();
  const bool is_all = !right.next_sibling() && (sign.text() == "<" || sign.text() == "!=");
  return is_all && is_length_of(left, data) ? right : Node{};
}

/// `n - len(data)`.
bool is_missing(Node asked, Node total, Node data) {
  const syntax::BinaryOperator difference(syntax::unparenthesized(asked));
  return difference.operator_kind() == Kind::token_minus && difference.left().text() == total.text() &&
         is_length_of(syntax::unparenthesized(difference.right()), data);
}

/// `not chunk`, `chunk == b""`, `len(chunk) == 0`.
bool is_nothing(Node condition, Node chunk) {
  condition = syntax::unparenthesized(condition);
  if (condition.is(Kind::not_operator)) return is_name(condition.first_child(), chunk);
  if (!condition.is(Kind::comparison_operator)) return false;
  const Node left = condition.first_child();
  const Node sign = left.next_sibling();
  const Node right = sign.next_sibling();
  if (sign.text() != "==" || right.next_sibling()) return false;
  return is_name(left, chunk) ? is_empty_bytes(right) : is_length_of(left, chunk) && right.text() == "0";
}

/// The block leaves the function: its last statement raises or returns.
bool leaves(Node block) {
  Node last;
  for (const Node statement : block.children()) last = statement;
  return last.is_any(Kind::raise_statement, Kind::return_statement);
}

template <typename Visit>
void each_mention(Node region, std::string_view name, Visit&& visit) {
  for (NodeId id = region.id(); id < region.after(); ++id) {
    const Node node = region.tree().node(id);
    const bool is_other =
        node.field() == Field::attribute || (node.parent().is(Kind::keyword_argument) && node.field() == Field::name);
    if (node.is(Kind::identifier) && node.text() == name && !is_other) visit(node);
  }
}

bool is_asked_for(Parts& parts, const Filling& filling) {
  const Node asked = syntax::unparenthesized(filling.read.positional(0));
  if (is_missing(asked, parts.total, filling.target)) return true;
  const syntax::Call least(asked);
  if (least.function().text() != "min" || least.argument_count() != 2) return false;
  const Node first = least.positional(0);
  const Node second = least.positional(1);
  parts.limit = is_missing(first, parts.total, filling.target) ? second : first;
  const Node missing = parts.limit == first ? second : first;
  return is_missing(missing, parts.total, filling.target) && parts.limit.is_any(Kind::identifier, Kind::integer);
}

/// `data += chunk`, `data.extend(chunk)`, or `data += sock.recv(...)`; nothing in between that is not named here.
bool has_only_these_statements(Parts& parts, const Filling& filling) {
  const Node growing = syntax::enclosing_statement(filling.growing);
  std::vector<Node> statements;
  for (const Node statement : parts.loop.body().children()) statements.push_back(statement);
  if (statements.empty() || statements.size() > 3 || statements.back() != growing) return false;
  parts.read = statements.front();
  if (statements.size() == 1) return parts.read.contains(filling.read.node());
  const syntax::Assignment assignment(parts.read.first_child());
  if (assignment.right() != filling.read.node() || assignment.type() || !assignment.left().is(Kind::identifier)) {
    return false;
  }
  parts.chunk = assignment.left();
  if (statements.size() == 2) return true;
  const syntax::IfStatement test(statements[1]);
  parts.test = test.node();
  return test && is_nothing(test.condition(), parts.chunk) && leaves(test.consequence()) &&
         !test.node().child(Field::alternative);
}

std::optional<Parts> parts_of(const Filling& filling) {
  Parts parts{.function = syntax::enclosing_function(filling.growing),
              .loop = syntax::WhileStatement(filling.loop.node)};
  if (!parts.function || !parts.loop || !filling.target.is(Kind::identifier) || parts.loop.alternative()) return {};
  if (parts.function.after() - parts.function.id() > most_nodes) return std::nullopt;
  parts.begin = statement_before(parts.loop.node());
  const syntax::Assignment begin(parts.begin.first_child());
  if (!is_name(begin.left(), filling.target) || begin.type()) return std::nullopt;
  parts.is_buffer = is_empty_bytearray(begin.right());
  if (!parts.is_buffer && !is_empty_bytes(begin.right())) return std::nullopt;
  parts.total = bound_in(parts.loop.condition(), filling.target);
  if (!parts.total.is_any(Kind::identifier, Kind::attribute, Kind::integer)) return std::nullopt;
  if (!is_asked_for(parts, filling) || !has_only_these_statements(parts, filling)) return std::nullopt;
  return parts;
}

/// Only here is the chunk, and what is gathered is read behind the loop in its block, or where nothing comes any more.
bool is_known_here_alone(const Parts& parts, Node data) {
  bool is_alone = true;
  const Node block = parts.loop.node().parent();
  if (parts.chunk) {
    each_mention(parts.function, parts.chunk.text(),
                 [&](Node node) { is_alone = is_alone && parts.loop.node().contains(node); });
  }
  each_mention(parts.function, data.text(), [&](Node node) {
    const bool is_behind = block.contains(node) && node.id() >= parts.loop.node().after();
    const bool is_in_function = syntax::enclosing_function(node) == parts.function;
    is_alone =
        is_alone && is_in_function && (parts.begin.contains(node) || parts.loop.node().contains(node) || is_behind);
  });
  return is_alone;
}

std::string free_name(semantics::Model& model, Node place, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (model.is_free(name, place)) return std::string(name);
  }
  return {};
}

std::optional<Names> names_for(semantics::Model& model, const Parts& parts, std::string_view data) {
  const Node place = parts.loop.node();
  const std::string stem(data);
  Names names{.buffer = parts.is_buffer ? stem : free_name(model, place, {"buffer", stem + "_buffer"}),
              .view = free_name(model, place, {"view", stem + "_view"}),
              .filled = free_name(model, place, {"filled", stem + "_filled"}),
              .count = free_name(model, place, {"count", stem + "_count"})};
  if (names.buffer.empty() || names.view.empty() || names.filled.empty() || names.count.empty()) return std::nullopt;
  return names;
}

class Rewrite {
 public:
  Rewrite(const Parts& parts, const Filling& filling, Names names, std::string_view method)
      : parts_(parts), filling_(filling), names_(std::move(names)), method_(method) {}

  std::optional<std::vector<text::Edit>> edits() {
    const std::string total(parts_.total.text());
    replace(parts_.begin.first_child(), names_.buffer + " = bytearray(" + total + ")");
    const std::string made = names_.view + " = memoryview(" + names_.buffer + ")";
    if (!above(made, names_.filled + " = 0")) return std::nullopt;
    replace(parts_.loop.condition(), names_.filled + " < " + total);
    const std::string part = names_.view + "[" + names_.filled + (parts_.limit ? window() : ":") + "]";
    const std::string read =
        std::string(filling_.method.object().text()) + "." + std::string(method_) + "(" + part + ")";
    if (parts_.chunk) {
      replace(parts_.read, names_.count + " = " + read);
      replace(syntax::enclosing_statement(filling_.growing), names_.filled + " += " + names_.count);
    } else {
      replace(parts_.read, names_.filled + " += " + read);
    }
    if (parts_.test) test();
    if (!parts_.is_buffer && !hand_on()) return std::nullopt;
    return std::move(edits_);
  }

 private:
  void replace(Node node, std::string content) {
    edits_.push_back({.range = node.range(), .content = std::move(content)});
  }

  [[nodiscard]] std::string window() const { return " : " + names_.filled + " + " + std::string(parts_.limit.text()); }

  bool above(const std::string& first, const std::string& second) {
    std::optional<text::Edit> one = line_above(parts_.loop.node(), first);
    const std::optional<text::Edit> two = line_above(parts_.loop.node(), second);
    if (!one || !two) return false;
    one->content += two->content;
    edits_.push_back(*std::move(one));
    return true;
  }

  /// `if not count: raise EOFError`, with what came so far for what was gathered.
  void test() {
    const syntax::IfStatement test(parts_.test);
    replace(test.condition(), "not " + names_.count);
    each_mention(test.consequence(), parts_.chunk.text(), [&](Node node) { replace(node, "b\"\""); });
    each_mention(test.consequence(), filling_.target.text(), [&](Node node) {
      const Node call = node.parent().parent();
      if (is_length_of(call, filling_.target)) {
        replace(call, names_.filled);
      } else {
        replace(node, std::string(parts_.is_buffer ? "bytearray" : "bytes") + "(" + names_.view + "[:" + names_.filled +
                          "])");
      }
    });
  }

  /// `return bytes(buffer)`, or `data = bytes(buffer)` for what comes behind.
  bool hand_on() {
    const std::string bytes = "bytes(" + names_.buffer + ")";
    const Node next = parts_.loop.node().next_sibling();
    if (const syntax::ReturnStatement returned(next); returned && is_name(returned.value(), filling_.target)) {
      replace(returned.value(), bytes);
      return true;
    }
    if (!next) return false;
    std::optional<text::Edit> line = line_above(next, std::string(filling_.target.text()) + " = " + bytes);
    if (!line) return false;
    edits_.push_back(*std::move(line));
    return true;
  }

  const Parts& parts_;
  const Filling& filling_;
  Names names_;
  std::string_view method_;
  std::vector<text::Edit> edits_;
};

}  // namespace

std::optional<Fix> fill_buffer(Context& context, const Filling& filling, std::string_view method) {
  semantics::Model& model = context.model();
  const std::optional<Parts> parts = parts_of(filling);
  if (!parts || !is_known_here_alone(*parts, filling.target)) return std::nullopt;
  const Node loop = parts->loop.node();
  // All that is replaced: the comments inside the test stay, those between its parts would be lost.
  if (holds_comment(context.tree(), {.start = parts->begin.range().start, .end = loop.range().end}))
    return std::nullopt;
  if (!model.is_invariant(parts->total, filling.loop)) return std::nullopt;
  for (const std::string_view name : {"bytearray", "memoryview", "bytes"}) {
    if (model.meaning_of(name, loop) != "builtins." + std::string(name)) return std::nullopt;
  }
  std::optional<Names> names = names_for(model, *parts, filling.target.text());
  if (!names) return std::nullopt;
  std::optional<std::vector<text::Edit>> edits = Rewrite(*parts, filling, *std::move(names), method).edits();
  if (!edits) return std::nullopt;
  return Fix{.applicability = Applicability::unsafe,
             .title = "Fill one buffer",
             .reason = "memory for all of " + code(parts->total) + " is taken before the first byte comes" +
                       (parts->is_buffer ? ", and no resize is possible while the view lives" : ""),
             .edits = *std::move(edits)};
}

}  // namespace slicecop::engine
