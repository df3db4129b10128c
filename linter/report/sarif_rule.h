// What SARIF tells of a rule, once for all of its results.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "report/report.h"

namespace slicecop::report {

/// The reportingDescriptor of `code`. Not every code is a rule: some say why a file was not checked.
nlohmann::ordered_json sarif_rule(std::string_view code, const Options& options);

/// `warning` or `note`
std::string_view sarif_level(engine::Severity severity);

}  // namespace slicecop::report
