// What bytes can do and a view cannot: methods, sums, order, functions that take bytes only.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "engine/context.h"
#include "engine/patterns/certain_view.h"
#include "engine/patterns/expected_error.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using semantics::Buffer;
using syntax::Attribute;
using syntax::AugmentedAssignment;
using syntax::BinaryOperator;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

struct Place : syntax::View<Kind::call, Kind::binary_operator, Kind::augmented_assignment, Kind::comparison_operator> {
  using View::View;
};

/// Methods of bytes and bytearray that a memoryview lacks; sorted.
constexpr std::array bytes_methods{
    std::string_view("append"),     std::string_view("capitalize"),   std::string_view("center"),
    std::string_view("clear"),      std::string_view("copy"),         std::string_view("count"),
    std::string_view("decode"),     std::string_view("endswith"),     std::string_view("expandtabs"),
    std::string_view("extend"),     std::string_view("find"),         std::string_view("index"),
    std::string_view("insert"),     std::string_view("isalnum"),      std::string_view("isalpha"),
    std::string_view("isascii"),    std::string_view("isdigit"),      std::string_view("islower"),
    std::string_view("isspace"),    std::string_view("istitle"),      std::string_view("isupper"),
    std::string_view("join"),       std::string_view("ljust"),        std::string_view("lower"),
    std::string_view("lstrip"),     std::string_view("partition"),    std::string_view("pop"),
    std::string_view("remove"),     std::string_view("removeprefix"), std::string_view("removesuffix"),
    std::string_view("replace"),    std::string_view("reverse"),      std::string_view("rfind"),
    std::string_view("rindex"),     std::string_view("rjust"),        std::string_view("rpartition"),
    std::string_view("rsplit"),     std::string_view("rstrip"),       std::string_view("split"),
    std::string_view("splitlines"), std::string_view("startswith"),   std::string_view("strip"),
    std::string_view("swapcase"),   std::string_view("title"),        std::string_view("translate"),
    std::string_view("upper"),      std::string_view("zfill"),
};
static_assert(std::ranges::is_sorted(bytes_methods));

/// Functions whose first argument may be bytes and may not be a view: measured, CPython 3.8 to 3.13
/// (tests/data/compat).
constexpr std::array bytes_functions{
    std::string_view("builtins.ord"),
    std::string_view("copy.copy"),
    std::string_view("copy.deepcopy"),
    std::string_view("email.message_from_bytes"),
    std::string_view("json.loads"),
    std::string_view("os.fsdecode"),
    std::string_view("os.path.basename"),
    std::string_view("os.path.splitext"),
    std::string_view("pickle.dumps"),
    std::string_view("plistlib.dumps"),
    std::string_view("urllib.parse.quote"),
    std::string_view("urllib.parse.quote_from_bytes"),
    std::string_view("urllib.parse.unquote_to_bytes"),
    std::string_view("urllib.parse.urlparse"),
    std::string_view("xmlrpc.client.Binary"),
};
static_assert(std::ranges::is_sorted(bytes_functions));

constexpr int counts_from = 14;  // memoryview.count and index, of items

std::string copied(Node view) { return "bytes(" + std::string(syntax::unparenthesized(view).text()) + ")"; }

bool means(Context& context, std::string_view name, Node place) {
  return context.model().meaning_of(name, place) == "builtins." + std::string(name);
}

std::optional<Fix> copy_first(Context& context, Node view) {
  if (!means(context, "bytes", view) || holds_comment(context.tree(), view.range())) return std::nullopt;
  return Fix{.applicability = Applicability::unsafe,
             .title = "Copy the view to bytes first",
             .reason = "it copies all of " + code(view),
             .edits = {{.range = view.range(), .content = copied(view)}}};
}

void report(Context& context, Node where, Node culprit, const CertainView& view, std::string message,
            std::optional<Fix> fix) {
  Report report{.where = where, .message = std::move(message), .typed = view.typed, .cost = {}, .fix = std::move(fix)};
  if (auto note = origin(view.typed, culprit)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

// --- methods ---

/// `view.decode("ascii")` as `str(view, "ascii")`; empty where the arguments say more than that.
std::string decoded(Call call, Node view) {
  std::string text = "str(" + std::string(syntax::unparenthesized(view).text());
  if (call.argument_count() == 0) return text + ", \"utf-8\")";
  for (const Node argument : call.arguments().children()) {
    const bool named = argument.is(Kind::keyword_argument);
    const Node value = named ? argument.child(syntax::Field::value) : argument;
    if (!value.is_any(Kind::string, Kind::identifier, Kind::attribute)) return {};
    text += ", " + std::string(argument.text());
  }
  const bool has_encoding = call.positional(0) && !call.positional(0).is(Kind::keyword_argument);
  return has_encoding || call.keyword("encoding") ? text + ")" : std::string{};
}

std::optional<Fix> decode_by_str(Context& context, Call call, Node view, const CertainView& known) {
  const std::string content = decoded(call, view);
  if (content.empty() || !means(context, "str", call.node()) || holds_comment(context.tree(), call.range())) {
    return std::nullopt;
  }
  return Fix{.applicability = known.optional ? Applicability::unsafe : Applicability::safe,
             .title = "Decode with `str`",
             .reason = known.optional ? code(view) + " may be None, for which the error is another one"
                                      : "`decode` always raises on a view, and `str` decodes any buffer",
             .edits = {{.range = call.range(), .content = content}}};
}

/// `view[:4] == b"RIFF"` for `view.startswith(b"RIFF")`.
std::string prefix_test(Call call, Node view) {
  const Node prefix = call.positional(0);
  const std::string_view content = syntax::string_content(prefix);
  const bool is_plain = syntax::is_bytes_literal(prefix) && !content.empty() && !content.contains('\\');
  if (!is_plain || call.argument_count() != 1) return {};
  return std::string(view.text()) + "[:" + std::to_string(content.size()) + "] == " + std::string(prefix.text());
}

void check_method(Context& context, Call call) {
  const Attribute method(call.function());
  const std::string_view name = method.name();
  if (!std::ranges::binary_search(bytes_methods, name)) return;
  if ((name == "count" || name == "index") && context.settings().target_version >= counts_from) return;
  const Node receiver = method.object();
  const CertainView view = certain_view(context, receiver);
  if (!view) return;
  if (is_error_expected(call.node(), "AttributeError")) {
    context.silent(call.node(), "the AttributeError is expected");
    return;
  }
  std::string instead = copied(receiver) + "." + std::string(name) + "(...)";
  std::optional<Fix> fix = copy_first(context, receiver);
  if (name == "decode") {
    const std::string by_str = decoded(call, receiver);
    instead = by_str.empty() ? "str(" + std::string(receiver.text()) + ", ...)" : by_str;
    fix = decode_by_str(context, call, receiver, view);
  } else if (name == "startswith" && view.alone) {
    const std::string test = prefix_test(call, receiver);
    if (!test.empty()) instead = test;
  }
  report(context, call.node(), receiver, view,
         "a memoryview has no " + code(name) + ": " + code(call.function()) + " raises AttributeError" +
             view.where(receiver) + "; write " + code(instead),
         std::move(fix));
}

// --- operators ---

bool is_known_buffer(Context& context, Node node) {
  return context.model().buffer_of(node).only(Buffer::bytes | Buffer::bytearray | Buffer::view);
}

bool is_text(Context& context, Node node) {
  return context.model().is_instance(context.model().type_of(node).type, types::Known::str);
}

/// `view + b`: the sum of bytes and a view is bytes, that of a view and anything an error.
void check_sum(Context& context, Node where, Node left, Kind operation, Node right) {
  const bool adds = operation == Kind::token_plus || operation == Kind::token_plus_equal;
  if (!adds) return;
  const CertainView view = certain_view(context, left);
  if (!view || (!is_known_buffer(context, right) && !is_text(context, right))) return;
  if (is_error_expected(where, "TypeError")) return;
  const bool in_place = operation == Kind::token_plus_equal;
  const std::string name(left.text());
  const std::string joined = "b\"\".join((" + name + ", " + std::string(right.text()) + "))";
  std::string instead = in_place ? name + " = " + joined : joined;
  if (is_text(context, right)) instead = "str(" + name + ", \"utf-8\")";
  report(context, where, left, view,
         "nothing can be added to a memoryview: " + code(where) + " raises TypeError" + view.where(left) + "; write " +
             code(instead),
         in_place ? std::nullopt : copy_first(context, left));
}

bool orders(Kind relation) {
  return relation == Kind::token_less || relation == Kind::token_less_equal || relation == Kind::token_greater ||
         relation == Kind::token_greater_equal;
}

void check_order(Context& context, Node comparison) {
  Node before;
  Kind relation = Kind::none;
  for (const Node part : comparison.children()) {
    if (part.field() == syntax::Field::operators) {
      relation = part.kind();
      continue;
    }
    if (orders(relation)) {
      const bool is_left = static_cast<bool>(certain_view(context, before));
      const Node culprit = is_left ? before : part;
      const CertainView view = certain_view(context, culprit);
      if (view && is_known_buffer(context, before) && is_known_buffer(context, part) &&
          !is_error_expected(comparison, "TypeError")) {
        report(context, comparison, culprit, view,
               "views have no order: " + code(comparison) + " raises TypeError" + view.where(culprit) + "; compare " +
                   code(copied(culprit)),
               copy_first(context, culprit));
        return;
      }
    }
    before = part;
  }
}

// --- functions ---

void check_argument(Context& context, Call call) {
  const Node argument = syntax::unparenthesized(call.positional(0));
  if (!argument.is_any(Kind::identifier, Kind::attribute, Kind::subscript)) return;
  const std::string_view last =
      call.function().is(Kind::attribute) ? Attribute(call.function()).name() : call.function().text();
  const auto may_be = [&](std::string_view name) { return name.ends_with(last); };
  const bool is_int = last == "int" && call.argument_count() == 2;
  if (!is_int && std::ranges::none_of(bytes_functions, may_be)) return;
  const std::string_view callee = context.model().callee_name(call);
  if (!(is_int && callee == "builtins.int") && !std::ranges::binary_search(bytes_functions, callee)) return;
  const CertainView view = certain_view(context, argument);
  if (!view || is_error_expected(call.node(), "TypeError")) return;
  report(context, call.node(), argument, view,
         code(call.function()) + " takes no memoryview: it raises" + view.where(argument) + "; pass " +
             code(copied(argument)),
         copy_first(context, argument));
}

void check(Context& context, Place place) {
  const Node node = place.node();
  if (const Call call(node); call) {
    if (call.function().is(Kind::attribute)) check_method(context, call);
    check_argument(context, call);
  } else if (const BinaryOperator sum(node); sum) {
    check_sum(context, node, sum.left(), sum.operator_kind(), sum.right());
  } else if (const AugmentedAssignment grown(node); grown) {
    check_sum(context, node, grown.left(), grown.operator_kind(), grown.right());
  } else {
    check_order(context, node);
  }
}

}  // namespace

extern constexpr Rule bytes_method_on_view{
    .group = Group::views,
    .severity = Severity::warning,
    .summary = "view used as only bytes can be",
    .why =
        R"(A memoryview has none of the methods of bytes but `hex`: `view.decode()`, `view.find(x)`, `view.split(x)`,
`view.startswith(x)` raise AttributeError. `view + x`, `view += x`, `view < x`, `json.loads(view)`, `int(view, 16)`,
`ord(view)` and `pickle.dumps(view)` raise TypeError (CPython 3.8 to 3.13; `count` and `index` of items exist from 3.14 on).
It comes into being where a function that was written for bytes is handed a view, often on a path that is rarely taken.

Write `str(view, "utf-8")` for `decode`; `view[:4] == b"RIFF"` for `startswith`; `b"".join((view, x))` for `view + x`, while
`x + view` is right where x is bytes; `bytes(view)` for the rest, of as small a part as will do: it copies.

Silent where `isinstance` told view and bytes apart, where the exception is caught or a test waits for it, and where the type
is not written down.)",
    .gains_from = 0,
    .supersedes = {},
    .bad = R"(def name_in(record: bytes) -> str:
    view = memoryview(record)
    return view[4:10].decode("ascii")


try:
    result = name_in(b"\x00\x06\x00\x00README")
except AttributeError:
    result = "README"
)",
    .good = R"(def name_in(record: bytes) -> str:
    view = memoryview(record)
    return str(view[4:10], "ascii")


try:
    result = name_in(b"\x00\x06\x00\x00README")
except AttributeError:
    result = "README"
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
