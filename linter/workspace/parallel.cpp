#include "workspace/parallel.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <span>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "platform/system.h"

namespace slicecop::workspace {

void for_each_index(std::span<const std::uint64_t> sizes, unsigned jobs, const std::function<void(std::size_t)>& work) {
  if (jobs == 0) jobs = platform::hardware_threads();
  std::vector<std::size_t> order(sizes.size());
  for (std::size_t index = 0; index < order.size(); ++index) order[index] = index;
  std::ranges::sort(order, [&](std::size_t left, std::size_t right) {
    return sizes[left] != sizes[right] ? sizes[left] > sizes[right] : left < right;
  });

  std::atomic<std::size_t> next{0};
  const auto take_until_done = [&] {
    for (std::size_t at = next.fetch_add(1, std::memory_order_relaxed); at < order.size();
         at = next.fetch_add(1, std::memory_order_relaxed)) {
      work(order[at]);
    }
  };
  std::vector<std::thread> helpers;
  const std::size_t wanted = std::min<std::size_t>(jobs, order.size());
  for (std::size_t helper = 1; helper < wanted; ++helper) {
    try {
      helpers.emplace_back(take_until_done);
    } catch (const std::system_error&) {
      break;  // no more threads to be had: those that run do the rest
    }
  }
  take_until_done();
  for (std::thread& helper : helpers) helper.join();
}

namespace detail {

std::string current_exception_message() {
  try {
    throw;
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "unknown exception";
  }
}

}  // namespace detail
}  // namespace slicecop::workspace
