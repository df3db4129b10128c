#include "cli/program.h"

#include <exception>
#include <variant>

#include "cli/command_line.h"
#include "cli/streams.h"

namespace slicecop::cli {

int run_program(std::span<const char* const> arguments, Rules rules) {
  try {
    const std::expected<Command, Stop> command = parse_command_line(arguments);
    if (command) return std::visit([&](const auto& asked) { return run(asked, rules); }, *command);
    const Stop& stop = command.error();
    if (stop.status != status_ok) {
      write_error(stop.output);
      return stop.status;
    }
    return write_output(stop.output) ? status_ok : status_error;
  } catch (const std::exception& defect) {
    // Nothing of ours throws; a library may, and memory may run out.
    write_error(error_line(std::string("internal error: ") + defect.what()));
    return status_error;
  }
}

}  // namespace slicecop::cli
