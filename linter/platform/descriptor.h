// An open file of POSIX, and reading and writing it to the end. For this room alone.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

#include "platform/file_error.h"

namespace slicecop::platform {

/// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  [[nodiscard]] int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

  /// False, with errno set, where the system could not write what it had taken (a full disk of a network file system).
  bool close();

 private:
  int number_;
};

/// True where `path` can be handed to the system at all: one with a NUL in it would name another file.
bool is_usable(const std::string& path);

/// Everything up to the end, which is to come after `expected_size` bytes (0: not known), else it is an error:
/// `changed`. `too_large` where more than `max_bytes` come.
std::expected<std::string, FileError> read_to_end(int descriptor, std::uint64_t expected_size, std::uint64_t max_bytes);

std::expected<void, FileError> write_all(int descriptor, std::string_view content);

}  // namespace slicecop::platform
