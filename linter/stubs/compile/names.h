// Every name once, as a number.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace slicecop::stubs::compile {

using Name = std::uint32_t;
inline constexpr Name no_name = 0xffffffff;

class Names {
 public:
  Name intern(std::string_view text) {
    if (const auto found = ids_.find(text); found != ids_.end()) return found->second;
    const auto id = static_cast<Name>(texts_.size());
    ids_.emplace(texts_.emplace_back(text), id);
    return id;
  }

  [[nodiscard]] Name find(std::string_view text) const {
    const auto found = ids_.find(text);
    return found == ids_.end() ? no_name : found->second;
  }

  [[nodiscard]] std::string_view text(Name name) const { return texts_[name]; }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  std::deque<std::string> texts_;  // never moves what it holds
  std::unordered_map<std::string_view, Name> ids_;
};

}  // namespace slicecop::stubs::compile
