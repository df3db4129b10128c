// The final numbers of strings and types: what is used, in an order that depends on nothing but the content.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "stubs/compile/content.h"

namespace slicecop::stubs::compile {

/// The strings in sorted order.
class StringTable {
 public:
  void use(std::string_view text) { ids_.emplace(text, 0); }
  /// To be called once everything is used.
  void number();

  [[nodiscard]] std::uint32_t id(std::string_view text) const { return ids_.at(text); }
  [[nodiscard]] const std::vector<std::string_view>& strings() const { return strings_; }

 private:
  std::map<std::string_view, std::uint32_t> ids_;
  std::vector<std::string_view> strings_;
};

/// Where each string stands in `bytes`, which is filled: 24 bits offset, 8 bits length. One that ends another lies in
/// it.
std::vector<std::uint32_t> share_suffixes(const std::vector<std::string_view>& strings, std::vector<char>& bytes);

/// Which types the content mentions, by number in `pool`; parts of a type are behind none of the types they are part
/// of.
std::vector<bool> used_types(const Content& content, const types::Pool& pool);

/// A pool of those types alone, in the same order, whose literals are numbered by `strings`. `mapping` gets the new
/// number of each.
types::Pool compact(const types::Pool& pool, const std::vector<bool>& used, const Names& literals,
                    const StringTable& strings, std::vector<Type>& mapping);

}  // namespace slicecop::stubs::compile
