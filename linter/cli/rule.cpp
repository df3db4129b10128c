// `slicecop rule`.

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "cli/commands.h"
#include "cli/rule_page.h"
#include "cli/streams.h"
#include "config/nearest_name.h"
#include "engine/rule_page.h"
#include "report/report.h"
#include "report/style.h"

namespace slicecop::cli {

namespace {

using engine::NamedRule;
using Json = nlohmann::ordered_json;

Json page_as_json(const NamedRule& named) {
  const engine::Rule& rule = *named.rule;
  Json supersedes = Json::array();
  for (const std::string_view name : rule.supersedes) {
    if (!name.empty()) supersedes.push_back(name);
  }
  return {{"name", named.name},
          {"group", name_of(rule.group)},
          {"severity", engine::severity_in_words(rule)},
          {"summary", rule.summary},
          {"why", rule.why},
          {"gains_from", rule.gains_from},
          {"supersedes", std::move(supersedes)},
          {"preview", rule.preview},
          {"bad", rule.bad},
          {"good", rule.good},
          {"url", std::string(report::rule_pages) + std::string(named.name)}};
}

std::string joined(Rules rules, std::string_view separator, auto&& page) {
  std::string out;
  for (const NamedRule& rule : rules) {
    if (!out.empty()) out += separator;
    out += page(rule);
  }
  return out;
}

std::string json(Rules rules, bool all) {
  constexpr int indentation = 2;
  if (!all) return page_as_json(rules.front()).dump(indentation) + '\n';
  Json pages = Json::array();
  for (const NamedRule& rule : rules) pages.push_back(page_as_json(rule));
  return pages.dump(indentation) + '\n';
}

}  // namespace

int run(const RuleCommand& command, Rules rules) {
  if (!command.all) {
    const auto found = std::ranges::find(rules, command.name, &NamedRule::name);
    if (found == rules.end()) {
      std::vector<std::string_view> names;
      for (const NamedRule& rule : rules) names.push_back(rule.name);
      write_error(error_line("there is no rule `" + command.name + '`' + config::suggestion(command.name, names)));
      return status_error;
    }
    rules = rules.subspan(static_cast<std::size_t>(found - rules.begin()), 1);
  }
  std::string out;
  switch (command.format) {
    case PageFormat::text: {
      const report::Style style(platform::wants_color(platform::Stream::output, command.color));
      out = joined(rules, "\n\n", [&](const NamedRule& rule) { return page_as_text(rule, style); });
      break;
    }
    case PageFormat::markdown:
      out = joined(rules, "\n", engine::page_as_markdown);
      break;
    case PageFormat::json:
      out = json(rules, command.all);
      break;
  }
  return write_output(out) ? status_ok : status_error;
}

}  // namespace slicecop::cli
