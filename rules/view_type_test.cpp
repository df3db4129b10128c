// A test for bytes that a view never passes.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/context.h"
#include "engine/patterns/certain_view.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using syntax::Call;
using syntax::Kind;
using syntax::Node;

struct Test : syntax::View<Kind::call, Kind::comparison_operator, Kind::match_statement> {
  using View::View;
};

bool names_bytes(Context& context, Node name) {
  if (name.text() != "bytes" && name.text() != "bytearray") return false;
  return context.model().meaning_of(name.text(), name) == "builtins." + std::string(name.text());
}

/// `bytes`, `bytearray`, `(bytes, bytearray)`: nothing that a view would be.
bool names_only_bytes(Context& context, Node classes) {
  classes = syntax::unparenthesized(classes);
  if (!classes.is(Kind::tuple)) return names_bytes(context, classes);
  if (!classes.first_child()) return false;
  for (const Node one : classes.children()) {
    if (!names_bytes(context, one)) return false;
  }
  return true;
}

/// A view and nothing else, by what is written around it: what calls hand over may be something else tomorrow, and a
/// test is how a function finds out.
bool is_view_alone(const CertainView& view) {
  return view.alone && !view.optional && view.typed.evidence != types::Evidence::call &&
         view.typed.evidence != types::Evidence::attribute;
}

void report(Context& context, Node where, Node tested, const CertainView& view, std::string message) {
  Report report{.where = where, .message = std::move(message), .typed = view.typed, .cost = {}};
  if (auto note = origin(view.typed, tested)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

void check_isinstance(Context& context, Call call) {
  if (call.function().text() != "isinstance" || call.argument_count() != 2) return;
  const Node tested = call.positional(0);
  const Node classes = call.positional(1);
  if (!names_only_bytes(context, classes) || context.model().callee_name(call) != "builtins.isinstance") return;
  const CertainView view = certain_view(context, tested);
  if (!is_view_alone(view)) return;
  report(context, call.node(), tested, view,
         code(call.node()) + " is always false: " + code(tested) + " is a memoryview here, which is no " +
             code(classes) + "; test for `memoryview`, or before the view is made");
}

/// `type(view) is bytes`, `type(view) == bytes`, `type(view) in (bytes, bytearray)`.
void check_type(Context& context, Node comparison) {
  const Call call(comparison.child(0U));
  if (call.function().text() != "type" || call.argument_count() != 1) return;
  const Node relation = comparison.child(1U);
  if (comparison.child(3U) || !relation.is_any(Kind::token_is, Kind::token_is_not, Kind::token_equal_equal,
                                               Kind::token_bang_equal, Kind::token_in, Kind::token_not_in)) {
    return;
  }
  if (!names_only_bytes(context, comparison.child(2U)) || context.model().callee_name(call) != "builtins.type") return;
  const CertainView view = certain_view(context, call.positional(0));
  if (!is_view_alone(view)) return;
  const bool negated = relation.is_any(Kind::token_is_not, Kind::token_bang_equal, Kind::token_not_in);
  report(context, comparison, call.positional(0), view,
         code(comparison) + (negated ? " is always true: " : " is always false: ") + code(call.positional(0)) +
             " is a memoryview here; test for `memoryview`, or before the view is made");
}

/// The class that a pattern such as `bytes()` or `bytes() as data` asks for.
Node class_asked(Node pattern) {
  constexpr int most_steps = 4;
  for (int step = 0; step < most_steps && pattern.is_any(Kind::case_pattern, Kind::as_pattern); ++step) {
    pattern = pattern.first_child();
  }
  return pattern.is(Kind::class_pattern) ? pattern.first_child() : Node{};
}

void check_match(Context& context, Node match) {
  const Node subject = match.first_child();
  if (match.child(1U) != match.child(syntax::Field::body) || subject.is(Kind::tuple)) return;
  std::vector<Node> bytes_cases;
  for (const Node clause : match.child(syntax::Field::body).children()) {
    const Node asked = class_asked(clause.first_child());
    if (asked && names_bytes(context, asked)) bytes_cases.push_back(asked);
  }
  if (bytes_cases.empty()) return;
  const CertainView view = certain_view(context, subject);
  if (!is_view_alone(view)) return;
  for (const Node asked : bytes_cases) {
    report(context, asked.parent(), subject, view,
           code("case " + std::string(asked.parent().text())) + " never matches: " + code(subject) +
               " is a memoryview here; match `memoryview()`, or before the view is made");
  }
}

void check(Context& context, Test test) {
  const Node node = test.node();
  if (node.is(Kind::call)) {
    check_isinstance(context, Call(node));
  } else if (node.is(Kind::match_statement)) {
    check_match(context, node);
  } else {
    check_type(context, node);
  }
}

}  // namespace

extern constexpr Rule view_type_test{
    .group = Group::views,
    .severity = Severity::warning,
    .summary = "test for bytes that a view never passes",
    .why =
        R"(A memoryview is no instance of bytes or bytearray, and no subclass of it can be made: `isinstance(view, bytes)`,
`type(view) is bytes` and `case bytes():` are False without an error, so the branch for bytes is never taken, and the one for
everything else always is (CPython 3.8 to 3.13). It comes into being where `data = memoryview(data)` is put in front of
code that tells bytes from text.

Test for `memoryview`, for `(bytes, bytearray, memoryview)`, or make the view behind the test.

Silent where the value may be bytes as well: then the test is how one finds out. Silent too where only the calls of a function
or the assignments to an attribute say that it is a view.)",
    .gains_from = 0,
    .supersedes = {},
    .bad = R"(def size_of(message: bytes) -> int:
    view = memoryview(message)
    if isinstance(view, bytes):
        return view.nbytes
    return len(message)


result = size_of(b"GET / HTTP/1.1")
)",
    .good = R"(def size_of(message: bytes) -> int:
    view = memoryview(message)
    if isinstance(view, memoryview):
        return view.nbytes
    return len(message)


result = size_of(b"GET / HTTP/1.1")
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
