#include "cli/rule_page.h"

#include <array>
#include <utility>
#include <vector>

#include "cli/wrap.h"

namespace slicecop::cli {

namespace {

using engine::NamedRule;
using engine::Rule;

constexpr std::size_t page_width = 88;

std::string_view severity_of(const Rule& rule) {
  return rule.severity == engine::Severity::warning ? "warning" : "info";
}

std::string superseded_by(const Rule& rule, std::string_view quote) {
  std::string out;
  for (const std::string_view name : rule.supersedes) {
    if (name.empty()) continue;
    if (!out.empty()) out += ", ";
    out.append(quote).append(name).append(quote);
  }
  return out;
}

std::string indented(std::string_view code) {
  std::string out;
  while (!code.empty()) {
    const std::size_t end = code.find('\n');
    const std::string_view line = code.substr(0, end);
    if (!line.empty()) out += "    ";
    out += line;
    out += '\n';
    code = end == std::string_view::npos ? std::string_view{} : code.substr(end + 1);
  }
  return out;
}

}  // namespace

std::string size_in_words(std::uint64_t bytes) {
  constexpr std::uint64_t kibi = 1024;
  if (bytes >= kibi * kibi && bytes % (kibi * kibi) == 0) return std::to_string(bytes / (kibi * kibi)) + " MiB";
  if (bytes >= kibi && bytes % kibi == 0) return std::to_string(bytes / kibi) + " KiB";
  return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

std::string gain_in_words(const Rule& rule) {
  if (rule.gains_from == 0) return "at any size";
  const bool in_total = rule.group == engine::Group::quadratic;
  return "from " + size_in_words(rule.gains_from) + (in_total ? " in total" : " a copy");
}

std::string page_as_text(const NamedRule& named, const report::Style& style) {
  using report::Paint;
  const Rule& rule = *named.rule;
  std::string out = style(report::paint_of(rule.severity), named.name) + style(Paint::bold, ": ") +
                    style(Paint::bold, rule.summary) + "\n\n" + wrap(rule.why, page_width);
  out += '\n' + style(Paint::bold, "Instead of") + "\n\n" + indented(rule.bad);
  out += '\n' + style(Paint::bold, "write") + "\n\n" + indented(rule.good) + '\n';

  std::vector<std::pair<std::string, std::string>> facts{{"group", std::string(name_of(rule.group))},
                                                         {"severity", std::string(severity_of(rule))},
                                                         {"gains", gain_in_words(rule)}};
  if (const std::string names = superseded_by(rule, ""); !names.empty()) facts.emplace_back("speaks before", names);
  if (rule.preview) facts.emplace_back("preview", "on with --preview only");
  constexpr std::size_t label_width = 15;
  for (auto& [label, value] : facts) {
    label.resize(label_width, ' ');
    out += style(Paint::frame, label) + value + '\n';
  }
  return out;
}

std::string page_as_markdown(const NamedRule& named) {
  const Rule& rule = *named.rule;
  std::string out = "# " + std::string(named.name) + "\n\n" + std::string(rule.summary) + "\n\n";
  out += "| group | severity | gains |\n|---|---|---|\n| `" + std::string(name_of(rule.group)) + "` | " +
         std::string(severity_of(rule)) + " | " + gain_in_words(rule) + " |\n";
  if (rule.preview) out += "\nThis rule is in preview: it is on with `--preview` only.\n";
  out += "\n## Why\n\n" + std::string(rule.why) + "\n\n";
  out += "## Instead of\n\n```python\n" + std::string(rule.bad) + "```\n\n";
  out += "## Write\n\n```python\n" + std::string(rule.good) + "```\n";
  if (const std::string names = superseded_by(rule, "`"); !names.empty()) {
    out += "\nWhere it speaks for an expression, these keep silent: " + names + ".\n";
  }
  return out;
}

}  // namespace slicecop::cli
