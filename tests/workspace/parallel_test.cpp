#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"
#include "workspace/parallel.h"

using slicecop::workspace::for_each_index;
using slicecop::workspace::parallel_map;

TEST_CASE("every index is worked on once, whatever the number of threads") {
  for (const unsigned jobs : {0U, 1U, 2U, 8U, 300U}) {
    const std::vector<std::uint64_t> sizes(200, 1);
    std::vector<std::atomic<int>> calls(sizes.size());
    for_each_index(sizes, jobs, [&](std::size_t index) { ++calls[index]; });
    CHECK(std::ranges::all_of(calls, [](const auto& count) { return count == 1; }));
  }
}

TEST_CASE("results stand in the order of the indices, whatever is done first") {
  const std::vector<std::uint64_t> sizes{5, 900, 1, 900, 30};
  for (const unsigned jobs : {1U, 4U}) {
    const auto results = parallel_map(sizes, jobs, [](std::size_t index) { return std::to_string(index); });
    std::string joined;
    for (const auto& result : results) joined += result.value();
    CHECK(joined == "01234");
  }
}

TEST_CASE("the largest are begun first, equal ones in order") {
  const std::vector<std::uint64_t> sizes{5, 900, 1, 900, 30};
  std::vector<std::size_t> order;
  for_each_index(sizes, 1, [&](std::size_t index) { order.push_back(index); });
  CHECK(order == std::vector<std::size_t>{1, 3, 4, 0, 2});
}

TEST_CASE("an exception is the result of its own piece and of no other") {
  const std::vector<std::uint64_t> sizes(20, 1);
  const auto results = parallel_map(sizes, 4, [](std::size_t index) {
    if (index == 7) throw std::runtime_error("no luck");
    if (index == 8) throw 8;  // NOLINT(hicpp-exception-baseclass): whatever is thrown stays inside
    return index;
  });
  REQUIRE(results.size() == 20);
  CHECK(results[7].error() == "no luck");
  CHECK(results[8].error() == "unknown exception");
  for (std::size_t index = 0; index < results.size(); ++index) {
    if (index != 7 && index != 8) CHECK(results[index] == index);
  }
}

TEST_CASE("threads work at the same time") {
  // Each piece waits for the other: one thread alone would never come back.
  const std::vector<std::uint64_t> sizes{1, 1};
  std::atomic<int> begun{0};
  std::mutex mutex;
  std::set<std::thread::id> threads;
  for_each_index(sizes, 2, [&](std::size_t) {
    {
      const std::scoped_lock lock(mutex);
      threads.insert(std::this_thread::get_id());
    }
    ++begun;
    while (begun < 2) std::this_thread::yield();
  });
  CHECK(threads.size() == 2);
}

TEST_CASE("no work is done at once") {
  CHECK(parallel_map({}, 8, [](std::size_t index) { return index; }).empty());
}
