// `--interactive`: each fix is shown, and a person says what becomes of it.
#pragma once

#include <set>
#include <string_view>
#include <utility>

#include "report/report.h"
#include "workspace/run.h"

namespace slicecop::cli {

class FixDialog {
 public:
  explicit FixDialog(const report::Options& options) : options_(options) {}

  /// True where somebody can be asked.
  static bool is_possible();

  /// Asks on standard error about each fix of what is shown, safe or not, and reads the answer from the terminal. Keeps
  /// a reference to this dialog.
  workspace::FixChoice choice();

  /// Nothing is to be written.
  [[nodiscard]] bool quit() const { return quit_; }

 private:
  engine::Decision ask(const workspace::DiscoveredFile& file, const engine::Document& document,
                       const engine::Finding& finding);
  engine::Decision answer(const engine::Finding& finding);

  report::Options options_;
  std::set<std::pair<std::string_view, engine::Applicability>> all_of_;  ///< make these without a question
  bool done_ = false;
  bool quit_ = false;
};

}  // namespace slicecop::cli
