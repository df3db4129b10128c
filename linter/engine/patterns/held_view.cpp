#include "engine/patterns/held_view.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/patterns/letting_go.h"

namespace slicecop::engine {

using syntax::Attribute;
using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;
using syntax::NodeId;

namespace {

/// What is left of the block behind `statement` ends it: `return`, `raise`, and of a loop `break`.
bool is_left_behind(Node statement, bool by_break) {
  for (Node next = statement.next_sibling(); next; next = next.next_sibling()) {
    if (next.is_any(Kind::return_statement, Kind::raise_statement)) return true;
    if (by_break && next.is(Kind::break_statement)) return true;
  }
  return false;
}

Node finally_of(Node statement) {
  for (const Node part : statement.children()) {
    if (part.is(Kind::finally_clause)) return part;
  }
  return {};
}

/// Follows the code behind a statement out of the blocks that are surely run to their end.
class CodeBehind {
 public:
  CodeBehind(const HeldView& view, Node statement)
      : letting_go_(view.by, view.base), statement_(statement), first_(statement.after()) {}

  std::vector<HeldStretch> stretches() && {
    Node at = statement_;
    bool goes_round = true;
    while (true) {
      const Node block = at.parent();
      const Node owner = block.parent();
      const bool is_loop = owner.is_any(Kind::for_statement, Kind::while_statement);
      const bool returns = is_left_behind(at, false);
      goes_round = goes_round && !is_left_behind(at, true);
      if (is_loop && goes_round) add_later_pass(block);
      const bool goes_on = is_loop || owner.is_any(Kind::with_statement, Kind::try_statement, Kind::finally_clause);
      if (!goes_on || returns) {
        add_up_to(block ? block.after() : at.after());
        if (returns) add_finally(owner);
        return std::move(stretches_);
      }
      if (owner.is(Kind::try_statement) && !leave_out_handlers(owner)) return std::move(stretches_);
      at = owner.is(Kind::finally_clause) ? owner.parent() : owner;
      goes_round = goes_round && !is_loop;
    }
  }

 private:
  /// False where the view is let go of on the way.
  bool add_up_to(NodeId end) {
    const NodeId held_to = letting_go_.first_in(statement_.tree(), first_, end);
    if (first_ < held_to) stretches_.push_back({.first = first_, .end = held_to});
    first_ = end;
    return held_to == end;
  }

  /// What failed may have failed before the view was made.
  bool leave_out_handlers(Node try_statement) {
    for (const Node clause : try_statement.children()) {
      if (!clause.is(Kind::except_clause) || clause.id() < first_) continue;
      if (!add_up_to(clause.id())) return false;
      if (letting_go_.first_in(statement_.tree(), clause.id(), clause.after()) < clause.after()) return false;
      first_ = clause.after();
    }
    return true;
  }

  /// The loop's body up to the statement, where nothing behind it lets go.
  void add_later_pass(Node body) {
    const syntax::Tree& tree = statement_.tree();
    if (letting_go_.first_in(tree, statement_.after(), body.after()) < body.after()) return;
    const NodeId held_to = letting_go_.first_in(tree, body.id(), statement_.id());
    stretches_.push_back({.first = body.id(), .end = held_to, .later_pass = true});
  }

  /// What runs although the function returns.
  void add_finally(Node owner) {
    const NodeId behind = statement_.after();
    const Node clause = owner.is(Kind::try_statement) ? finally_of(owner) : Node{};
    if (!clause || letting_go_.first_in(statement_.tree(), behind, clause.id()) < clause.id()) return;
    first_ = clause.id();
    add_up_to(clause.after());
  }

  LettingGo letting_go_;
  Node statement_;
  NodeId first_;  ///< where the next stretch begins
  std::vector<HeldStretch> stretches_;
};

/// The largest expression around `view` that is a view of the same memory: slices, `cast`, `toreadonly`, parentheses.
Node outermost_view(Node view) {
  constexpr int most_steps = 16;
  for (int step = 0; step < most_steps; ++step) {
    const Node parent = view.parent();
    const bool is_slice = syntax::Subscript(parent).slice() && view.field() == Field::value;
    if (is_slice || parent.is(Kind::parenthesized_expression)) {
      view = parent;
    } else if (const Attribute method(parent); method && view.field() == Field::object) {
      const Call call(parent.parent());
      const bool is_view = method.name() == "cast" || method.name() == "toreadonly";
      if (!is_view || call.function() != parent) return view;
      view = call.node();
    } else {
      return view;
    }
  }
  return view;
}

/// `b` of `a, b = x, memoryview(y)`.
Node target_in_list(Node list, Node value) {
  const syntax::Assignment assignment(list.parent());
  const Node targets = assignment.left();
  if (!list.is(Kind::expression_list) || !targets.is(Kind::pattern_list)) return {};
  std::uint32_t index = 0;
  for (const Node each : list.children()) {
    if (each == value) return targets.child(index);
    ++index;
  }
  return {};
}

/// What holds the value of `view`: a name, an attribute, a `with` or `for` statement.
Node holder_of(Node view) {
  const Node parent = view.parent();
  if (parent.is(Kind::assignment)) return view.field() == Field::right ? syntax::Assignment(parent).left() : Node{};
  if (parent.is(Kind::expression_list)) return target_in_list(parent, view);
  if (parent.is(Kind::named_expression)) return syntax::NamedExpression(parent).name();
  if (parent.is(Kind::for_statement)) return view.field() == Field::right ? parent : Node{};
  Node item = parent;
  if (item.is(Kind::as_pattern)) item = item.parent();
  if (!item.is(Kind::with_item)) return {};
  while (item && !item.is(Kind::with_statement)) item = item.parent();
  return item;
}

/// The name that `with view as name` gives it, which `name.release()` may name.
Node name_in_with(Node view) {
  const Node target = view.parent().child(1U);
  return view.parent().is(Kind::as_pattern) && target.is(Kind::as_pattern_target) ? target.first_child() : Node{};
}

bool is_place(Node node) { return node.is_any(Kind::identifier, Kind::attribute); }

std::optional<HeldView> held(Node made, Node base) {
  const Node view = outermost_view(made);
  HeldView held{.made = made, .base = base, .by = holder_of(view), .under = {}};
  if (held.by.is_any(Kind::with_statement, Kind::for_statement)) {
    const Node body = held.by.child(Field::body);
    if (!body) return std::nullopt;
    const Node name = held.by.is(Kind::with_statement) ? name_in_with(view) : Node{};
    const NodeId end = LettingGo(name, base).first_in(body.tree(), body.id(), body.after());
    held.under.push_back({.first = body.id(), .end = end});
    return held;
  }
  if (!is_place(held.by)) return std::nullopt;
  const Node statement = syntax::enclosing_statement(made);
  // The head of a compound statement: its blocks come behind it, and may never run.
  if (statement.is_any(Kind::if_statement, Kind::while_statement, Kind::match_statement)) return std::nullopt;
  held.under = CodeBehind(held, statement).stretches();
  return held;
}

/// Slices that are taken of the view by its name, where it is held.
std::vector<Node> slices_of(const HeldView& view, Node name) {
  std::vector<Node> slices;
  if (!name.is(Kind::identifier)) return slices;
  for (const HeldStretch& stretch : view.under) {
    if (stretch.later_pass) continue;
    for (NodeId id = stretch.first; id < stretch.end; ++id) {
      const Node node = name.tree().node(id);
      if (node.is(Kind::identifier) && node.text() == name.text() && syntax::Subscript(node.parent()).slice() &&
          node.field() == Field::value) {
        slices.push_back(node);
      }
    }
  }
  return slices;
}

// --- attributes that a constructor fills ---

Node class_around(Node function) {
  Node around = function.parent();
  if (around.is(Kind::decorated_definition)) around = around.parent();
  return around.parent().is(Kind::class_definition) ? around.parent() : Node{};
}

/// True where, of the whole file, only this place binds or releases the attribute. What other classes do with an
/// attribute of their own is not meant.
bool is_bound_once(Node attribute, Node owner) {
  const syntax::Tree& tree = attribute.tree();
  const std::string_view name = Attribute(attribute).name();
  for (NodeId id = 0; id < tree.size(); ++id) {
    const Node node = tree.node(id);
    if (node == attribute || !node.is(Kind::attribute) || Attribute(node).name() != name) continue;
    const bool is_of_other = !owner.contains(node) && Attribute(node).object().text() == "self";
    if (!is_of_other && LettingGo::is_let_go(node)) return false;
  }
  return true;
}

/// The bodies of the other methods, where the constructor puts the view into an attribute for good.
std::vector<HeldStretch> other_methods(const HeldView& view) {
  const syntax::FunctionDefinition constructor(syntax::enclosing_function(view.by));
  const Node owner = class_around(constructor.node());
  const bool is_kept = view.by.is(Kind::attribute) && view.base.is(Kind::attribute) && owner &&
                       constructor.name().text() == "__init__" &&
                       syntax::enclosing_statement(view.by).parent() == constructor.body();
  if (!is_kept || !is_bound_once(view.by, owner)) return {};
  // The buffer is bound by the constructor, before the view is made, and by nobody else.
  const syntax::Tree& tree = view.by.tree();
  for (NodeId id = owner.id(); id < owner.after(); ++id) {
    const Node node = tree.node(id);
    const bool is_other = id < constructor.node().id() || id > view.made.id();
    if (is_other && node.is(Kind::attribute) && node.text() == view.base.text() && LettingGo::is_bound(node)) return {};
  }
  std::vector<HeldStretch> methods;
  for (Node member : syntax::ClassDefinition(owner).body().children()) {
    if (member.is(Kind::decorated_definition)) member = member.child(Field::definition);
    const syntax::FunctionDefinition method(member);
    if (!method || method.node() == constructor.node()) continue;
    methods.push_back({.first = method.body().id(), .end = method.body().after()});
  }
  return methods;
}

}  // namespace

Node viewed_by(semantics::Model& model, Call call) {
  Node base;
  if (call.function().text() == "memoryview" && call.argument_count() == 1) {
    base = call.positional(0);
    if (model.callee_name(call) != "builtins.memoryview") return {};
  } else if (const Attribute method(call.function()); method.name() == "getbuffer" && call.argument_count() == 0) {
    base = method.object();
    if (model.callee_name(call) != "io.BytesIO.getbuffer") return {};
  }
  return is_place(base) ? base : Node{};
}

std::vector<HeldView> holders_of(Call made, Node base) {
  constexpr std::size_t most_holders = 8;
  std::vector<HeldView> holders;
  std::vector<Node> pending{made.node()};
  for (std::size_t i = 0; i < pending.size() && holders.size() < most_holders; ++i) {
    std::optional<HeldView> view = held(pending[i], base);
    if (!view) continue;
    const bool by_with = view->by.is(Kind::with_statement);
    for (const Node slice : slices_of(*view, by_with ? name_in_with(outermost_view(pending[i])) : view->by)) {
      pending.push_back(slice);
    }
    std::ranges::move(other_methods(*view), std::back_inserter(view->under));
    holders.push_back(*std::move(view));
  }
  return holders;
}

bool is_held_at_end(const HeldView& view, Node with) {
  if (!is_place(view.by) || !with.contains(view.by)) return false;
  const NodeId first = syntax::enclosing_statement(view.made).after();
  return LettingGo(view.by, view.base).first_in(with.tree(), first, with.after()) >= with.after();
}

}  // namespace slicecop::engine
