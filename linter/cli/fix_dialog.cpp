#include "cli/fix_dialog.h"

#include <string>

#include "cli/streams.h"
#include "platform/key.h"
#include "platform/terminal.h"

namespace slicecop::cli {

using engine::Decision;
using engine::Finding;

namespace {

constexpr std::string_view question = "Make this fix [y,n,a,d,q,?]? ";
constexpr std::string_view help =
    "y - make this fix\n"
    "n - leave it\n"
    "a - make it, and all fixes of this rule that follow and are no less safe\n"
    "d - done: leave this and all that follow, and write those that were made\n"
    "q - quit: write nothing\n"
    "? - show this help\n";

}  // namespace

bool FixDialog::is_possible() {
  return platform::is_terminal(platform::Stream::input) && platform::is_terminal(platform::Stream::error);
}

workspace::FixChoice FixDialog::choice() {
  return [this](const workspace::DiscoveredFile& file) {
    return [this, &file](const engine::Document& document, const Finding& finding) {
      return ask(file, document, finding);
    };
  };
}

Decision FixDialog::ask(const workspace::DiscoveredFile& file, const engine::Document& document,
                        const Finding& finding) {
  if (done_) return Decision::stop;
  const engine::Applicability applicability = finding.fix->applicability;
  if (applicability == engine::Applicability::display) return Decision::leave;
  if (finding.severity < file.configuration->output.min_severity) return Decision::leave;
  if (all_of_.contains({finding.code, engine::Applicability::unsafe})) return Decision::make;
  if (all_of_.contains({finding.code, applicability})) return Decision::make;
  const report::File shown{
      .shown = file.shown, .path = file.path, .source = &document.file(), .findings = {&finding, 1}};
  write_error(report::full({&shown, 1}, options_));
  return answer(finding);
}

Decision FixDialog::answer(const Finding& finding) {
  for (;;) {
    write_error(question);
    const char key = platform::read_key().value_or('q');
    write_error(std::string(1, key < ' ' ? ' ' : key) + "\n");
    switch (key) {
      case 'y':
        return Decision::make;
      case 'n':
        return Decision::leave;
      case 'a':
        all_of_.emplace(finding.code, finding.fix->applicability);
        return Decision::make;
      case 'd':
        done_ = true;
        return Decision::stop;
      case 'q':
        done_ = true;
        quit_ = true;
        return Decision::stop;
      default:
        write_error(help);
    }
  }
}

}  // namespace slicecop::cli
