#include "report/sarif_rule.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/rule_page.h"
#include "text/utf8.h"

namespace slicecop::report {

namespace {

using Json = nlohmann::ordered_json;

// GitHub's limit of a description, in characters.
constexpr std::size_t longest_description = 1024;

// The first paragraphs of `text` that fit, or as much of the first as does.
std::string description_of(std::string_view text) {
  const auto first = text.find_first_not_of('\n');
  text = first == std::string_view::npos ? std::string_view{} : text.substr(first);
  if (text.size() <= longest_description) return std::string(text);
  const std::size_t paragraph = text.rfind("\n\n", longest_description - 1);
  if (paragraph != std::string_view::npos) return std::string(text.substr(0, paragraph));
  std::size_t end = longest_description - 3;
  while (text::is_continuation(text[end])) --end;
  return std::string(text.substr(0, end)) + "...";
}

std::string as_sentence(std::string_view summary) {
  std::string sentence(summary);
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z') {
    sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  }
  return sentence + '.';
}

// `ReslicedBuffer`: the form in which SARIF gives a name beside the id.
std::string identifier(std::string_view code) {
  std::string name;
  bool starts_word = true;
  for (const char c : code) {
    if (c == '-') {
      starts_word = true;
      continue;
    }
    name += starts_word && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    starts_word = false;
  }
  return name;
}

std::string help_text(const engine::Rule& rule) {
  std::string out = as_sentence(rule.summary) + "\n\n" + std::string(rule.why);
  out += "\n\nInstead of\n\n" + std::string(rule.bad);
  return out + "\nwrite\n\n" + std::string(rule.good);
}

Json text_of(std::string text) { return {{"text", std::move(text)}}; }

Json descriptor_of(const engine::NamedRule& named) {
  const engine::Rule& rule = *named.rule;
  const bool warning = rule.severity == engine::Severity::warning;
  return {{"id", named.name},
          {"name", identifier(named.name)},
          {"shortDescription", text_of(as_sentence(rule.summary))},
          {"fullDescription", text_of(description_of(rule.why))},
          {"help", {{"text", help_text(rule)}, {"markdown", engine::page_as_markdown(named)}}},
          {"helpUri", std::string(rule_pages) + std::string(named.name)},
          {"defaultConfiguration", {{"enabled", !rule.preview}, {"level", sarif_level(rule.severity)}}},
          {"properties",
           {{"tags", Json::array({"performance", name_of(rule.group)})},
            {"precision", "high"},
            {"problem.severity", warning ? "warning" : "recommendation"}}}};
}

Json descriptor_of_problem(std::string_view code) {
  const std::string text = "What kept slicecop from doing with a file what it was asked for.";
  return {{"id", code},
          {"name", identifier(code)},
          {"shortDescription", text_of(text)},
          {"fullDescription", text_of(text)},
          {"help", {{"text", text}, {"markdown", text}}},
          {"helpUri", home_page}};
}

}  // namespace

std::string_view sarif_level(engine::Severity severity) {
  return severity == engine::Severity::warning ? "warning" : "note";
}

Json sarif_rule(std::string_view code, const Options& options) {
  const auto named = std::ranges::find(options.rules, code, &engine::NamedRule::name);
  return named == options.rules.end() ? descriptor_of_problem(code) : descriptor_of(*named);
}

}  // namespace slicecop::report
