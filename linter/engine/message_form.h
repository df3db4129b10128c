// The form of every sentence that a finding shows: lower case, no final period, code in backticks. Rules are held to it
// where they report; tests hold every rule's texts to it.
#pragma once

#include <optional>
#include <string_view>

namespace slicecop::engine {

/// What is wrong with the form of `message`; nothing where it is well-formed.
std::optional<std::string_view> fault_in_message(std::string_view message);

}  // namespace slicecop::engine
