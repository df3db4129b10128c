#include "config/error.h"

#include <fmt/format.h>

#include <string>

namespace slicecop::config {

std::string to_string(const Error& error) {
  const Place& place = error.place;
  if (!place.position) return fmt::format("{}: {}", place.source, error.message);
  return fmt::format("{}:{}:{}: {}", place.source, place.position->row, place.position->column, error.message);
}

}  // namespace slicecop::config
