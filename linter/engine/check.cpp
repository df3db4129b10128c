#include "engine/check.h"

#include <algorithm>
#include <tuple>

#include "engine/context.h"
#include "engine/dispatch.h"
#include "engine/superseded.h"
#include "engine/suppressions.h"
#include "semantics/model.h"

namespace slicecop::engine {

namespace {

std::vector<Finding> run_rules(const Document& document, const Settings& settings, std::span<const NamedRule> rules,
                               const semantics::Project& project, std::vector<Silence>* silences = nullptr) {
  const syntax::Tree& tree = document.tree();
  semantics::Model model(tree, project,
                         {.path = std::string(document.file().path()),
                          .target_version = settings.target_version,
                          .names_tell = settings.min_evidence == MinEvidence::name});
  Context context(document, settings, model, silences);
  const Dispatch dispatch(rules);
  for (syntax::NodeId id = 0; id < tree.size(); ++id) {
    for (const Dispatch::Entry& entry : dispatch.at(tree[id].kind)) {
      context.speak_for(entry.rule);
      entry.call(context, tree.node(id));
    }
  }
  return context.take_findings();
}

void drop_suppressed(std::vector<Finding>& findings, const Document& document, std::span<const NamedRule> rules) {
  if (findings.empty()) return;
  Suppressions suppressions(document);
  std::erase_if(findings, [&](const Finding& finding) {
    const auto rule = std::ranges::find(rules, finding.code, &NamedRule::name);
    return suppressions.suppress(finding, rule->rule->group);
  });
}

void apply_trust(Finding& finding, FixTrust trust) {
  if (trust == FixTrust::none) finding.fix.reset();
  if (trust == FixTrust::as_told || !finding.fix || finding.fix->applicability == Applicability::display) return;
  const Applicability trusted = trust == FixTrust::safe ? Applicability::safe : Applicability::unsafe;
  if (finding.fix->applicability == trusted) return;
  finding.fix->applicability = trusted;
  finding.fix->reason = trusted == Applicability::safe ? "`extend-safe-fixes` takes it as safe"
                                                       : "`extend-unsafe-fixes` takes it as unsafe";
}

// A fix that cannot be written back in the file's encoding is none.
bool is_writable(const Fix& fix, const text::SourceFile& file) {
  return file.writes_back_exactly() &&
         std::ranges::all_of(fix.edits, [&](const text::Edit& edit) { return file.encode(edit.content).has_value(); });
}

// True where a comment stands in what is replaced and not in what replaces it.
bool loses_comment(const Fix& fix, const Document& document) {
  return std::ranges::any_of(fix.edits, [&](const text::Edit& edit) {
    return std::ranges::any_of(document.tree().comments(), [&](text::Range comment) {
      return edit.range.contains(comment) && edit.content.find(document.file().text(comment)) == std::string::npos;
    });
  });
}

void judge_fixes(std::vector<Finding>& findings, const Document& document, std::span<const NamedRule> rules) {
  for (Finding& finding : findings) {
    if (!finding.fix) continue;
    if (finding.fix->applicability == Applicability::safe && loses_comment(*finding.fix, document)) {
      finding.fix->applicability = Applicability::unsafe;
      finding.fix->reason = "a comment would be lost";
    }
    apply_trust(finding, std::ranges::find(rules, finding.code, &NamedRule::name)->fixes);
    if (finding.fix && !is_writable(*finding.fix, document.file())) finding.fix.reset();
  }
}

void sort(std::vector<Finding>& findings) {
  const auto place = [](const Finding& finding) {
    return std::tie(finding.range.start, finding.code, finding.range.end, finding.message);
  };
  std::ranges::sort(findings, {}, place);
  // A rule that comes to one expression on two ways says the same twice.
  const auto repeated = std::ranges::unique(findings, {}, place);
  findings.erase(repeated.begin(), repeated.end());
}

}  // namespace

std::vector<Finding> check(const Document& document, const Settings& settings, std::span<const NamedRule> rules,
                           const semantics::Project& project, Memo& /*memo*/) {
  std::vector<Finding> findings = run_rules(document, settings, rules, project);
  drop_superseded(findings, rules);
  // After that: a comment against the finding that speaks does not call up the one that kept silent for it.
  drop_suppressed(findings, document, rules);
  judge_fixes(findings, document, rules);
  sort(findings);
  return findings;
}

Explained explain(const Document& document, const Settings& settings, std::span<const NamedRule> rules,
                  const semantics::Project& project) {
  std::vector<Silence> found;
  std::vector<Finding> findings = run_rules(document, settings, rules, project, &found);
  const auto note_dropped = [&](const std::vector<Finding>& before, std::string_view reason) {
    for (const Finding& finding : before) {
      const auto is_this = [&](const Finding& other) {
        return other.code == finding.code && other.range == finding.range;
      };
      if (std::ranges::none_of(findings, is_this)) found.push_back({finding.code, finding.range, reason});
    }
  };
  std::vector<Finding> before = findings;
  drop_superseded(findings, rules);
  note_dropped(before, "a more specific rule speaks for the expression");
  before = findings;
  drop_suppressed(findings, document, rules);
  note_dropped(before, "a comment keeps it out of the report");
  std::ranges::sort(found, {}, [](const Silence& silence) {
    return std::tie(silence.range.start, silence.rule, silence.range.end, silence.reason);
  });
  judge_fixes(findings, document, rules);
  sort(findings);
  return {.findings = std::move(findings), .silences = std::move(found)};
}

}  // namespace slicecop::engine
