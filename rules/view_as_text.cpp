// A view that is turned into text: `<memory at 0x...>` instead of what it holds.
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
using syntax::Attribute;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

/// Code that may put a value into text.
struct Text : syntax::View<Kind::call, Kind::interpolation, Kind::binary_operator> {
  using View::View;
};

/// What is shown, and the code that shows it.
struct Shown {
  Node view;
  Node by;
};

/// Where the arguments begin that a library function puts into text; nothing for all others.
std::optional<std::uint32_t> first_shown(std::string_view callee) {
  for (const std::string_view name : {"builtins.print", "builtins.format", "builtins.str.format"}) {
    if (callee == name) return 0;
  }
  if (!callee.starts_with("logging.")) return std::nullopt;
  const std::string_view method = callee.substr(callee.rfind('.') + 1);
  for (const std::string_view name : {"debug", "info", "warning", "warn", "error", "critical", "exception", "fatal"}) {
    if (method == name) return 0;
  }
  return method == "log" ? std::optional<std::uint32_t>(1) : std::nullopt;
}

/// What a call may be that shows something; told without the model.
bool may_show(Call call) {
  const Node function = call.function();
  if (function.is(Kind::attribute)) {
    const std::string_view name = Attribute(function).name();
    return name == "format" || first_shown("logging." + std::string(name));
  }
  const std::string_view name = function.text();
  return name == "str" || name == "repr" || name == "ascii" || name == "print" || name == "format";
}

/// `str(view)` stands for itself; what print or a log call writes is one of several.
bool is_conversion(Node by) {
  const std::string_view name = Call(by).function().text();
  return name == "str" || name == "repr" || name == "ascii" || name == "format";
}

std::string message(const Shown& shown) {
  const std::string view(shown.view.text());
  const std::string address = "`<memory at 0x...>` and not what the view holds; write ";
  if (Call(shown.by).function().text() == "str") {
    return code(shown.by) + " gives " + address + code("str(" + view + ", \"utf-8\")") + " for its text";
  }
  if (is_conversion(shown.by)) return code(shown.by) + " gives " + address + code("bytes(" + view + ")");
  const Node function = Call(shown.by).function();
  return code(shown.view) + " becomes " + (function ? "in " + code(function) + ' ' : std::string{}) + address +
         code("bytes(" + view + ")");
}

std::optional<Fix> fix(Context& context, const Shown& shown) {
  const Node view = shown.view;
  const bool is_text = Call(shown.by).function().text() == "str";
  if (is_text || holds_comment(context.tree(), view.range())) return std::nullopt;
  if (context.model().meaning_of("bytes", view) != "builtins.bytes") return std::nullopt;
  return Fix{.applicability = Applicability::unsafe,
             .title = "Show the bytes",
             .reason = "it copies the view, and the text becomes another one",
             .edits = {{.range = view.range(), .content = "bytes(" + std::string(view.text()) + ")"}}};
}

/// `f"cannot get address of read-only memoryview {view}"`: the text is about the view, not about what it holds.
bool is_about_views(const Shown& shown) {
  const Node text = shown.by.is(Kind::interpolation) ? shown.by.parent() : shown.by;
  constexpr std::string_view word = "memoryview";
  return shown.view.text().find(word) == std::string_view::npos && text.text().find(word) != std::string_view::npos;
}

void look_at(Context& context, const Shown& shown) {
  if (!shown.view.is_any(Kind::identifier, Kind::attribute, Kind::subscript, Kind::call)) return;
  const CertainView view = certain_view(context, shown.view);
  if (!view.alone) return;
  if (is_error_expected(shown.by, "TypeError")) {
    context.silent(shown.view, "an exception is expected here");
    return;
  }
  if (is_about_views(shown)) {
    context.silent(shown.view, "the text tells that it is a memoryview");
    return;
  }
  Report report{
      .where = is_conversion(shown.by) ? shown.by : shown.view,
      .message = message(shown),
      .typed = view.typed,
      .cost = {},
      .fix = fix(context, shown),
  };
  if (auto note = origin(view.typed, shown.view)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

/// The first of the arguments from `first` on that is a view: one call, one finding.
Node shown_argument(Context& context, Call call, std::uint32_t first) {
  std::uint32_t index = 0;
  for (Node argument : call.arguments().children()) {
    if (index++ < first) continue;
    if (argument.is(Kind::keyword_argument)) {
      const std::string_view name = argument.child(syntax::Field::name).text();
      if (Attribute(call.function()).name() != "format" || name.empty()) continue;
      argument = argument.child(syntax::Field::value);
    }
    if (argument.is_any(Kind::identifier, Kind::attribute, Kind::subscript, Kind::call) &&
        certain_view(context, argument).alone) {
      return argument;
    }
  }
  return {};
}

void check_call(Context& context, Call call) {
  if (!may_show(call) || call.has_splat()) return;
  const std::string_view callee = context.model().callee_name(call);
  const bool converts = callee == "builtins.str" || callee == "builtins.repr" || callee == "builtins.ascii";
  if (converts && call.argument_count() == 1) {
    look_at(context, {.view = call.positional(0), .by = call.node()});
    return;
  }
  const std::optional<std::uint32_t> first = converts ? std::nullopt : first_shown(callee);
  if (!first) return;
  if (const Node view = shown_argument(context, call, *first)) look_at(context, {.view = view, .by = call.node()});
}

/// `"%s" % view` and `"%s: %s" % (name, view)`.
void check_percent(Context& context, syntax::BinaryOperator operation) {
  if (operation.operator_kind() != Kind::token_percent) return;
  const Node format = syntax::unparenthesized(operation.left());
  if (!format.is_any(Kind::string, Kind::concatenated_string) || syntax::is_bytes_literal(format)) return;
  const Node values = syntax::unparenthesized(operation.right());
  if (!values.is(Kind::tuple)) {
    look_at(context, {.view = values, .by = operation.node()});
    return;
  }
  for (const Node value : values.children()) {
    if (!value.is_any(Kind::identifier, Kind::attribute, Kind::subscript)) continue;
    if (!certain_view(context, value).alone) continue;
    look_at(context, {.view = value, .by = operation.node()});
    return;
  }
}

void check(Context& context, Text text) {
  const Node node = text.node();
  if (node.is(Kind::interpolation)) {
    look_at(context, {.view = syntax::unparenthesized(node.first_child()), .by = node});
  } else if (node.is(Kind::call)) {
    check_call(context, Call(node));
  } else {
    check_percent(context, syntax::BinaryOperator(node));
  }
}

}  // namespace

extern constexpr Rule view_as_text{
    .group = Group::views,
    .severity = Severity::warning,
    .summary = "view turned into text, which tells its address",
    .why =
        R"(`str(view)`, `f"{view}"`, `"%r" % view`, `print(view)` and logging all give `<memory at 0x7f2b8c1f4a00>` (CPython 3.8 to
3.13): no error, and nothing of what the view holds. A message says nothing, and a key or a file name made of it is another
one on every run. It comes into being where a function that was written for bytes is handed a view.

Write `str(view, "utf-8")` for text; `bytes(view)` or `view.hex()` to show the bytes; in a log call that may be switched
off, `view[:64].hex()` keeps it short.

Silent for `str(view, "utf-8")`, which decodes, for `view.nbytes` and other attributes, in texts that speak of a memoryview,
and for what may be bytes as well.)",
    .gains_from = 0,
    .supersedes = {},
    .bad = R"(def title_of(page: bytes) -> str:
    view = memoryview(page)
    return str(view[7:11])


try:
    pages = {"Home": 1}
    result = pages[title_of(b"<title>Home</title>")]
except KeyError:
    result = 1
)",
    .good = R"(def title_of(page: bytes) -> str:
    view = memoryview(page)
    return str(view[7:11], "utf-8")


try:
    pages = {"Home": 1}
    result = pages[title_of(b"<title>Home</title>")]
except KeyError:
    result = 1
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
