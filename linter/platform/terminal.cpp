#include "platform/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "platform/system.h"

namespace slicecop::platform {
namespace {

int descriptor_of(Stream stream) {
  switch (stream) {
    case Stream::input:
      return STDIN_FILENO;
    case Stream::output:
      return STDOUT_FILENO;
    case Stream::error:
      return STDERR_FILENO;
  }
  return -1;
}

}  // namespace

bool is_terminal(Stream stream) { return isatty(descriptor_of(stream)) == 1; }

std::optional<unsigned> terminal_width(Stream stream) {
  winsize size{};
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): the system has no other call for it
  if (ioctl(descriptor_of(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return size.ws_col;
}

bool wants_color(const ColorEnvironment& environment) {
  if (environment.force_color && !environment.force_color->empty()) return true;
  if (environment.clicolor_force && environment.clicolor_force != "0") return true;
  if (environment.no_color || environment.clicolor == "0" || environment.term == "dumb") return false;
  return environment.terminal;
}

bool wants_color(Stream stream, ColorChoice choice) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  return wants_color(ColorEnvironment{.force_color = environment_variable("FORCE_COLOR"),
                                      .clicolor_force = environment_variable("CLICOLOR_FORCE"),
                                      .no_color = environment_variable("NO_COLOR"),
                                      .clicolor = environment_variable("CLICOLOR"),
                                      .term = environment_variable("TERM"),
                                      .terminal = is_terminal(stream)});
}

}  // namespace slicecop::platform
