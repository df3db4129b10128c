#include "engine/patterns/chunk_loop.h"

namespace slicecop::engine {

using semantics::UseKind;
using syntax::Kind;
using syntax::Node;

namespace {

/// `file.read(size)` with nothing else.
std::optional<ChunkLoop> read_call(Node loop, Node value) {
  const syntax::Call call(syntax::unparenthesized(value));
  const syntax::Attribute method(call.function());
  if (!method || method.name() != "read" || call.argument_count() != 1 || !call.positional(0)) return std::nullopt;
  return ChunkLoop{.loop = loop,
                   .read = call.node(),
                   .source = method.object(),
                   .size = call.positional(0),
                   .value = call.node(),
                   .name = {},
                   .like = call.node()};
}

bool is_empty_bytes(Node node) {
  return syntax::is_bytes_literal(node) && node.is(Kind::string) && syntax::string_content(node).empty();
}

/// `chunk`, or `len(chunk)`.
Node measured_in(Node expression) {
  expression = syntax::unparenthesized(expression);
  const syntax::Call length(expression);
  if (length && length.function().text() == "len") return syntax::unparenthesized(length.positional(0));
  return expression;
}

/// The chunk in `chunk`, `chunk := f.read(n)`, `(chunk := ...) != b""`, `len(chunk) > 0`.
Node tested_in(Node condition) {
  condition = syntax::unparenthesized(condition);
  if (condition.is(Kind::comparison_operator)) condition = condition.first_child();
  return measured_in(condition);
}

/// `not chunk`, `chunk == b""`, `len(chunk) == 0`: there is none.
bool says_there_is_none(Node condition, Node name) {
  condition = syntax::unparenthesized(condition);
  Node tested;
  if (condition.is(Kind::not_operator)) {
    tested = measured_in(condition.first_child());
  } else if (condition.is(Kind::comparison_operator)) {
    const Node sign = condition.child(syntax::Field::operators);
    const bool equal = sign.text() == "==" || sign.text() == "<=";
    const Node last = condition.child(2);
    if (equal && (is_empty_bytes(last) || last.text() == "0")) tested = measured_in(condition.first_child());
  }
  return tested.is(Kind::identifier) && tested.text() == name.text();
}

Node exit_in(Node block) {
  for (const Node statement : block.children()) {
    if (statement.is_any(Kind::break_statement, Kind::return_statement)) return statement;
  }
  return {};
}

/// `if not chunk: break`, or any other test of the chunk that leaves the loop.
bool leaves_on(Node statement, Node chunk) {
  const syntax::IfStatement test(statement);
  if (!exit_in(test.consequence())) return false;
  const Node condition = test.condition();
  for (syntax::NodeId id = condition.id(); id < condition.after(); ++id) {
    const Node node = condition.tree().node(id);
    if (node.is(Kind::identifier) && node.text() == chunk.text()) return true;
  }
  return false;
}

/// The read in a statement `chunk = f.read(n)`.
std::optional<ChunkLoop> read_statement(Node loop, Node statement) {
  const syntax::Assignment assignment(statement.first_child());
  if (!statement.is(Kind::expression_statement) || !assignment.left().is(Kind::identifier)) return std::nullopt;
  std::optional<ChunkLoop> found = read_call(loop, assignment.right());
  if (found) found->name = assignment.left();
  return found;
}

/// `while True: chunk = f.read(n); if not chunk: break`
std::optional<ChunkLoop> endless(syntax::WhileStatement loop) {
  for (const Node statement : loop.body().children()) {
    std::optional<ChunkLoop> found = read_statement(loop.node(), statement);
    if (found && leaves_on(statement.next_sibling(), found->name)) return found;
  }
  return std::nullopt;
}

/// `chunk = f.read(n)`, `while chunk: ...; chunk = f.read(n)`
std::optional<ChunkLoop> primed(syntax::WhileStatement loop, Node name) {
  Node last;
  for (const Node statement : loop.body().children()) last = statement;
  std::optional<ChunkLoop> found = read_statement(loop.node(), last);
  return found && found->name.text() == name.text() ? found : std::nullopt;
}

std::optional<ChunkLoop> in_while(syntax::WhileStatement loop) {
  const Node condition = syntax::unparenthesized(loop.condition());
  if (condition.is_any(Kind::true_, Kind::integer)) return endless(loop);
  const Node tested = tested_in(condition);
  const syntax::NamedExpression named(tested);
  if (named) {
    std::optional<ChunkLoop> found = read_call(loop.node(), named.value());
    if (found) found->name = named.name();
    return found;
  }
  return tested.is(Kind::identifier) ? primed(loop, tested) : std::nullopt;
}

/// `for chunk in iter(lambda: f.read(n), b"")`, or with `partial(f.read, n)`.
std::optional<ChunkLoop> in_for(semantics::Model& model, syntax::ForStatement loop) {
  const syntax::Call iter(syntax::unparenthesized(loop.right()));
  if (iter.function().text() != "iter" || iter.argument_count() != 2 || !loop.left().is(Kind::identifier)) {
    return std::nullopt;
  }
  if (!is_empty_bytes(iter.positional(1)) || model.callee_name(iter) != "builtins.iter") return std::nullopt;
  const Node source = syntax::unparenthesized(iter.positional(0));
  if (source.is(Kind::lambda)) {
    std::optional<ChunkLoop> found = read_call(loop.node(), source.child(syntax::Field::body));
    if (found) found->value = found->name = loop.left();
    return found;
  }
  const syntax::Call partial(source);
  const syntax::Attribute method(partial.positional(0));
  if (!method || method.name() != "read" || partial.argument_count() != 2 || !partial.positional(1)) {
    return std::nullopt;
  }
  if (model.callee_name(partial) != "functools.partial") return std::nullopt;
  return ChunkLoop{.loop = loop.node(),
                   .read = partial.node(),
                   .source = method.object(),
                   .size = partial.positional(1),
                   .value = loop.left(),
                   .name = loop.left(),
                   .like = iter.positional(1)};
}

/// What the parameter `name` of `function` is where nobody says otherwise; no node where it has no such value, or is
/// bound again.
Node default_of(Node name, Node function) {
  constexpr syntax::NodeId most_nodes = 4096;
  if (!name.is(Kind::identifier) || function.after() - function.id() > most_nodes) return {};
  Node standard;
  for (syntax::NodeId id = function.id(); id < function.after(); ++id) {
    const Node node = function.tree().node(id);
    if (!node.is(Kind::identifier) || node.text() != name.text()) continue;
    if (node.field() == syntax::Field::left) return {};
    const bool has_default = node.parent().is_any(Kind::default_parameter, Kind::typed_default_parameter);
    if (has_default && node.field() == syntax::Field::name) standard = node.parent().child(syntax::Field::value);
  }
  return standard;
}

}  // namespace

std::optional<ChunkLoop> chunk_loop(semantics::Model& model, Node loop) {
  if (loop.is(Kind::while_statement)) return in_while(syntax::WhileStatement(loop));
  if (loop.is(Kind::for_statement)) return in_for(model, syntax::ForStatement(loop));
  return std::nullopt;
}

Node only_statement(const ChunkLoop& chunks) {
  if (chunks.loop.child(syntax::Field::alternative)) return {};
  Node only;
  for (const Node statement : chunks.loop.child(syntax::Field::body).children()) {
    if (statement.contains(chunks.read)) continue;
    const syntax::IfStatement test(statement);
    if (test) {
      const Node exit = test.consequence().first_child();
      const bool leaves = exit.is(Kind::break_statement) || (exit.is(Kind::return_statement) && !exit.first_child());
      const bool is_all = !exit.next_sibling() && !statement.child(syntax::Field::alternative);
      if (leaves && is_all && says_there_is_none(test.condition(), chunks.name)) continue;
    }
    if (only) return {};
    only = statement;
  }
  return only;
}

std::optional<std::int64_t> usual_size(semantics::Model& model, const ChunkLoop& chunks) {
  if (const std::optional<std::int64_t> size = model.constant_of(chunks.size)) return size;
  const Node standard = default_of(chunks.size, syntax::enclosing_function(chunks.loop));
  return standard ? model.constant_of(standard) : std::nullopt;
}

Node empty_bytes_in(Node comparison) {
  for (const Node operand : comparison.children()) {
    if (is_empty_bytes(operand)) return operand;
  }
  return {};
}

bool is_read_and_dropped(semantics::Model& model, Node value) {
  const semantics::Uses uses = model.uses_of(value);
  if (!uses.complete) return false;
  bool is_read = false;
  for (const semantics::Use& use : uses.all) {
    switch (use.kind) {
      case UseKind::measured:
        break;
      case UseKind::buffer_sink:
        is_read = true;
        break;
      case UseKind::compared:
        // `if chunk == b"": break` becomes a look at the count.
        if (!empty_bytes_in(use.where)) return false;
        break;
      default:
        return false;
    }
  }
  return is_read;
}

}  // namespace slicecop::engine
