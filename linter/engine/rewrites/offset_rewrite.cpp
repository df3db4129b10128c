#include "engine/rewrites/offset_rewrite.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/patterns/natural_number.h"
#include "engine/patterns/repeated.h"
#include "engine/rewrite.h"
#include "engine/rewrites/counted_from.h"
#include "engine/rewrites/local_name.h"
#include "engine/wording.h"

namespace slicecop::engine {

using semantics::Buffer;
using syntax::Assignment;
using syntax::Kind;
using syntax::Node;
using syntax::NodeId;

namespace {

/// The cut of the front that binds `target` in a statement of its own: `data = data[n:]`, or last among others,
/// `head, data = data[:n], data[n:]`.
std::optional<Cut> front_cut(Node target) {
  const Assignment assignment(assignment_of(target));
  if (!assignment || assignment.type()) return std::nullopt;
  for (const Cut& cut : cuts_of(assignment.node())) {
    if (cut.target == target && cut.slice && cut.front && !cut.back) return cut;
  }
  return std::nullopt;
}

/// The names that `node` mentions.
std::vector<std::string_view> names_in(Node node) {
  std::vector<std::string_view> names;
  for (NodeId id = node.id(); id < node.after(); ++id) {
    const Node name = node.tree().node(id);
    if (name.is(Kind::identifier)) names.push_back(name.text());
  }
  return names;
}

/// What stands between two statements where one stood: a line end with the indentation, or `; `.
std::string between_statements(Node statement) {
  const std::optional<text::Edit> line = line_above(statement, "");
  return line ? line->content : "; ";
}

class OffsetRewrite {
 public:
  OffsetRewrite(semantics::Model& model, Node target) : model_(model), target_(target) {}

  std::optional<Fix> fix() {
    std::optional<LocalName> local = local_name(target_);
    if (!local || !find_loop(*local) || !starts_anew() || !choose_name()) return std::nullopt;
    counted_.emplace(model_, std::string(target_.text()), offset_);
    if (!count_reads(*local) || !move_offset()) return std::nullopt;
    std::optional<text::Edit> line = line_above(loop_, offset_ + " = 0");
    if (!line) return std::nullopt;
    edits_.push_back(std::move(*line));
    edits_.insert(edits_.end(), counted_->edits().begin(), counted_->edits().end());
    if (!text::disjoint(edits_)) return std::nullopt;
    if (doubt_.empty()) doubt_ = counted_->doubt();
    Fix fix{.applicability = doubt_.empty() ? Applicability::safe : Applicability::unsafe,
            .title = "Keep an offset",
            .reason = doubt_,
            .edits = std::move(edits_)};
    if (doubt_.empty())
      fix.reason = "bytes never change, and all that reads " + code(target_) + " counts from the offset";
    return fix;
  }

 private:
  /// The outermost loop around in which nothing but cuts binds the name.
  bool find_loop(const LocalName& local) {
    for (Node around = target_.parent(); around && around != local.function; around = around.parent()) {
      if (!around.is_any(Kind::for_statement, Kind::while_statement)) continue;
      std::vector<Cut> cuts;
      for (const Node binding : local.bindings) {
        if (!around.contains(binding)) continue;
        const std::optional<Cut> cut = front_cut(binding);
        if (!cut) return static_cast<bool>(loop_);
        cuts.push_back(*cut);
      }
      loop_ = around;
      cuts_ = std::move(cuts);
    }
    return static_cast<bool>(loop_);
  }

  /// The loop never begins with what an earlier run of it left: it is in no other loop, or the name is bound before it
  /// on each pass of that.
  [[nodiscard]] bool starts_anew() const {
    for (Node at = loop_; !at.is(Kind::function_definition); at = at.parent()) {
      const Node parent = at.parent();
      if (parent.is_any(Kind::while_statement, Kind::for_statement)) {
        for (const std::string_view name : names_in(parent.child(syntax::Field::left))) {
          if (name == target_.text() && at.field() == syntax::Field::body) return true;
        }
        return false;
      }
      if (!parent.is(Kind::block)) continue;
      for (const Node before : parent.children()) {
        if (before == at) break;
        const Assignment assignment(before.first_child());
        if (before.is(Kind::expression_statement) && assignment.left().is(Kind::identifier) && assignment.right() &&
            assignment.left().text() == target_.text()) {
          return true;
        }
      }
    }
    return true;
  }

  bool choose_name() {
    for (const std::string& name : {std::string("offset"), std::string(target_.text()) + "_offset"}) {
      if (!model_.is_free(name, loop_)) continue;
      offset_ = name;
      return true;
    }
    return false;
  }

  /// Of a place outside of the loop: true where it needs no change, or was given one.
  bool count_outside(Node read) {
    constexpr std::size_t most_bindings = 7;  // of eight there may be more
    const std::vector<Node> bindings = model_.bindings_of(read);
    if (bindings.size() > most_bindings) return false;
    if (std::ranges::none_of(bindings, [&](Node binding) { return loop_.contains(binding); })) {
      return !bindings.empty();
    }
    const bool is_behind = read.id() >= loop_.after() && loop_.parent().contains(read);
    const bool is_mixed = std::ranges::any_of(bindings, [&](Node binding) { return binding.id() >= loop_.after(); });
    return is_behind && !is_mixed && count(read);
  }

  bool count(Node read) {
    if (read.parent().is(Kind::augmented_assignment) && read.field() == syntax::Field::left) return false;
    look_at_type(read);
    if (counted_->add(read)) return true;
    if (!is_on_way_out(read, loop_)) return false;
    counted_->add_rest(read);
    return true;
  }

  bool count_reads(const LocalName& local) {
    for (const Node read : local.reads) {
      const bool is_cut = std::ranges::any_of(cuts_, [&](const Cut& cut) { return cut.base == read; });
      const bool before = loop_.is(Kind::for_statement) && loop_.child(syntax::Field::right).contains(read);
      if (is_cut || before) continue;
      if (loop_.contains(read) ? !count(read) : !count_outside(read)) return false;
    }
    return true;
  }

  void look_at_type(Node read) {
    using types::Evidence;
    if (!doubt_.empty()) return;
    const semantics::Typed typed = model_.type_of(read);
    const Buffer buffer = model_.buffer_of(typed);
    if (!buffer || typed.evidence == Evidence::consumer || typed.evidence == Evidence::name) {
      doubt_ = "nothing but its use says what " + code(read) + " is";
    } else if (buffer.optional) {
      doubt_ = code(read) + " may be `None`, which has no length";
    } else if (!buffer.only(Buffer::bytes)) {
      doubt_ = code(read) + " may be changed in place while the loop reads it, where the rest of it was a copy";
    }
  }

  /// The loop goes on only while there is as much left as all the cuts of one pass take: `while len(data) >= 8`.
  [[nodiscard]] bool stays_within() const {
    if (!loop_.is(Kind::while_statement)) return false;
    std::int64_t taken = 0;
    for (const Cut& cut : cuts_) {
      const std::optional<std::int64_t> size = model_.constant_of(cut.slice.slice().lower());
      if (!size || *size < 0 || innermost_loop(cut.statement) != loop_) return false;
      taken += *size;
    }
    return least_left() >= taken;
  }

  /// How much is left where the loop's body begins.
  [[nodiscard]] std::int64_t least_left() const {
    if (!loop_.is(Kind::while_statement)) return 0;
    std::int64_t least = 0;
    std::vector<Node> open{loop_.child(syntax::Field::condition)};
    while (!open.empty()) {
      const Node condition = syntax::unparenthesized(open.back());
      open.pop_back();
      if (condition.is(Kind::boolean_operator)) {
        if (condition.child(syntax::Field::operator_).text() != "and") continue;
        open.push_back(condition.child(syntax::Field::left));
        open.push_back(condition.child(syntax::Field::right));
      } else {
        least = std::max(least, least_by(condition));
      }
    }
    return least;
  }

  [[nodiscard]] std::int64_t least_by(Node condition) const {
    if (condition.is(Kind::identifier)) return condition.text() == target_.text() ? 1 : 0;
    if (is_length_of(condition, target_)) return 1;
    if (!condition.is(Kind::comparison_operator)) return 0;
    const Node left = condition.first_child();
    const Node relation = left.next_sibling();
    const Node right = relation.next_sibling();
    if (right.next_sibling() || !is_length_of(left, target_)) return 0;
    const std::optional<std::int64_t> number = model_.constant_of(right);
    if (!number || *number < 0) return 0;
    if (relation.text() == ">=") return *number;
    return relation.text() == ">" ? *number + 1 : 0;
  }

  [[nodiscard]] static Node innermost_loop(Node node) {
    while (node && !node.is_any(Kind::for_statement, Kind::while_statement)) node = node.parent();
    return node;
  }

  /// Nothing is cut on a pass before `read`, and the pass began with something left.
  [[nodiscard]] bool is_before_cuts(Node read) const {
    if (!loop_.child(syntax::Field::body).contains(read) || least_left() < 1) return false;
    for (const Cut& cut : cuts_) {
      if (cut.statement.id() < read.id() && !cut.statement.contains(read)) return false;
      const Node inner = innermost_loop(cut.statement);
      if (inner != loop_ && !is_nested_behind(inner, read)) return false;
    }
    return true;
  }

  /// A cut in a loop inside: that loop must not be around `read`.
  [[nodiscard]] bool is_nested_behind(Node inner, Node read) const {
    for (Node at = inner; at != loop_; at = at.parent()) {
      if (at.is_any(Kind::for_statement, Kind::while_statement) && at.contains(read)) return false;
    }
    return true;
  }

  /// The offset must not come to lie behind the end where something would see that.
  [[nodiscard]] bool has_to_stop_at_end() const {
    if (stays_within()) return false;
    return !std::ranges::all_of(counted_->bounded(), [&](Node read) { return is_before_cuts(read); });
  }

  bool move_offset() {
    const bool stops = has_to_stop_at_end();
    if (stops &&
        (model_.meaning_of("min", loop_) != "builtins.min" || model_.meaning_of("len", loop_) != "builtins.len"))
      return false;
    return std::ranges::all_of(cuts_, [&](const Cut& cut) { return move_offset(cut, stops); });
  }

  bool move_offset(const Cut& cut, bool stops) {
    const Node size = cut.slice.slice().lower();
    const Assignment assignment(cut.statement);
    const text::Range all = assignment.range();
    if (size.is_any(Kind::named_expression, Kind::yield) || holds_line_end(size.text())) return false;
    if (!is_natural_number(model_, size) && doubt_.empty()) {
      doubt_ = code(size) + " is not known to be a number from 0 on, and a negative one counts from the end";
    }
    look_at_type(cut.base);
    std::uint32_t from = all.start;
    std::string lead;
    if (assignment.left() != cut.target) {
      if (!split(cut, assignment)) return false;
      from = values_end_;
      lead = between_statements(assignment.node().parent());
    }
    const bool weaker = stops && binds_weaker_than_sum(size);
    std::string end;
    if (stops) {
      lead += offset_ + " = min(" + offset_ + (weaker ? " + (" : " + ");
      end = (weaker ? "), len(" : ", len(") + std::string(target_.text()) + "))";
    } else {
      lead += offset_ + " += ";
    }
    return replace({.start = from, .end = size.range().start}, std::move(lead)) &&
           replace({.start = size.range().end, .end = all.end}, std::move(end));
  }

  /// `head, data = data[:n], data[n:]`: makes `head = data[:n]` of what stands before the cut.
  bool split(const Cut& cut, const Assignment& assignment) {
    const Node targets = assignment.left();
    const Node values = syntax::unparenthesized(assignment.right());
    const std::optional<std::vector<Node>> others = others_of(targets, cut.target);
    const std::optional<std::vector<Node>> given = others_of(values, cut.expression);
    if (!others || !given || others->size() != given->size()) return false;
    const Node first = others->front();
    const Node last = others->back();
    // How much is cut is worked out behind the binding of the others now.
    const std::vector<std::string_view> read = names_in(cut.slice.slice().lower());
    for (const Node target : *others) {
      if (!target.is_any(Kind::identifier, Kind::tuple_pattern, Kind::list_pattern) || has_places(target)) return false;
      for (const std::string_view name : names_in(target)) {
        if (std::ranges::find(read, name) != read.end()) return false;
      }
    }
    values_end_ = given->back().range().end;
    const text::Range all = assignment.range();
    const Node statement = assignment.node().parent();
    if (statement.range().end != all.end) return false;
    return replace({.start = all.start, .end = first.range().start}, "") &&
           replace({.start = last.range().end, .end = given->front().range().start}, " = ");
  }

  /// An attribute or an item among what is bound: other code may run, and see what is not moved yet.
  static bool has_places(Node target) {
    for (NodeId id = target.id(); id < target.after(); ++id) {
      if (target.tree().node(id).is_any(Kind::attribute, Kind::subscript, Kind::list_splat_pattern)) return true;
    }
    return false;
  }

  /// The children of a pattern or tuple before `last`, which ends it.
  static std::optional<std::vector<Node>> others_of(Node list, Node last) {
    std::vector<Node> others;
    for (const Node child : list.children()) {
      if (child.is_any(Kind::list_splat, Kind::list_splat_pattern)) return std::nullopt;
      others.push_back(child);
    }
    if (others.size() < 2 || others.back() != last) return std::nullopt;
    others.pop_back();
    return others;
  }

  static bool holds_line_end(std::string_view text) { return text.find_first_of("\r\n") != std::string_view::npos; }

  bool replace(text::Range range, std::string content) {
    if (holds_comment(model_.tree(), range)) return false;
    if (range.start == range.end && content.empty()) return true;
    edits_.push_back({.range = range, .content = std::move(content)});
    return true;
  }

  semantics::Model& model_;
  Node target_;
  Node loop_;
  std::vector<Cut> cuts_;
  std::string offset_;
  std::optional<CountedFrom> counted_;
  std::vector<text::Edit> edits_;
  std::uint32_t values_end_ = 0;
  std::string doubt_;
};

}  // namespace

std::optional<Fix> offset_fix(semantics::Model& model, Node target) { return OffsetRewrite(model, target).fix(); }

}  // namespace slicecop::engine
