#include "semantics/record_calls.h"

#include <algorithm>

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

bool is_plain_string(Node node) { return node.is(Kind::string) && !syntax::is_bytes_literal(node); }

// "name body" and "name, body"
void add_names(std::string_view text, std::vector<RecordField>& fields) {
  constexpr std::string_view between = " ,\n\t";
  for (std::size_t start = text.find_first_not_of(between); start != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(between, start), text.size());
    fields.push_back({text.substr(start, end - start), {}});
    start = text.find_first_not_of(between, end);
  }
}

}  // namespace

RecordKind record_kind(Node node) {
  if (!node.is(Kind::call)) return RecordKind::none;
  Node callee = node.child(Field::function);
  if (callee.is(Kind::attribute)) callee = callee.child(Field::attribute);
  if (!callee.is(Kind::identifier)) return RecordKind::none;
  const std::string_view name = callee.text();
  if (name == "namedtuple" || name == "NamedTuple") return RecordKind::named_tuple;
  return name == "TypedDict" ? RecordKind::typed_dict : RecordKind::none;
}

std::vector<RecordField> record_fields(syntax::Call call) {
  std::vector<RecordField> fields;
  Node written = call.positional(1);
  if (!written) written = call.keyword("field_names");
  if (!written) written = call.keyword("fields");
  written = syntax::unparenthesized(written);
  if (is_plain_string(written)) add_names(syntax::string_content(written), fields);
  for (const Node part : written.children()) {
    if (written.is(Kind::dictionary) && part.is(Kind::pair) && is_plain_string(part.child(Field::key))) {
      fields.push_back({syntax::string_content(part.child(Field::key)), part.child(Field::value)});
    } else if (written.is_any(Kind::list, Kind::tuple) && is_plain_string(part)) {
      fields.push_back({syntax::string_content(part), {}});
    } else if (written.is_any(Kind::list, Kind::tuple) && part.is(Kind::tuple) && is_plain_string(part.child(0U))) {
      fields.push_back({syntax::string_content(part.child(0U)), part.child(1U)});
    } else if (!is_plain_string(written)) {
      return {};
    }
  }
  return fields;
}

}  // namespace slicecop::semantics
