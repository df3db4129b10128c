#include "platform/file_error.h"

#include <cerrno>
#include <system_error>

namespace slicecop::platform {
namespace {

FileProblem problem_of(int code) {
  switch (code) {
    case ENOENT:
    case ENOTDIR:
      return FileProblem::not_found;
    case EACCES:
    case EPERM:
    case EROFS:
      return FileProblem::permission_denied;
    case EISDIR:
      return FileProblem::is_directory;
    default:
      return FileProblem::other;
  }
}

}  // namespace

FileError file_error(int code) {
  std::string message = std::generic_category().message(code);
  if (!message.empty() && message.front() >= 'A' && message.front() <= 'Z') {
    message.front() = static_cast<char>(message.front() - 'A' + 'a');
  }
  return {.problem = problem_of(code), .message = std::move(message)};
}

}  // namespace slicecop::platform
