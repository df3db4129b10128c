#include "semantics/uses.h"

#include <algorithm>
#include <tuple>

#include "semantics/buffers.h"
#include "semantics/targets.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

constexpr std::size_t most_uses = 200;

constexpr std::string_view writing_methods[] = {"append", "extend",  "clear",     "pop",      "insert",
                                                "remove", "reverse", "frombytes", "fromlist", "byteswap",
                                                "resize", "seek",    "write_byte"};

bool needs_contiguous(UseKind kind) {
  return kind == UseKind::buffer_sink || kind == UseKind::assigned_into || kind == UseKind::joined ||
         kind == UseKind::kept || kind == UseKind::parsed;
}

bool is_by_item(UseKind kind) {
  return kind == UseKind::compared || kind == UseKind::iterated || kind == UseKind::indexed;
}

bool writes(std::string_view method) { return std::ranges::find(writing_methods, method) != std::end(writing_methods); }

}  // namespace

Uses UseFinder::of(Node expression) {
  uses_ = {};
  followed_.clear();
  look_at_origin(expression);
  const DefinitionId bound = evaluator_.flow().definition_at(expression);
  if (bound != no_definition) {
    follow(bound, 0);
  } else {
    add_place(expression, 0);
  }
  // In the order of the flow: what stands before the expression comes on a later pass of a loop.
  const auto place = [&](const Use& use) {
    return std::tuple(use.where.after() <= expression.id(), use.where.id(), use.kind);
  };
  std::ranges::sort(uses_.all, {}, place);
  return std::move(uses_);
}

void UseFinder::add(UseKind kind, Node where) {
  if (uses_.all.size() >= most_uses) {
    uses_.complete = false;
    return;
  }
  // A view of every second byte is no contiguous buffer, and what takes buffers takes no other.
  if (strided_ && needs_contiguous(kind)) kind = UseKind::bytes_sink;
  // A view of an array has items of its type, of which many can be neither read nor compared.
  if (typed_ && is_by_item(kind)) kind = UseKind::silent_sink;
  uses_.all.push_back({kind, where});
}

// Of `x[4:]` where `x = data[::2]`, it looks at `data`.
void UseFinder::look_at_origin(Node expression) {
  strided_ = false;
  Node base;
  for (int step = 0; step < longest_trail && expression; ++step) {
    expression = syntax::unparenthesized(expression);
    const syntax::Subscript subscript(expression);
    if (subscript) base = subscript.value();
    strided_ = strided_ || subscript.slice().step();
    const Node definition = expression.is(Kind::identifier) ? origins_.definition_of(expression) : Node{};
    expression = subscript ? subscript.value() : definition;
  }
  const Buffer buffer = base ? buffer_of(evaluator_, evaluator_.type_of(base).type) : Buffer{};
  immutable_ = buffer.only(Buffer::bytes);
  typed_ = buffer.may_be(Buffer::array | Buffer::other);
  const DefinitionId reaching = evaluator_.flow().reaching(base);
  nobody_else_writes_ = immutable_ || (base.is(Kind::identifier) && reaching != no_definition && is_local(reaching));
}

bool UseFinder::is_local(DefinitionId id) {
  const Definition definition = evaluator_.flow()[id];
  const Variable variable = evaluator_.flow().variable(definition.variable);
  return definition.kind != DefinitionKind::outer && definition.kind != DefinitionKind::shared &&
         !evaluator_.scopes().is_captured(variable.atom, variable.scope);
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
    case Kind::match_statement:
      add_matched(parent);
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

}  // namespace slicecop::semantics
