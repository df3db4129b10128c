#include "cli/help.h"

#include <CLI/CLI.hpp>

#include <string_view>
#include <vector>

#include "cli/wrap.h"

namespace slicecop::cli {

namespace {

constexpr std::size_t description_column = 30;
constexpr std::size_t description_width = 70;

std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : full_name(*parent) + ' ' + command.get_name();
}

// `PATH`, `[PATH]`, `[PATH]...`
std::string argument_name(const CLI::Option& option) {
  std::string name = option.get_type_name();
  if (!option.get_required()) name = '[' + name + ']';
  if (option.get_expected_max() > 1) name += "...";
  return name;
}

// `-o, --output-file FILE`
std::string option_name(const CLI::Option& option) {
  std::string name = option.get_snames().empty() ? "    " : '-' + option.get_snames().front();
  if (!option.get_lnames().empty()) {
    name += option.get_snames().empty() ? "" : ", ";
    name += "--" + option.get_lnames().front();
  }
  if (option.get_items_expected_max() > 0) name += ' ' + option.get_type_name();
  return name;
}

void append_entry(std::string& out, const std::string& name, const std::string& description) {
  std::string line = "  " + name;
  if (!description.empty()) {
    if (line.size() + 2 > description_column) {
      out += line + '\n';
      line.clear();
    }
    // A description of several lines goes on below its first.
    const std::string filled = wrap(description, description_width);
    std::string_view rest = std::string_view(filled).substr(0, filled.find_last_not_of('\n') + 1);
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      line.resize(description_column, ' ');
      out += line.append(rest.substr(0, end)) + '\n';
      line.clear();
      rest.remove_prefix(end + 1);
    }
    line.resize(description_column, ' ');
    line += rest;
  }
  out += line + '\n';
}

std::vector<const CLI::Option*> options_of(const CLI::App& command, const std::string& group) {
  return command.get_options(
      [&](const CLI::Option* option) { return !option->get_positional() && option->get_group() == group; });
}

}  // namespace

std::string usage_line(const CLI::App& command) {
  std::string line = "Usage: " + full_name(command) + " [OPTIONS]";
  const bool has_commands = !command.get_subcommands([](const CLI::App*) { return true; }).empty();
  if (has_commands) line += " COMMAND";
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional()) line += ' ' + argument_name(*option);
  }
  return line + '\n';
}

std::string help_text(const CLI::App& command) {
  std::string out = command.get_description() + "\n\n" + usage_line(command);
  const std::vector<const CLI::App*> commands = command.get_subcommands([](const CLI::App*) { return true; });
  if (!commands.empty()) out += "\nCommands:\n";
  for (const CLI::App* each : commands) append_entry(out, each->get_name(), each->get_description());

  bool has_arguments = false;
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    if (!has_arguments) out += "\nArguments:\n";
    has_arguments = true;
    append_entry(out, argument_name(*option), option->get_description());
  }
  for (const std::string& group : command.get_groups()) {
    const std::vector<const CLI::Option*> options = options_of(command, group);
    if (options.empty() || group.empty()) continue;
    out += '\n' + group + ":\n";
    for (const CLI::Option* option : options) append_entry(out, option_name(*option), option->get_description());
  }
  if (!commands.empty()) out += "\nFor help on a command: " + full_name(command) + " COMMAND --help\n";
  return out;
}

}  // namespace slicecop::cli
