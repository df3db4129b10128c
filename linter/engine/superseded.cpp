#include "engine/superseded.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace slicecop::engine {

namespace {

bool supersedes(const Rule& rule, std::string_view other) {
  return std::ranges::find(rule.supersedes, other) != rule.supersedes.end();
}

// Expressions that one rule speaks for, and whether another is one of them, lies in one or holds one.
class Expressions {
 public:
  void add(text::Range range) { ranges_.push_back(range); }

  void prepare() {
    std::ranges::sort(ranges_, {}, &text::Range::start);
    last_end_to_.resize(ranges_.size());
    first_end_from_.resize(ranges_.size());
    std::uint32_t last = 0;
    for (std::size_t i = 0; i < ranges_.size(); ++i) last_end_to_[i] = last = std::max(last, ranges_[i].end);
    std::uint32_t first = std::numeric_limits<std::uint32_t>::max();
    for (std::size_t i = ranges_.size(); i-- > 0;) first_end_from_[i] = first = std::min(first, ranges_[i].end);
  }

  [[nodiscard]] bool meet(text::Range range) const {
    const auto after = std::ranges::upper_bound(ranges_, range.start, {}, &text::Range::start);
    const auto from = std::ranges::lower_bound(ranges_, range.start, {}, &text::Range::start);
    const bool lies_in_one = after != ranges_.begin() && last_end_to_[index(after) - 1] >= range.end;
    const bool holds_one = from != ranges_.end() && first_end_from_[index(from)] <= range.end;
    return lies_in_one || holds_one;
  }

 private:
  [[nodiscard]] std::size_t index(std::vector<text::Range>::const_iterator at) const {
    return static_cast<std::size_t>(at - ranges_.begin());
  }

  std::vector<text::Range> ranges_;            // by start
  std::vector<std::uint32_t> last_end_to_;     // of those up to and with the i-th
  std::vector<std::uint32_t> first_end_from_;  // of those from the i-th on
};

// The rules that found something, so that none comes before one that supersedes it.
std::vector<NamedRule> in_order_of_speech(std::span<const Finding> findings, std::span<const NamedRule> rules) {
  std::vector<NamedRule> waiting;
  for (const NamedRule& rule : rules) {
    if (std::ranges::find(findings, rule.name, &Finding::code) != findings.end()) waiting.push_back(rule);
  }
  std::vector<NamedRule> ordered;
  while (!waiting.empty()) {
    const auto speaks_before = [&](const NamedRule& rule) {
      return std::ranges::any_of(waiting, [&](const NamedRule& other) { return supersedes(*other.rule, rule.name); });
    };
    auto next = std::ranges::find_if_not(waiting, speaks_before);
    if (next == waiting.end()) next = waiting.begin();  // a circle, which the rules' tests forbid
    ordered.push_back(*next);
    waiting.erase(next);
  }
  return ordered;
}

}  // namespace

void drop_superseded(std::vector<Finding>& findings, std::span<const NamedRule> rules) {
  for (const NamedRule& rule : in_order_of_speech(findings, rules)) {
    Expressions spoken_for;
    for (const Finding& finding : findings) {
      if (finding.code != rule.name) continue;
      spoken_for.add(finding.range);
      for (const text::Range range : finding.also_covers) spoken_for.add(range);
    }
    spoken_for.prepare();
    std::erase_if(findings, [&](const Finding& finding) {
      return supersedes(*rule.rule, finding.code) && spoken_for.meet(finding.range);
    });
  }
}

}  // namespace slicecop::engine
