#include "platform/key.h"

#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>

namespace slicecop::platform {
namespace {

constexpr int terminal = STDIN_FILENO;
constexpr std::array ending_signals{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};

// What a signal handler may look at: set before the handler is there.
termios settings_before{};  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

// The terminal as it was, then what the signal does by default. After a stop, the read goes on or fails with EINTR.
void put_back_and_obey(int signal) {
  tcsetattr(terminal, TCSANOW, &settings_before);
  std::signal(signal, SIG_DFL);
  raise(signal);
}

/// While it lives, the terminal gives single keys.
class KeyMode {
 public:
  KeyMode() {
    struct sigaction action{};
    action.sa_handler = put_back_and_obey;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_NODEFER;
    for (std::size_t i = 0; i < ending_signals.size(); ++i) {
      sigaction(ending_signals[i], nullptr, &actions_before_[i]);
      // What the caller ignores (nohup) stays so.
      if (actions_before_[i].sa_handler != SIG_IGN) sigaction(ending_signals[i], &action, nullptr);
    }
    termios settings = settings_before;
    settings.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    tcsetattr(terminal, TCSADRAIN, &settings);
  }
  KeyMode(const KeyMode&) = delete;
  KeyMode& operator=(const KeyMode&) = delete;
  KeyMode(KeyMode&&) = delete;
  KeyMode& operator=(KeyMode&&) = delete;
  ~KeyMode() {
    tcsetattr(terminal, TCSADRAIN, &settings_before);
    for (std::size_t i = 0; i < ending_signals.size(); ++i) {
      sigaction(ending_signals[i], &actions_before_[i], nullptr);
    }
  }

 private:
  std::array<struct sigaction, ending_signals.size()> actions_before_{};
};

}  // namespace

std::optional<char> read_key() {
  if (tcgetattr(terminal, &settings_before) != 0) return std::nullopt;
  for (;;) {
    char key = 0;
    ssize_t got = 0;
    int error = 0;
    {
      const KeyMode keys;
      got = read(terminal, &key, 1);
      error = errno;
    }
    if (got == 1) return key;
    // A process that was stopped and goes on takes the terminal anew.
    if (got == 0 || error != EINTR) return std::nullopt;
  }
}

}  // namespace slicecop::platform
