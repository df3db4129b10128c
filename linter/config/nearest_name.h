// What somebody meant who wrote a name that does not exist.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace slicecop::config {

/// The least number of bytes to insert, drop, replace or swap with their neighbour that makes `left` of `right`;
/// `limit` or more is told as `limit`.
std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t limit);

/// The one of `names` that is nearest to `written`; the first of several. Empty where every one of them would have to
/// be rewritten by half or more: then no name helps.
std::string_view nearest_name(std::string_view written, std::span<const std::string_view> names);

/// "; did you mean `name`?" for the nearest of `names`, or nothing: the end of a message about `written`.
std::string suggestion(std::string_view written, std::span<const std::string_view> names);

}  // namespace slicecop::config
