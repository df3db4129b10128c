// What is sliced in a file, and of what type it is.
#pragma once

#include <string>
#include <vector>

#include "engine/document.h"
#include "engine/settings.h"
#include "semantics/project.h"
#include "syntax/views.h"
#include "text/line_map.h"
#include "types/evidence.h"

namespace slicecop::cli {

/// The base of a slice that is read. Positions in code points.
struct SlicedBase {
  text::Position start;
  text::Position end;
  std::string text;
  std::string type;  ///< "Unknown" where there is no answer
  types::Evidence evidence = types::Evidence::none;
};

/// In order of position; of `x[1:][2:]` both bases.
std::vector<SlicedBase> sliced_bases(const engine::Document& document, const engine::Settings& settings,
                                     const semantics::Project& project);

/// True for `base[a:b]` whose value is read: no target of an assignment, `del` or `for`, and in no annotation.
bool is_slice_that_is_read(syntax::Subscript subscript);

}  // namespace slicecop::cli
