// Uses by operators: comparisons, sums, `%`, and `match`.
#include <algorithm>

#include "semantics/buffers.h"
#include "semantics/uses.h"

namespace slicecop::semantics {

using syntax::Kind;

namespace {

bool orders(Kind relation) {
  return relation == Kind::token_less || relation == Kind::token_less_equal || relation == Kind::token_greater ||
         relation == Kind::token_greater_equal;
}

// True where all that the format takes is put in as it is, by %b or %s.
bool takes_bytes_as_they_are(std::string_view format) {
  constexpr std::string_view modifiers = "#0- +123456789.*";
  for (std::size_t at = format.find('%'); at != std::string_view::npos; at = format.find('%', at)) {
    const std::size_t conversion = format.find_first_not_of(modifiers, at + 1);
    if (conversion == std::string_view::npos) return false;
    const char kind = format[conversion];
    if (kind != 'b' && kind != 's' && (kind != '%' || conversion != at + 1)) return false;
    at = conversion + 1;
  }
  return true;
}

// `case b"GET" | b"PUT":`, `case _:`. Patterns of classes and sequences tell a view from bytes.
bool compares_alone(syntax::Node pattern) {
  for (syntax::NodeId id = pattern.id(); id < pattern.after(); ++id) {
    const syntax::Node node = pattern.tree().node(id);
    const bool is_wildcard = node.text() == "_";
    if (!is_wildcard && !node.is_any(Kind::case_pattern, Kind::union_pattern, Kind::string, Kind::none)) return false;
  }
  return true;
}

}  // namespace

void UseFinder::add_comparison(Node node, Node comparison) {
  // Of `a < b == c`, what stands on either side of the value.
  Node before;
  Node after;
  Node last;
  for (const Node child : comparison.children()) {
    if (child == node) before = last;
    if (last == node) after = child;
    last = child;
  }
  for (const Node relation : {before, after}) {
    if (!relation) continue;
    if (relation.is_any(Kind::token_is, Kind::token_is_not)) {
      add(UseKind::measured, comparison);
    } else if (relation.is_any(Kind::token_in, Kind::token_not_in)) {
      // Something in the buffer: a view looks for a number.
      add(relation == before ? UseKind::silent_sink : search_in(relation.next_sibling()), comparison);
    } else {
      add(orders(relation.kind()) ? UseKind::bytes_sink : UseKind::compared, comparison);
    }
  }
}

// What becomes of a value that is looked for in `container`: searched as a part, compared with the items, or hashed,
// which a view of something that can be written is not. What is not known may be a dict.
UseKind UseFinder::search_in(Node container) {
  const types::Pool& pool = evaluator_.pool();
  const Type type = evaluator_.type_of(container).type;
  if (buffer_of(evaluator_, type).only(Buffer::bytes | Buffer::bytearray)) return UseKind::buffer_sink;
  const bool compares = std::ranges::all_of(
      pool.members(type), [&](Type member) { return pool.is(member, Known::list) || pool.is(member, Known::tuple); });
  return compares ? UseKind::compared : UseKind::hashed;
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
    add_formatted(operation.left(), binary);
  } else {
    add(UseKind::bytes_sink, binary);
  }
}

void UseFinder::add_formatted(Node format, Node binary) {
  format = syntax::unparenthesized(format);
  if (evaluator_.pool().is(evaluator_.type_of(format).type, Known::str)) {
    add(UseKind::silent_sink, binary);
  } else if (syntax::is_bytes_literal(format)) {
    add(takes_bytes_as_they_are(format.text()) ? UseKind::buffer_sink : UseKind::silent_sink, binary);
  } else {
    add(UseKind::unknown, binary);
  }
}

void UseFinder::add_matched(Node match) {
  bool compares = true;
  for (const Node clause : match.child(syntax::Field::body).children()) {
    for (const Node pattern : clause.children()) {
      if (pattern.is(Kind::case_pattern)) compares = compares && compares_alone(pattern);
    }
  }
  add(compares ? UseKind::compared : UseKind::silent_sink, match);
}

}  // namespace slicecop::semantics
