// Rules that look at syntax alone, so that a test of the engine says what is found by what it writes.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/check.h"
#include "engine/context.h"
#include "engine/rule.h"

namespace slicecop::engine::fake {

inline void report(Context& context, syntax::Node where, std::vector<syntax::Node> also = {}) {
  context.report({.where = where, .message = "seen", .typed = {}, .cost = {}, .also_covers = std::move(also)});
}

// Every call of `flag(...)`.
inline void flagged_call(Context& context, syntax::Call call) {
  if (call.function().text() == "flag") report(context, call.node());
}
inline constexpr Rule flagged_call_rule{.group = Group::slices, .visit = on<flagged_call>};

// Every subscript.
inline void subscript(Context& context, syntax::Subscript node) { report(context, node.node()); }
inline constexpr Rule subscript_rule{.group = Group::reads, .severity = Severity::warning, .visit = on<subscript>};

inline constexpr std::array<NamedRule, 2> rules{{
    {.name = "flagged-call", .rule = &flagged_call_rule},
    {.name = "subscript", .rule = &subscript_rule},
}};

inline Document document(std::string_view text) {
  return *Document::parse(text::SourceFile::from_utf8("test.py", std::string(text)));
}

inline std::vector<Finding> findings_in(std::string_view text, std::span<const NamedRule> these = rules) {
  Memo memo;
  return check(document(text), {}, these, semantics::EmptyProject{}, memo);
}

/// The 1-based rows of what is found.
inline std::vector<std::uint32_t> rows_in(std::string_view text, std::span<const NamedRule> these = rules) {
  const text::LineMap lines(text);
  std::vector<std::uint32_t> rows;
  for (const Finding& finding : findings_in(text, these)) rows.push_back(lines.line_of(finding.range.start) + 1);
  return rows;
}

}  // namespace slicecop::engine::fake
