#include "platform/descriptor.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace slicecop::platform {
namespace {

/// True where the call that set errno is to be made again: a signal came between, or the descriptor was made
/// non-blocking by whoever shares it and is not ready yet.
bool can_retry(int descriptor, short events) {
  if (errno == EINTR) return true;
  if (errno != EAGAIN) return false;
  pollfd wait{.fd = descriptor, .events = events, .revents = 0};
  return poll(&wait, 1, -1) >= 0 || errno == EINTR;
}

/// Appends what one read gives, at most up to `capacity` bytes in all; 0 at the end, -1 with errno on an error.
ssize_t read_some(int descriptor, std::string& content, std::size_t capacity) {
  ssize_t size = 0;
  const std::size_t used = content.size();
  content.resize_and_overwrite(capacity, [&](char* data, std::size_t room) {
    size = read(descriptor, data + used, room - used);
    return used + (size > 0 ? static_cast<std::size_t>(size) : 0);
  });
  return size;
}

}  // namespace

Descriptor::~Descriptor() { close(); }

bool Descriptor::close() {
  const int number = std::exchange(number_, -1);
  return number < 0 || ::close(number) == 0 || errno == EINTR;  // after EINTR it is closed, and must not be again
}

bool is_usable(const std::string& path) { return !path.contains('\0'); }

std::expected<std::string, FileError> read_to_end(int descriptor, std::uint64_t expected_size,
                                                  std::uint64_t max_bytes) {
  constexpr std::uint64_t first_capacity = 65536;
  max_bytes = std::min(max_bytes, std::uint64_t{1} << 62U);  // so that one more can be asked for
  std::string content;
  // One byte more than expected: the read that meets the end is then the second, and there is no third.
  std::uint64_t capacity = expected_size > 0 ? expected_size + 1 : std::min(first_capacity, max_bytes + 1);
  while (true) {
    const ssize_t size = read_some(descriptor, content, capacity);
    if (size < 0 && can_retry(descriptor, POLLIN)) continue;
    if (size < 0) return std::unexpected(file_error(errno));
    if (content.size() > max_bytes) {
      return std::unexpected(FileError{.problem = FileProblem::too_large,
                                       .message = fmt::format("more than {} bytes", max_bytes),
                                       .size = content.size()});
    }
    if (size == 0 && expected_size > 0 && content.size() != expected_size) {
      return std::unexpected(FileError{.problem = FileProblem::changed, .message = "changed while it was read"});
    }
    if (size == 0) return content;
    if (content.size() == capacity) capacity = std::min(capacity * 2, max_bytes + 1);
  }
}

std::expected<void, FileError> write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t size = write(descriptor, content.data(), content.size());
    if (size < 0 && can_retry(descriptor, POLLOUT)) continue;
    if (size < 0) return std::unexpected(file_error(errno));
    content.remove_prefix(static_cast<std::size_t>(size));
  }
  return {};
}

}  // namespace slicecop::platform
