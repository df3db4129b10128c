// Uses by calls: what the function does with the argument.
#include <algorithm>

#include "semantics/buffers.h"
#include "semantics/sinks.h"
#include "semantics/uses.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

std::size_t place_in(syntax::Node list, syntax::Node argument) {
  std::size_t index = 0;
  for (const syntax::Node sibling : list.children()) {
    if (sibling == argument) break;
    ++index;
  }
  return index;
}

}  // namespace

void UseFinder::add_argument(Node node, int depth) {
  const bool keyword = node.parent().is(Kind::keyword_argument);
  const Node written = keyword ? node.parent() : node;
  const syntax::Call call(written.parent().parent());
  if (!call) {  // a class's bases, a decorator's
    add(UseKind::unknown, written.parent());
    return;
  }
  // typing.cast gives back what it is handed.
  if (names_.of_callee(call) == "typing.cast") {
    add_place(call.node(), depth + 1);
    return;
  }
  add(sink_of(call, place_in(call.arguments(), written), false), call.node());
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
  } else if (display.is(Kind::tuple) && list.is(Kind::binary_operator)) {
    add_operand(whole, list);
  } else if (list.is(Kind::call) && comprehension) {
    add(sink_of(syntax::Call(list), 0, true), list);
  } else if (!list.is(Kind::argument_list)) {
    add(display.parent().is_any(Kind::return_statement, Kind::yield) ? UseKind::returned : UseKind::stored, display);
  } else {
    const UseKind kind = sink_of(syntax::Call(list.parent()), place_in(list, whole), true);
    add(kind == UseKind::unknown ? UseKind::stored : kind, list.parent());
  }
}

UseKind UseFinder::sink_of(syntax::Call call, std::size_t index, bool element) {
  const std::string_view callee = names_.of_callee(call);
  if (const auto special = element ? special_sink_of_element(callee) : special_sink_of_argument(call, callee, index)) {
    return *special;
  }
  if (fills(callee)) return UseKind::written;
  const UseKind kind = sink_by_signature(call, index, element);
  if (kind == UseKind::unknown && !element && callee == "typing.IO.write") {
    // Of a file that is not told to be of bytes or of text: what is written to it tells.
    const Buffer written =
        buffer_of(evaluator_, evaluator_.type_of(call.arguments().child(static_cast<std::uint32_t>(index))).type);
    return written.only(Buffer::bytes | Buffer::bytearray | Buffer::view) ? UseKind::buffer_sink : kind;
  }
  if (kind == UseKind::unknown && !element) return sink_by_body(call, index);
  if (kind != UseKind::buffer_sink || element) return kind;
  if (substitutes(callee)) return by_template(call, callee);
  return is_held_by_result(callee) ? by_match(call) : kind;
}

std::optional<UseKind> UseFinder::special_sink_of_argument(syntax::Call call, std::string_view callee,
                                                           std::size_t index) {
  if (callee == "builtins.str" && call.argument_count() > 1) return UseKind::decoded;
  // A format, which is kept in a dictionary.
  if (callee.starts_with("struct.") && !callee.starts_with("struct.Struct") && index == 0) return std::nullopt;
  // Which of the arguments comes first.
  if ((callee == "builtins.min" || callee == "builtins.max") && call.argument_count() > 1) return UseKind::bytes_sink;
  // What one does with an iterator other than iterate is not the same for each.
  if (callee == "builtins.iter" && call.node().parent().is(Kind::attribute)) return UseKind::unknown;
  if (callee == "array.array") {
    const std::string_view typecode = syntax::string_content(call.positional(0));
    return typecode == "B" || typecode == "b" ? UseKind::converted : UseKind::silent_sink;
  }
  return special_sink(callee);
}

UseKind UseFinder::sink_by_signature(syntax::Call call, std::size_t index, bool element) {
  const std::vector<Type> parameters = evaluator_.parameters_for(call, index);
  if (parameters.empty()) return UseKind::unknown;
  UseKind kind = UseKind::buffer_sink;
  for (const Type parameter : parameters) {
    switch (takes(evaluator_, element ? element_of(parameter) : parameter)) {
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

// The items that a parameter takes: of `str | tuple[str, ...]`, those of the tuple.
Type UseFinder::element_of(Type parameter) {
  for (const Type member : evaluator_.pool().members(parameter)) {
    const Type iterable = evaluator_.as_base(member, types::class_id(Known::iterable));
    if (iterable != Type::unknown && !evaluator_.pool().is(member, Known::str)) {
      return evaluator_.pool().argument(iterable, 0);
    }
  }
  return Type::unknown;
}

}  // namespace slicecop::semantics
