// A finding as an object of JSON, for the formats that are made of these.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "report/positions.h"
#include "report/report.h"

namespace slicecop::report {

/// `positions` are of the file's source.
nlohmann::ordered_json json_finding(const File& file, const Positions& positions, const engine::Finding& finding);

}  // namespace slicecop::report
