// Classes that a call makes: `Pair = namedtuple("Pair", "name body")`, `NamedTuple("Pair", [("body", bytes)])`,
// `TypedDict("Pair", {"body": bytes})`. Such a call has a scope of its own (see Scopes), as a class statement has.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "syntax/views.h"

namespace slicecop::semantics {

enum class RecordKind : std::uint8_t { none, named_tuple, typed_dict };

struct RecordField {
  std::string_view name;
  syntax::Node type;  ///< what is written of it; no node in a plain namedtuple
};

/// By the name that is called.
RecordKind record_kind(syntax::Node node);

/// In order; empty where they are not written out.
std::vector<RecordField> record_fields(syntax::Call call);

}  // namespace slicecop::semantics
