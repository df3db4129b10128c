#include "semantics/uses.h"

#include <algorithm>

#include "semantics/buffers.h"
#include "semantics/sinks.h"
#include "semantics/targets.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

constexpr std::size_t most_uses = 200;
constexpr int longest_trail = 8;

constexpr std::string_view writing_methods[] = {"append", "extend",  "clear",     "pop",      "insert",
                                                "remove", "reverse", "frombytes", "fromlist", "byteswap",
                                                "resize", "seek",    "write_byte"};

bool writes(std::string_view method) { return std::ranges::find(writing_methods, method) != std::end(writing_methods); }

}  // namespace

Uses UseFinder::of(Node expression) {
  uses_ = {};
  followed_.clear();
  const DefinitionId bound = evaluator_.flow().definition_at(expression);
  if (bound != no_definition) {
    follow(bound, 0);
  } else {
    add_place(expression, 0);
  }
  return std::move(uses_);
}

void UseFinder::add(UseKind kind, Node where) {
  if (uses_.all.size() >= most_uses) {
    uses_.complete = false;
    return;
  }
  uses_.all.push_back({kind, where});
}

void UseFinder::follow(DefinitionId definition, int depth) {
  if (definition == no_definition || std::ranges::find(followed_, definition) != followed_.end()) return;
  if (depth > longest_trail) {
    uses_.complete = false;
    return;
  }
  followed_.push_back(definition);
  const Flow& flow = evaluator_.flow();
  const Variable variable = flow.variable(flow[definition].variable);
  if (variable.base == no_variable) {
    const ScopeKind kind = evaluator_.scopes()[variable.scope].kind;
    // A name of a module or class is seen from everywhere; a captured one from code that runs later.
    if (kind == ScopeKind::module || kind == ScopeKind::class_) uses_.complete = false;
    if (evaluator_.scopes().is_captured(variable.atom, variable.scope)) uses_.complete = false;
  }
  // Collected first: add_place may build other scopes and so move the lists.
  std::vector<syntax::NodeId> uses;
  flow.each_use(definition, [&](syntax::NodeId use) { uses.push_back(use); });
  std::vector<DefinitionId> dependents;
  flow.each_dependent(definition, [&](DefinitionId dependent) { dependents.push_back(dependent); });
  std::ranges::reverse(uses);  // back to the order of the text
  for (const syntax::NodeId use : uses) add_place(evaluator_.tree().node(use), depth + 1);
  for (const DefinitionId dependent : dependents) {
    const DefinitionKind kind = flow[dependent].kind;
    if (kind == DefinitionKind::phi || kind == DefinitionKind::narrow) follow(dependent, depth + 1);
  }
}

void UseFinder::add_place(Node node, int depth) {
  if (depth > longest_trail) {
    uses_.complete = false;
    return;
  }
  node = syntax::with_parentheses(node);
  const Node parent = node.parent();
  switch (parent.kind()) {
    case Kind::argument_list:
    case Kind::keyword_argument:
      add_argument(node, depth);
      break;
    case Kind::call:
      // `x()`: called; or a bare generator, whose elements are followed from its body.
      add(UseKind::unknown, parent);
      break;
    case Kind::assignment:
    case Kind::expression_list:
      add_assignment(node, parent, depth);
      break;
    case Kind::augmented_assignment: {
      const syntax::AugmentedAssignment statement(parent);
      if (node == statement.left()) {
        add(UseKind::rebound, parent);
        break;
      }
      const Buffer left = buffer_of(evaluator_, evaluator_.type_of(statement.left()).type);
      const bool grows =
          statement.operator_kind() == Kind::token_plus_equal && left.only(Buffer::bytes | Buffer::bytearray);
      // A bytearray takes the bytes in; bytes are made anew as a whole.
      const UseKind grown = left.only(Buffer::bytearray) ? UseKind::assigned_into : UseKind::joined;
      add(grows ? grown : UseKind::unknown, parent);
      break;
    }
    case Kind::named_expression:
      if (node.field() == Field::value) {
        follow(evaluator_.flow().definition_at(parent.child(Field::name)), depth);
        add_place(parent, depth + 1);
      }
      break;
    case Kind::conditional_expression:
      if (parent.child(1U) == node) {
        add(UseKind::measured, parent);
      } else {
        add_place(parent, depth + 1);
      }
      break;
    case Kind::boolean_operator:
      add(UseKind::measured, parent);
      add_place(parent, depth + 1);
      break;
    case Kind::not_operator:
    case Kind::if_statement:
    case Kind::elif_clause:
    case Kind::while_statement:
    case Kind::if_clause:
    case Kind::assert_statement:
    case Kind::expression_statement:
    case Kind::delete_statement:
      add(UseKind::measured, parent);
      break;
    case Kind::comparison_operator:
      add_comparison(node, parent);
      break;
    case Kind::binary_operator:
      add_operand(node, parent);
      break;
    case Kind::attribute:
      add_attribute(node, parent);
      break;
    case Kind::subscript:
      if (node.field() != Field::value) {
        add(UseKind::hashed, parent);
      } else if (is_target(parent) ||
                 (parent.parent().is(Kind::augmented_assignment) && parent.field() == Field::left)) {
        add(UseKind::written, parent);
      } else {
        add(syntax::Subscript(parent).slice() ? UseKind::sliced : UseKind::indexed, parent);
      }
      break;
    case Kind::return_statement:
    case Kind::yield:
    case Kind::lambda:
      add(UseKind::returned, parent);
      break;
    case Kind::for_statement:
    case Kind::for_in_clause:
    case Kind::list_splat:
      add(UseKind::iterated, parent);
      break;
    case Kind::interpolation:
    case Kind::format_expression:
    case Kind::print_statement:
      add(UseKind::silent_sink, parent);
      break;
    case Kind::list:
    case Kind::tuple:
    case Kind::list_comprehension:
    case Kind::generator_expression:
      add_element(node, parent, depth);
      break;
    case Kind::set:
    case Kind::set_comprehension:
      add(UseKind::hashed, parent);
      break;
    case Kind::pair:
      add(node.field() == Field::key ? UseKind::hashed : UseKind::stored, parent);
      break;
    default:
      add(UseKind::unknown, parent);
  }
}

void UseFinder::add_assignment(Node node, Node assignment, int depth) {
  std::uint32_t index = 0;
  bool in_list = false;
  Node value = node;
  if (assignment.is_any(Kind::expression_list, Kind::tuple)) {
    if (assignment.parent().is_any(Kind::return_statement, Kind::yield)) {
      add(UseKind::returned, assignment.parent());
      return;
    }
    for (const Node sibling : assignment.children()) {
      if (sibling == node) break;
      ++index;
    }
    in_list = true;
    value = syntax::with_parentheses(assignment);
    assignment = value.parent();
  }
  if (!assignment.is(Kind::assignment) || value.field() != Field::right) {
    add(UseKind::unknown, assignment);
    return;
  }
  for (Node one = assignment; one.is(Kind::assignment); one = one.parent()) {
    Node target = one.child(Field::left);
    if (in_list) {
      if (!target.is_any(Kind::pattern_list, Kind::tuple_pattern)) {
        add(UseKind::stored, one);
        continue;
      }
      target = target.child(index);
    } else if (target.is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern)) {
      add(UseKind::iterated, one);
      continue;
    }
    if (target.is(Kind::identifier)) {
      follow(evaluator_.flow().definition_at(target), depth);
    } else if (target.is(Kind::subscript)) {
      const Buffer base = buffer_of(evaluator_, evaluator_.type_of(target.child(Field::value)).type);
      const bool into = base && syntax::Subscript(target).slice();
      add(into ? UseKind::assigned_into : UseKind::stored, one);
    } else {
      add(target.is(Kind::attribute) ? UseKind::stored : UseKind::unknown, one);
    }
  }
}

// Elements of a display or comprehension that is handed straight to a call that takes buffers: join, writelines.
void UseFinder::add_element(Node node, Node display, int depth) {
  const bool comprehension = syntax::is_comprehension(display.kind());
  if (comprehension && node.field() != Field::body) {
    add(UseKind::measured, display);
    return;
  }
  const Node whole = syntax::with_parentheses(display);
  const Node list = whole.parent();
  if (display.is(Kind::tuple) && list.is(Kind::assignment)) {
    add_assignment(node, display, depth);
    return;
  }
  if (list.is(Kind::call) && comprehension) {
    add(sink_of(syntax::Call(list), 0, true), list);
    return;
  }
  if (!list.is(Kind::argument_list)) {
    add(display.parent().is_any(Kind::return_statement, Kind::yield) ? UseKind::returned : UseKind::stored, display);
    return;
  }
  std::size_t index = 0;
  for (const Node sibling : list.children()) {
    if (sibling == whole) break;
    ++index;
  }
  const UseKind kind = sink_of(syntax::Call(list.parent()), index, true);
  add(kind == UseKind::unknown ? UseKind::stored : kind, list.parent());
}

void UseFinder::add_comparison(Node node, Node comparison) {
  const Node relation = comparison.child(Field::operators);
  if (relation.is_any(Kind::token_is, Kind::token_is_not)) {
    add(UseKind::measured, comparison);
  } else if (relation.is_any(Kind::token_in, Kind::token_not_in)) {
    // Something in the buffer: a view looks for a number. The buffer in something: compared, or hashed.
    add(comparison.first_child() == node ? UseKind::compared : UseKind::silent_sink, comparison);
  } else {
    add(UseKind::compared, comparison);
  }
}

void UseFinder::add_operand(Node node, Node binary) {
  const syntax::BinaryOperator operation(binary);
  const Kind kind = operation.operator_kind();
  const bool right = operation.right() == node;
  const Buffer left = right ? buffer_of(evaluator_, evaluator_.type_of(operation.left()).type) : Buffer{};
  const bool takes_view = left.only(Buffer::bytes | Buffer::bytearray) && !left.optional;
  if (kind == Kind::token_plus) {
    add(takes_view ? UseKind::joined : UseKind::bytes_sink, binary);
  } else if (kind == Kind::token_percent && right) {
    const bool text = evaluator_.pool().is(evaluator_.type_of(operation.left()).type, Known::str);
    add(text ? UseKind::silent_sink : takes_view ? UseKind::buffer_sink : UseKind::unknown, binary);
  } else {
    add(UseKind::bytes_sink, binary);
  }
}

void UseFinder::add_attribute(Node node, Node attribute) {
  const std::string_view name = syntax::Attribute(attribute).name();
  const syntax::Call call(attribute.parent());
  const bool called = call && call.function() == attribute;
  const Node where = called ? call.node() : attribute;
  if (!called) {
    add(name == "nbytes" || name == "itemsize" || name == "format" ? UseKind::measured : UseKind::unknown, where);
    return;
  }
  if (name == "decode") {
    add(UseKind::decoded, where);
  } else if (name == "tobytes") {
    add(UseKind::converted, where);
  } else if (name == "hex") {
    add(UseKind::buffer_sink, where);
  } else if (name == "release" || name == "cast" || name == "toreadonly") {
    add(UseKind::unknown, where);
  } else if (writes(name)) {
    add(UseKind::written, where);
  } else {
    const Buffer receiver = buffer_of(evaluator_, evaluator_.type_of(node).type);
    const bool is_bytes = receiver.only(Buffer::bytes | Buffer::bytearray | Buffer::consumed) || !receiver;
    add(is_bytes ? UseKind::bytes_sink : UseKind::unknown, where);
  }
}

void UseFinder::add_argument(Node node, int depth) {
  const bool keyword = node.parent().is(Kind::keyword_argument);
  const Node written = keyword ? node.parent() : node;
  const syntax::Call call(written.parent().parent());
  if (!call) {  // a class's bases, a decorator's
    add(UseKind::unknown, written.parent());
    return;
  }
  std::size_t index = 0;
  for (const Node sibling : call.arguments().children()) {
    if (sibling == written) break;
    ++index;
  }
  const UseKind kind = sink_of(call, index, false);
  // typing.cast gives back what it is handed.
  if (names_.of_callee(call) == "typing.cast") {
    add_place(call.node(), depth + 1);
    return;
  }
  add(kind, call.node());
}

UseKind UseFinder::sink_of(syntax::Call call, std::size_t index, bool element) {
  const std::string_view callee = names_.of_callee(call);
  if (callee == "builtins.str" && (call.argument_count() > 1)) return UseKind::decoded;
  if (callee == "struct.pack" && index == 0) return UseKind::buffer_sink;
  if (const auto special = special_sink(callee)) return *special;
  if (fills(callee)) return UseKind::written;
  const std::vector<Type> parameters = evaluator_.parameters_for(call, index);
  if (parameters.empty()) return UseKind::unknown;
  UseKind kind = UseKind::buffer_sink;
  for (Type parameter : parameters) {
    if (element) {
      const Type iterable = evaluator_.as_base(parameter, types::class_id(Known::iterable));
      if (iterable == Type::unknown) return UseKind::unknown;
      parameter = evaluator_.pool().argument(iterable, 0);
    }
    switch (takes(evaluator_, parameter)) {
      case Takes::any_buffer:
      case Takes::buffers_too:
        break;
      case Takes::some_buffers:
      case Takes::bytes_too:
      case Takes::no_buffer:
        kind = UseKind::bytes_sink;
        break;
      case Takes::anything:
        return UseKind::unknown;
    }
  }
  return kind;
}

}  // namespace slicecop::semantics
