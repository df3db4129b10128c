#include "semantics/call_sites.h"

#include "syntax/views.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// The expression that an identifier names at its end: `a.b.name` for its last part, itself for others.
Node named_by(Node identifier) { return identifier.field() == Field::attribute ? identifier.parent() : identifier; }

}  // namespace

void CallSites::index() {
  indexed_ = true;
  // Only the names of functions and classes of the file are asked for, and what chooses one of them.
  std::unordered_set<std::string_view> defined{"__init__", "cls", "getattr"};
  for (syntax::NodeId id = 0; id < tree_.size(); ++id) {
    const Kind kind = tree_[id].kind;
    if (kind != Kind::function_definition && kind != Kind::class_definition) continue;
    defined.insert(tree_.node(id).child(Field::name).text());
  }
  for (syntax::NodeId id = 0; id < tree_.size(); ++id) {
    if (tree_[id].kind != Kind::identifier) continue;
    const Node identifier = tree_.node(id);
    if (!defined.contains(identifier.text())) continue;
    const Node named = named_by(identifier);
    const Node around = named.parent();
    if (around.is(Kind::call) && named.field() == Field::function) {
      calls_[identifier.text()].push_back(around.id());
      continue;
    }
    const bool names_keyword = around.is(Kind::keyword_argument) && named.field() == Field::name;
    const bool defines = around.is_any(Kind::function_definition, Kind::class_definition);
    if (!names_keyword && !defines) mentioned_.insert(identifier.text());
  }
}

std::span<const syntax::NodeId> CallSites::of(std::string_view name) {
  if (!indexed_) index();
  const auto found = calls_.find(name);
  return found == calls_.end() ? std::span<const syntax::NodeId>{} : found->second;
}

bool CallSites::is_handed_around(std::string_view name) {
  if (!indexed_) index();
  return mentioned_.contains(name);
}

}  // namespace slicecop::semantics
