#include "engine/fixer.h"

#include <algorithm>
#include <expected>
#include <utility>

namespace slicecop::engine {

namespace {

using syntax::Kind;
using syntax::Node;
using text::Edit;
using text::Range;

// Ruff follows a hundred. Fixes that are not local are made one to a function and round, hence more.
constexpr int most_rounds = 250;

// Places in a tree where the parser found an error, or made up what was missing.
std::uint32_t error_count(const syntax::Tree& tree) {
  std::uint32_t count = 0;
  for (syntax::NodeId id = 0; id < tree.size(); ++id) {
    const Node node = tree.node(id);
    if (!node.has_error()) continue;
    bool deeper = false;
    for (const Node child : node.children()) deeper = deeper || child.has_error();
    count += deeper ? 0 : 1;
  }
  return count;
}

Range span_of(const Fix& fix) {
  Range all = fix.edits.front().range;
  for (const Edit& edit : fix.edits) {
    all.start = std::min(all.start, edit.range.start);
    all.end = std::max(all.end, edit.range.end);
  }
  return all;
}

bool is_definition(Node statement) {
  if (statement.is(Kind::decorated_definition)) return true;
  return statement.is_any(Kind::function_definition, Kind::class_definition);
}

// Where another fix could meet this one: the statements that it edits, or all of the functions and classes around.
Range reach_of(const syntax::Tree& tree, const Fix& fix) {
  Range reach = span_of(fix);
  const Range everything{.start = 0, .end = static_cast<std::uint32_t>(tree.text().size())};
  for (const Node statement : tree.root().children()) {
    const Range range = statement.range();
    if (range.end <= reach.start || range.start >= reach.end) continue;
    if (fix.local) continue;
    if (!is_definition(statement)) return everything;
    reach = {.start = std::min(reach.start, range.start), .end = std::max(reach.end, range.end)};
  }
  return reach;
}

bool meet(Range a, Range b) {
  if (a.start < b.end && b.start < a.end) return true;
  return a.start == b.start || a.end == b.end;
}

// What is known of a place whose text moves as edits are made before it.
class Fixing {
 public:
  Fixing(const Document& document, const Settings& settings, std::span<const NamedRule> rules,
         const semantics::Project& project, const Decide& decide)
      : original_(document), settings_(settings), rules_(rules), project_(project), decide_(decide) {}

  FixedDocument run() {
    check_again();
    for (int round = 0; !stopped_ || !pending_.empty(); ++round) {
      const std::vector<const Finding*> chosen = choose();
      if (chosen.empty()) break;
      if (round == most_rounds) {
        result_.settled = false;
        break;
      }
      if (!make(chosen)) make_one_that_parses(chosen);
      check_again();
    }
    return std::move(result_);
  }

 private:
  // A finding by its rule and its place in the text as it is now.
  struct Place {
    std::string_view code;
    Range range;
    friend bool operator==(const Place&, const Place&) = default;
  };
  static Place place_of(const Finding& finding) { return {.code = finding.code, .range = finding.range}; }

  [[nodiscard]] const Document& now() const { return result_.document ? *result_.document : original_; }

  void check_again() {
    Memo memo;
    result_.findings = check(now(), settings_, rules_, project_, memo);
  }

  // The fixes of this round: wanted, and clear of each other.
  std::vector<const Finding*> choose() {
    std::vector<const Finding*> chosen;
    std::vector<Range> taken;
    for (const Finding& finding : result_.findings) {
      if (!finding.fix || finding.fix->edits.empty() || is_broken(finding.code)) continue;
      const Range reach = reach_of(now().tree(), *finding.fix);
      if (std::ranges::any_of(taken, [&](Range other) { return meet(reach, other); })) continue;
      if (!wants(finding)) continue;
      taken.push_back(reach);
      chosen.push_back(&finding);
    }
    return chosen;
  }

  bool wants(const Finding& finding) {
    const Place place = place_of(finding);
    if (std::ranges::find(left_, place) != left_.end()) return false;
    if (const auto found = std::ranges::find(pending_, place); found != pending_.end()) return true;
    if (stopped_) return false;
    switch (decide_(now(), finding)) {
      case Decision::make:
        pending_.push_back(place);
        return true;
      case Decision::stop:
        stopped_ = true;
        return false;
      case Decision::leave:
        left_.push_back(place);
        return false;
    }
    return false;
  }

  [[nodiscard]] bool is_broken(std::string_view code) const {
    return std::ranges::find(result_.broken, code, &BrokenFix::code) != result_.broken.end();
  }

  // False, and nothing done, where the result would not parse as well as before.
  bool make(std::span<const Finding* const> chosen) {
    std::vector<Edit> edits;
    for (const Finding* finding : chosen) {
      edits.insert(edits.end(), finding->fix->edits.begin(), finding->fix->edits.end());
    }
    auto fixed = Document::parse(now().file().with_text(text::apply(now().file().text(), edits)));
    if (!fixed || error_count(fixed->tree()) > error_count(now().tree())) return false;
    for (const Finding* finding : chosen) {
      result_.made.push_back({.code = finding->code, .title = finding->fix->title});
      std::erase(pending_, place_of(*finding));
    }
    move(left_, edits);
    move(pending_, edits);
    result_.edits = text::compose(result_.edits, edits);
    result_.document = std::move(*fixed);
    return true;
  }

  // Together they break something. Makes the first that does not alone, and tells on those before it.
  void make_one_that_parses(std::span<const Finding* const> chosen) {
    for (const Finding* const& finding : chosen) {
      if (is_broken(finding->code)) continue;
      const std::string_view code = finding->code;
      const std::uint32_t row = now().file().position(finding->range.start).row;
      if (make({&finding, 1})) return;
      result_.broken.push_back({.code = code, .row = row});
    }
  }

  // Places behind an edit move with the text; those that an edit touched are gone.
  static void move(std::vector<Place>& places, std::span<const Edit> edits) {
    std::vector<Place> moved;
    for (Place place : places) {
      std::int64_t by = 0;
      bool touched = false;
      for (const Edit& edit : edits) {
        touched = touched || (edit.range.start < place.range.end && place.range.start < edit.range.end);
        if (edit.range.end > place.range.start) continue;
        by += static_cast<std::int64_t>(edit.content.size()) - edit.range.size();
      }
      if (touched) continue;
      place.range.start = static_cast<std::uint32_t>(place.range.start + by);
      place.range.end = static_cast<std::uint32_t>(place.range.end + by);
      moved.push_back(place);
    }
    places = std::move(moved);
  }

  const Document& original_;
  const Settings& settings_;
  std::span<const NamedRule> rules_;
  const semantics::Project& project_;
  const Decide& decide_;
  std::vector<Place> pending_;  // wanted, not made yet
  std::vector<Place> left_;     // not wanted
  bool stopped_ = false;
  FixedDocument result_;
};

}  // namespace

FixedDocument fix(const Document& document, const Settings& settings, std::span<const NamedRule> rules,
                  const semantics::Project& project, const Decide& decide) {
  return Fixing(document, settings, rules, project, decide).run();
}

}  // namespace slicecop::engine
