// Many independent pieces of work on several threads, with the outcome that one thread would give.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace slicecop::workspace {

/// Calls `work(index)` once for every index of `sizes`, on at most `jobs` threads, the calling one among them; 0 jobs
/// means one for each processor. The largest pieces are begun first, so that no thread is left alone with a large one
/// at the end. Returns when all is done. `work` must not throw, and must be safe to call from several threads at once.
void for_each_index(std::span<const std::uint64_t> sizes, unsigned jobs, const std::function<void(std::size_t)>& work);

namespace detail {
/// The message of the exception that is being handled.
std::string current_exception_message();
}  // namespace detail

/// `work(index)` for every index of `sizes`, as for_each_index does it. The results are in the order of the indices. A
/// piece whose work throws gives the exception's message; the others are not affected.
template <typename Work>
auto parallel_map(std::span<const std::uint64_t> sizes, unsigned jobs, Work&& work) {
  using Result = std::expected<std::invoke_result_t<Work&, std::size_t>, std::string>;
  std::vector<std::optional<Result>> slots(sizes.size());
  for_each_index(sizes, jobs, [&](std::size_t index) {
    try {
      slots[index].emplace(work(index));
    } catch (...) {
      slots[index].emplace(std::unexpect, detail::current_exception_message());
    }
  });
  std::vector<Result> results;
  results.reserve(slots.size());
  for (std::optional<Result>& slot : slots) results.push_back(std::move(*slot));
  return results;
}

}  // namespace slicecop::workspace
