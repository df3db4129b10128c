// Whether a person is reading, how wide the window is, and whether colours are wanted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace slicecop::platform {

enum class Stream : std::uint8_t { input, output, error };

bool is_terminal(Stream stream);

/// Columns of the terminal that `stream` is; none where it is no terminal or does not tell.
std::optional<unsigned> terminal_width(Stream stream);

/// The option `--color`.
enum class ColorChoice : std::uint8_t { automatic, always, never };

/// What decides about colour where the user gave no option; a variable that is not set is nullopt.
struct ColorEnvironment {
  std::optional<std::string> force_color = std::nullopt;     ///< FORCE_COLOR: any text but none turns colour on
  std::optional<std::string> clicolor_force = std::nullopt;  ///< CLICOLOR_FORCE: anything but `0` turns it on
  std::optional<std::string> no_color = std::nullopt;        ///< NO_COLOR: set, even to nothing, turns it off
  std::optional<std::string> clicolor = std::nullopt;        ///< CLICOLOR: `0` turns it off
  std::optional<std::string> term = std::nullopt;            ///< TERM: `dumb` turns it off
  bool terminal = false;                                     ///< the stream is a terminal
};

/// Asked in the order in which ColorEnvironment lists them, which is Ruff's; the first that speaks decides.
bool wants_color(const ColorEnvironment& environment);

/// The same for `stream` in this process's environment.
bool wants_color(Stream stream, ColorChoice choice);

}  // namespace slicecop::platform
