#include "platform/system.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <thread>

#if defined(__linux__)
#include <sched.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#endif

namespace slicecop::platform {
namespace {

#if defined(__linux__)

struct FreeSet {
  void operator()(cpu_set_t* set) const { CPU_FREE(set); }
};

/// 0 where the system does not tell.
unsigned processors_allowed() {
  // The kernel refuses a set that is smaller than its own; it is at most a few thousand processors.
  for (std::size_t processors = 1024; processors <= 65536; processors *= 2) {
    const std::size_t size = CPU_ALLOC_SIZE(processors);
    const std::unique_ptr<cpu_set_t, FreeSet> set(CPU_ALLOC(processors));
    if (set == nullptr) return 0;
    if (sched_getaffinity(0, size, set.get()) == 0) return static_cast<unsigned>(CPU_COUNT_S(size, set.get()));
    if (errno != EINVAL) return 0;
  }
  return 0;
}

#else

unsigned processors_allowed() { return 0; }

#endif

}  // namespace

std::expected<std::string, FileError> current_directory() {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::current_path(error);
  if (error) return std::unexpected(file_error(error.value()));
  return path.string();
}

std::string absolute_path(const std::string& path, const std::string& base) {
  const std::filesystem::path joined = (std::filesystem::path(base) / path).lexically_normal();
  return (joined.has_filename() ? joined : joined.parent_path()).string();
}

std::optional<std::string> environment_variable(const char* name) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in this program changes its environment
  const char* const value = std::getenv(name);
  if (value == nullptr) return std::nullopt;
  return value;
}

unsigned hardware_threads() {
  const unsigned allowed = processors_allowed();
  return std::max(allowed > 0 ? allowed : std::thread::hardware_concurrency(), 1U);
}

}  // namespace slicecop::platform
