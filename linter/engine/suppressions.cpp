#include "engine/suppressions.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/logical_line.h"

namespace slicecop::engine {

namespace {

// What `suppression` speaks for, whose comment stands in `whole_comment`.
void place(const Document& document, text::Range whole_comment, Suppression& suppression) {
  if (suppression.comment.malformed) return;
  const text::LineMap& lines = document.file().lines();
  const text::Range line = lines.full_line(lines.line_of(whole_comment.start));
  const std::string_view before = document.file().text({.start = line.start, .end = whole_comment.start});
  const bool alone = before.find_first_not_of(" \t\f") == std::string_view::npos;
  const Directive directive = suppression.comment.directive;
  if (directive == Directive::file_ignore) {
    // Ruff's rule: at the left margin, so that nobody takes it for a comment on one block.
    if (!before.empty()) return;
    suppression.reach = Reach::file;
    suppression.covers = {.start = 0, .end = document.file().size() + 1};
  } else if (directive == Directive::ignore && alone) {
    const LineAfter after = line_after(document, whole_comment);
    if (after.bytes.empty()) return;
    suppression.reach = after.inside_brackets ? Reach::next_line : Reach::logical_line;
    suppression.covers = after.bytes;
  } else {
    suppression.reach = Reach::own_line;
    suppression.covers = line;
  }
}

}  // namespace

Suppressions::Suppressions(const Document& document) {
  const std::string_view text = document.file().text();
  for (const text::Range whole_comment : document.tree().comments()) {
    for (SuppressionComment& comment : read_suppressions(text, whole_comment)) {
      const std::size_t selectors = comment.everything ? 1 : comment.names.size();
      Suppression suppression{
          .comment = std::move(comment), .reach = Reach::nothing, .covers = {}, .used = std::vector<bool>(selectors)};
      place(document, whole_comment, suppression);
      all_.push_back(std::move(suppression));
      index(static_cast<std::uint32_t>(all_.size() - 1));
    }
  }
  for (std::vector<Entry>& entries : entries_) {
    std::ranges::sort(entries, {}, [](const Entry& entry) {
      return std::tuple(entry.covers.start, entry.name, entry.suppression, entry.selector);
    });
  }
}

void Suppressions::index(std::uint32_t suppression) {
  const Suppression& added = all_[suppression];
  if (added.reach == Reach::nothing) return;
  std::vector<Entry>& entries = entries_[static_cast<std::size_t>(added.reach)];
  const std::vector<Selector>& names = added.comment.names;
  if (added.comment.everything) entries.push_back({added.covers, {}, suppression, 0});
  for (std::uint32_t i = 0; i < names.size(); ++i) entries.push_back({added.covers, names[i].name, suppression, i});
}

const Suppressions::Entry* Suppressions::find(Reach reach, std::uint32_t place, const Finding& finding,
                                              Group group) const {
  const std::vector<Entry>& entries = entries_[static_cast<std::size_t>(reach)];
  const auto start_of = [](const Entry& entry) { return entry.covers.start; };
  const auto after = std::ranges::upper_bound(entries, place, {}, start_of);
  if (after == entries.begin() || !std::prev(after)->covers.contains(place)) return nullptr;
  const std::uint32_t start = std::prev(after)->covers.start;
  const auto first = std::ranges::lower_bound(entries.begin(), after, start, {}, start_of);
  for (const std::string_view name : {finding.code, name_of(group), std::string_view{}}) {
    const auto entry = std::ranges::lower_bound(first, after, name, {}, &Entry::name);
    if (entry == after || entry->name != name) continue;
    // `# noqa: CODE` is shared by all linters, so that a group's name there need not mean ours.
    const bool of_ours = all_[entry->suppression].comment.directive != Directive::noqa;
    if (of_ours || name != name_of(group)) return &*entry;
  }
  return nullptr;
}

bool Suppressions::suppress(const Finding& finding, Group group) {
  for (const Reach reach : {Reach::own_line, Reach::next_line, Reach::logical_line, Reach::file}) {
    const std::uint32_t place = reach == Reach::own_line ? finding.noqa_at : finding.range.start;
    if (const Entry* entry = find(reach, place, finding, group)) {
      all_[entry->suppression].used[entry->selector] = true;
      return true;
    }
  }
  return false;
}

}  // namespace slicecop::engine
