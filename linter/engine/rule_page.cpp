#include "engine/rule_page.h"

namespace slicecop::engine {

namespace {

std::string superseded_by(const Rule& rule) {
  std::string out;
  for (const std::string_view name : rule.supersedes) {
    if (name.empty()) continue;
    if (!out.empty()) out += ", ";
    out.append("`").append(name).append("`");
  }
  return out;
}

}  // namespace

std::string_view severity_in_words(const Rule& rule) { return rule.severity == Severity::warning ? "warning" : "info"; }

std::string size_in_words(std::uint64_t bytes) {
  constexpr std::uint64_t kibi = 1024;
  if (bytes >= kibi * kibi && bytes % (kibi * kibi) == 0) return std::to_string(bytes / (kibi * kibi)) + " MiB";
  if (bytes >= kibi && bytes % kibi == 0) return std::to_string(bytes / kibi) + " KiB";
  return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

std::string gain_in_words(const Rule& rule) {
  if (rule.gains_from == 0) return "at any size";
  const bool in_total = rule.group == Group::quadratic;
  return "from " + size_in_words(rule.gains_from) + (in_total ? " in total" : " a copy");
}

std::string page_as_markdown(const NamedRule& named) {
  const Rule& rule = *named.rule;
  std::string out = "# " + std::string(named.name) + "\n\n" + std::string(rule.summary) + "\n\n";
  out += "| group | severity | gains |\n|---|---|---|\n| `" + std::string(name_of(rule.group)) + "` | " +
         std::string(severity_in_words(rule)) + " | " + gain_in_words(rule) + " |\n";
  if (rule.preview) out += "\nThis rule is in preview: it is on with `--preview` only.\n";
  out += "\n## Why\n\n" + std::string(rule.why) + "\n\n";
  out += "## Instead of\n\n```python\n" + std::string(rule.bad) + "```\n\n";
  out += "## Write\n\n```python\n" + std::string(rule.good) + "```\n";
  if (const std::string names = superseded_by(rule); !names.empty()) {
    out += "\nWhere it speaks for an expression, these keep silent: " + names + ".\n";
  }
  return out;
}

}  // namespace slicecop::engine
