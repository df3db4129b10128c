// Functions of `re`: whether a view does depends on what becomes of the match, which holds on to its subject, or on the
// template that is put in.
#include <algorithm>

#include "semantics/sinks.h"
#include "semantics/uses.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

constexpr stubs::PythonVersion views_expand = 12;  // Match.expand and templates take a view from here on

// Parts of a Match that are the same for a view: numbers, and bytes that were copied out.
constexpr std::string_view own_parts[] = {"group", "groups", "groupdict", "start",     "end", "span",
                                          "pos",   "endpos", "lastindex", "lastgroup", "re",  "regs"};

}  // namespace

UseKind UseFinder::by_template(syntax::Call call, std::string_view callee) {
  if (evaluator_.version() >= views_expand) return UseKind::buffer_sink;
  const syntax::Node keyword = call.keyword("repl");
  const syntax::Node replacement =
      syntax::unparenthesized(keyword ? keyword : call.positional(callee.starts_with("re.Pattern") ? 0 : 1));
  const bool has_no_group =
      (replacement.is(Kind::string) && !replacement.text().contains('\\')) || replacement.is(Kind::lambda);
  return has_no_group ? UseKind::buffer_sink : UseKind::bytes_sink;
}

UseKind UseFinder::by_match(syntax::Call call) {
  // A match that is searched itself leaves its subject to others anyway.
  if (is_nested_) return UseKind::kept;
  UseFinder match(evaluator_, names_);
  match.is_nested_ = true;
  return match.kind_by_match(call.node(), immutable_);
}

// Of a finder for the result itself.
UseKind UseFinder::kind_by_match(Node result, bool immutable) {
  constexpr std::size_t most_loops = 4;
  std::vector<Node> pending{result};
  bool is_held = false;
  for (std::size_t i = 0; i < pending.size(); ++i) {
    const Uses uses = of(pending[i]);
    if (!uses.complete || pending.size() > most_loops) return UseKind::unknown;
    is_held = is_held || !followed_.empty();
    for (const Use& use : uses.all) {
      const Node target = use.kind == UseKind::iterated ? use.where.child(Field::left) : Node{};
      if (target.is(Kind::identifier)) {
        pending.push_back(target);
      } else if (!leaves_subject(use)) {
        return UseKind::unknown;
      }
    }
  }
  return immutable || !is_held ? UseKind::buffer_sink : UseKind::kept;
}

// True where this use of a Match, or of an iterator over some, tells or keeps nothing of the subject.
bool UseFinder::leaves_subject(const Use& use) {
  if (use.kind == UseKind::measured || use.kind == UseKind::indexed) return true;
  const syntax::Call call(use.where);
  const syntax::Attribute part(call ? call.function() : use.where);
  if (!part || !evaluator_.describe(evaluator_.type_of(part.object()).type).starts_with("Match[")) return false;
  if (part.name() == "expand") return evaluator_.version() >= views_expand;
  return std::ranges::find(own_parts, part.name()) != std::end(own_parts);
}

}  // namespace slicecop::semantics
