#include "engine/message_form.h"

#include <algorithm>

namespace slicecop::engine {

std::optional<std::string_view> fault_in_message(std::string_view message) {
  if (message.empty()) return "is empty";
  if (message.front() == ' ' || message.back() == ' ') return "begins or ends with a space";
  if (message.front() >= 'A' && message.front() <= 'Z') return "begins with a capital letter";
  if (message.back() == '.') return "ends with a period";
  if (std::ranges::count(message, '`') % 2 != 0) return "has a backtick without its partner";
  if (message.find("``") != std::string_view::npos) return "has an empty pair of backticks";
  // A message may quote the checked code, which may hold anything.
  const auto is_control = [](char c) { return (static_cast<unsigned char>(c) < 0x20) || c == 0x7F; };
  if (std::ranges::any_of(message, is_control)) return "holds a line end or another control character";
  return std::nullopt;
}

}  // namespace slicecop::engine
