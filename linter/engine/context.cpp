#include "engine/context.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/logical_line.h"
#include "engine/message_form.h"

namespace slicecop::engine {

Context::Context(const Document& document, const Settings& settings, semantics::Model& model,
                 std::vector<Silence>* silences)
    : document_(document),
      settings_(settings),
      model_(model),
      names_views_(document.file().text().contains("memoryview") || document.file().text().contains("getbuffer")),
      silences_(silences) {}

void Context::silent(syntax::Node where, std::string_view reason) {
  if (silences_ == nullptr) return;
  const auto said = [&](const Silence& silence) {
    return silence.rule == rule_.name && silence.range == where.range() && silence.reason == reason;
  };
  if (std::ranges::none_of(*silences_, said)) {
    silences_->push_back({.rule = rule_.name, .range = where.range(), .reason = reason});
  }
}

// What its use alone proves to be a buffer may be any.
std::string Context::type_text(const semantics::Typed& typed) {
  const bool by_use = typed.evidence == types::Evidence::consumer && typed.type == types::Type::unknown;
  return by_use ? "Buffer" : model_.describe(typed.type);
}

void Context::report(Report report) {
  if (syntax::enclosing_statement(report.where).has_error()) {
    silent(report.where, "the statement holds a syntax error");
    return;
  }
  const bool by_name_alone = report.typed.evidence == types::Evidence::name;
  if (by_name_alone && settings_.min_evidence != MinEvidence::name) {
    silent(report.where, "only its name says that it is a buffer (`min-evidence`)");
    return;
  }
  // Views that raise or lie do so in a test as well.
  const bool costs_only = rule_.rule->group != Group::views;
  if (costs_only && !settings_.include_tests && model_.is_test_code(report.where)) {
    silent(report.where, "test code is left alone (`include-tests`)");
    return;
  }

  assert(!fault_in_message(report.message));
  for ([[maybe_unused]] const Note& note : report.notes) assert(!fault_in_message(note.message));
  assert(!report.fix || text::disjoint(report.fix->edits));

  Finding finding{
      .code = rule_.name,
      .severity = rule_.rule->severity,
      .message = std::move(report.message),
      .range = report.where.range(),
      .noqa_at = suppression_line(document_, report.where.range().start),
      .evidence = {.type = type_text(report.typed), .from = report.typed.evidence},
      .cost = report.cost,
      .notes = std::move(report.notes),
      .fix = std::move(report.fix),
      .also_covers = {},
  };
  finding.also_covers.reserve(report.also_covers.size());
  for (const syntax::Node node : report.also_covers) finding.also_covers.push_back(node.range());
  findings_.push_back(std::move(finding));
}

}  // namespace slicecop::engine
