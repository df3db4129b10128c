#include "cli/rule_page.h"

#include <utility>
#include <vector>

#include "cli/wrap.h"
#include "engine/rule_page.h"

namespace slicecop::cli {

namespace {

using engine::NamedRule;
using engine::Rule;

constexpr std::size_t page_width = 88;

std::string superseded_by(const Rule& rule) {
  std::string out;
  for (const std::string_view name : rule.supersedes) {
    if (name.empty()) continue;
    if (!out.empty()) out += ", ";
    out += name;
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

std::string page_as_text(const NamedRule& named, const report::Style& style) {
  using report::Paint;
  const Rule& rule = *named.rule;
  std::string out = style(report::paint_of(rule.severity), named.name) + style(Paint::bold, ": ") +
                    style(Paint::bold, rule.summary) + "\n\n" + wrap(rule.why, page_width);
  out += '\n' + style(Paint::bold, "Instead of") + "\n\n" + indented(rule.bad);
  out += '\n' + style(Paint::bold, "write") + "\n\n" + indented(rule.good) + '\n';

  std::vector<std::pair<std::string, std::string>> facts{{"group", std::string(name_of(rule.group))},
                                                         {"severity", std::string(engine::severity_in_words(rule))},
                                                         {"gains", engine::gain_in_words(rule)}};
  if (const std::string names = superseded_by(rule); !names.empty()) facts.emplace_back("speaks before", names);
  if (rule.preview) facts.emplace_back("preview", "on with --preview only");
  constexpr std::size_t label_width = 15;
  for (auto& [label, value] : facts) {
    label.resize(label_width, ' ');
    out += style(Paint::frame, label) + value + '\n';
  }
  return out;
}

}  // namespace slicecop::cli
