#include "engine/patterns/view_in_place.h"

#include <string>
#include <utility>

#include "engine/patterns/snapshot.h"
#include "engine/rewrite.h"
#include "engine/wording.h"

namespace slicecop::engine {

using semantics::Buffer;
using syntax::Kind;
using syntax::Node;

namespace {

/// Why the view may do otherwise than the slice; empty where it cannot.
std::string doubt(semantics::Model& model, const CopyingSlice& copy) {
  const std::string base = code(copy.base);
  if (copy.buffer.optional) return base + " may be `None`, for which the error is another one";
  if (!copy.is_certain()) return "nothing but its use says that " + base + " is a buffer";
  const std::string type = model.describe(copy.typed.type);
  if (type == "bytes") return {};
  if (type != "bytearray") return "a class of its own may slice otherwise, or be closed meanwhile";
  if (bounds_do_more(copy.slice)) return "what its bounds call may resize " + base;
  if (is_unshared(model, copy.base)) return {};
  return "another thread that resizes " + base + " meanwhile would raise `BufferError`";
}

}  // namespace

std::optional<Fix> view_in_place(Context& context, const CopyingSlice& copy) {
  semantics::Model& model = context.model();
  const Node value = copy.subscript.value();
  if (!copy.base.is_any(Kind::identifier, Kind::attribute, Kind::call, Kind::subscript)) return std::nullopt;
  if (holds_comment(context.tree(), value.range())) return std::nullopt;
  if (model.meaning_of("memoryview", copy.subscript.node()) != "builtins.memoryview") return std::nullopt;
  Fix fix{.title = "Copy it from a view",
          .reason = doubt(model, copy),
          .edits = {{.range = value.range(), .content = "memoryview(" + std::string(copy.base.text()) + ")"}}};
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  fix.local = fix.applicability == Applicability::safe;
  if (fix.reason.empty())
    fix.reason = "nothing can resize it while the view lives, which is no longer than the copy takes";
  return fix;
}

}  // namespace slicecop::engine
