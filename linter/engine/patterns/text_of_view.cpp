#include "engine/patterns/text_of_view.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

#include "engine/patterns/alike.h"
#include "syntax/views.h"

namespace slicecop::engine {

using semantics::UseKind;
using syntax::Attribute;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

namespace {

// Encodings that make the same of each byte wherever it stands, so that text is found where its bytes are.
bool is_plain_encoding(Node argument) {
  if (!argument) return true;
  const Node written = argument.is(Kind::keyword_argument) ? argument.child(syntax::Field::value) : argument;
  std::string name(syntax::string_content(written));
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const std::string_view plain :
       {"utf-8", "utf8", "utf_8", "ascii", "us-ascii", "latin-1", "latin1", "iso-8859-1"}) {
    if (name == plain) return true;
  }
  return false;
}

}  // namespace

bool is_done_with_text(const semantics::Use& use) {
  const Call call(use.where);
  switch (use.kind) {
    case UseKind::decoded:
      return is_plain_encoding(call.positional(Attribute(call.function()) ? 0 : 1));
    case UseKind::silent_sink:
      return use.where.is(Kind::comparison_operator) && syntax::is_bytes_literal(use.where.child(0U));
    case UseKind::bytes_sink: {
      const std::string_view method = called_method(use);
      return (method == "find" || method == "startswith" || method == "endswith" || method == "count") &&
             call.argument_count() == 1 && syntax::is_bytes_literal(call.positional(0));
    }
    case UseKind::measured:
      return !use.where.is(Kind::call);
    default:
      return false;
  }
}

}  // namespace slicecop::engine
