// Which commands there are and what each takes: names, placeholders and help texts.
#pragma once

#include <string>
#include <vector>

#include "cli/option_values.h"

namespace CLI {
class App;
}

namespace slicecop::cli {

/// Every option as it is written, empty where it is not given; which of them exist depends on the command.
struct WrittenArguments {
  WrittenConfiguration configuration;
  std::vector<std::string> paths;
  std::vector<std::string> select;
  std::vector<std::string> fixable;
  std::vector<std::string> exclude;
  std::string rule;
  std::string place;
  std::string stdin_filename;
  std::string output_file;
  std::string color;
  std::string jobs;
  bool all = false;
  bool no_cache = false;
  bool fix = false;
  bool diff = false;
  bool fix_only = false;
  bool show_fixes = false;
  bool interactive = false;
  bool exit_non_zero_on_fix = false;
  bool exit_zero = false;
  bool quiet = false;
};

/// Adds all commands to `program`; parsing fills `written`, which must live as long.
void define_commands(CLI::App& program, WrittenArguments& written);

}  // namespace slicecop::cli
