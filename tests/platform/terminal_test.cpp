#include "platform/terminal.h"

#include <fcntl.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): posix_openpt, setenv
#include <sys/ioctl.h>
#include <unistd.h>

#include <string>

#include "catch.h"
#include "platform/descriptor.h"

namespace slicecop::platform {
namespace {

TEST_CASE("colour is for terminals, unless a variable says otherwise") {
  using Environment = ColorEnvironment;
  CHECK(wants_color(Environment{.terminal = true}));
  CHECK_FALSE(wants_color(Environment{.terminal = false}));

  CHECK_FALSE(wants_color(Environment{.no_color = "1", .terminal = true}));
  CHECK_FALSE(wants_color(Environment{.no_color = "", .terminal = true}));
  CHECK_FALSE(wants_color(Environment{.clicolor = "0", .terminal = true}));
  CHECK_FALSE(wants_color(Environment{.term = "dumb", .terminal = true}));
  CHECK(wants_color(Environment{.clicolor = "1", .term = "xterm", .terminal = true}));
  CHECK_FALSE(wants_color(Environment{.clicolor = "1", .term = "xterm", .terminal = false}));

  CHECK(wants_color(Environment{.force_color = "1"}));
  CHECK(wants_color(Environment{.force_color = "0"}));  // as Ruff has it
  CHECK_FALSE(wants_color(Environment{.force_color = ""}));
  CHECK(wants_color(Environment{.clicolor_force = "1"}));
  CHECK(wants_color(Environment{.clicolor_force = ""}));
  CHECK_FALSE(wants_color(Environment{.clicolor_force = "0"}));

  CHECK(wants_color(Environment{.force_color = "1", .no_color = "1", .term = "dumb"}));
  CHECK(wants_color(Environment{.clicolor_force = "1", .no_color = "1", .term = "dumb"}));
  CHECK_FALSE(wants_color(Environment{.clicolor_force = "0", .no_color = "1", .terminal = true}));
}

TEST_CASE("an option outweighs the environment") {
  REQUIRE(setenv("FORCE_COLOR", "1", 1) == 0);
  CHECK(wants_color(Stream::output, ColorChoice::automatic));
  CHECK_FALSE(wants_color(Stream::output, ColorChoice::never));
  REQUIRE(unsetenv("FORCE_COLOR") == 0);
  REQUIRE(setenv("NO_COLOR", "1", 1) == 0);
  CHECK_FALSE(wants_color(Stream::output, ColorChoice::automatic));
  CHECK(wants_color(Stream::output, ColorChoice::always));
  REQUIRE(unsetenv("NO_COLOR") == 0);
}

/// Puts `descriptor` in the place of standard input.
class AsInput {
 public:
  explicit AsInput(const Descriptor& descriptor) : saved_(dup(STDIN_FILENO)) {
    REQUIRE(saved_);
    REQUIRE(descriptor);
    REQUIRE(dup2(descriptor.number(), STDIN_FILENO) == STDIN_FILENO);
  }
  AsInput(const AsInput&) = delete;
  AsInput& operator=(const AsInput&) = delete;
  AsInput(AsInput&&) = delete;
  AsInput& operator=(AsInput&&) = delete;
  ~AsInput() {
    if (saved_) dup2(saved_.number(), STDIN_FILENO);
  }

 private:
  Descriptor saved_;
};

TEST_CASE("a terminal is known and tells its width") {
  const Descriptor master(posix_openpt(O_RDWR | O_NOCTTY));
  REQUIRE(master);
  REQUIRE(grantpt(master.number()) == 0);
  REQUIRE(unlockpt(master.number()) == 0);
  const std::string name = ptsname(master.number());  // NOLINT(concurrency-mt-unsafe)
  const Descriptor terminal(open(name.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
  REQUIRE(terminal);
  const AsInput input(terminal);
  CHECK(is_terminal(Stream::input));
  CHECK_FALSE(terminal_width(Stream::input).has_value());  // nobody has told it yet
  const winsize size{.ws_row = 24, .ws_col = 132, .ws_xpixel = 0, .ws_ypixel = 0};
  REQUIRE(ioctl(terminal.number(), TIOCSWINSZ, &size) == 0);
  CHECK(terminal_width(Stream::input) == 132U);
}

TEST_CASE("a device that is no terminal has no width") {
  const Descriptor null(open("/dev/null", O_RDWR | O_CLOEXEC));
  const AsInput input(null);
  CHECK_FALSE(is_terminal(Stream::input));
  CHECK_FALSE(terminal_width(Stream::input).has_value());
}

}  // namespace
}  // namespace slicecop::platform
