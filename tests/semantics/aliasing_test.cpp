// What may happen to a buffer under a view, against measured behaviour: the programs of tests/data/aliasing.jsonl, each
// run once with a copy of a part of the buffer and once with a view of it.
#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "semantics/model_of.h"
#include "semantics/recorded.h"
#include "semantics/view_of.h"

using namespace slicecop;
using namespace slicecop::semantics;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

struct Program {
  std::string name;
  std::string source;  ///< as it is written with copies
  std::string view;    ///< the outcome with views
  bool differs = false;
  bool makes_view = true;  ///< what was run beside it makes a view, and not another rewrite
  bool ends_view = false;  ///< that view ends with a block of its own
  bool of_bytes = false;   ///< it stands for `bytes(...)`
};

using Edits = std::vector<std::pair<text::Range, std::string>>;

// The same outcome; of an exception, the same class.
std::string outcome(const std::string& record, std::string_view field) {
  const std::string all = recorded::field(record, field);
  const std::size_t colon = all.find(": ");
  const bool raised = colon != std::string::npos && all.substr(0, colon).ends_with("rror");
  return raised ? all.substr(0, colon) : all;
}

// `take(b, slice(0, 3))` as `b[0:3]`.
std::string as_slice(syntax::Call take) {
  const syntax::Call bounds(take.positional(1));
  const std::string lower(bounds.positional(0).text());
  const std::string upper(bounds.positional(1).text());
  const std::string base(take.positional(0).text());
  if (bounds.has_splat()) return base + "[k[0]:k[1]]";
  const auto bound = [](const std::string& text) { return text == "None" ? std::string() : text; };
  const bool is_upper = bounds.argument_count() == 1;
  return base + "[" + (is_upper ? "" : bound(lower)) + ":" + bound(is_upper ? lower : upper) + "]";
}

// The branch for the copy, of `a if VIEW else b` and of `if VIEW:`.
std::string as_copy(Node choice) {
  if (choice.is(Kind::conditional_expression)) return std::string(choice.child(2U).text());
  return std::string(choice.child(Field::alternative).child(Field::body).text());
}

Program program_of(const std::string& record) {
  Program program{.name = recorded::field(record, "name"),
                  .source = recorded::field(record, "source"),
                  .view = outcome(record, "view")};
  program.differs = outcome(record, "copy") != outcome(record, "view");
  program.differs = program.differs || outcome(record, "copy") != outcome(record, "view_38");
  const auto tree = *syntax::parse(program.source);
  Edits edits;
  for (syntax::NodeId id = 0; id < tree.size(); ++id) {
    const Node node = tree.node(id);
    const syntax::Call call(node);
    if (call.function().text() == "take") edits.emplace_back(node.range(), as_slice(call));
    const bool chooses = node.is_any(Kind::conditional_expression, Kind::if_statement) &&
                         node.text().find("VIEW") != std::string_view::npos && node.text().starts_with("if VIEW");
    const bool picks = node.is(Kind::conditional_expression) && node.child(1U).text() == "VIEW";
    if (!chooses && !picks) continue;
    edits.emplace_back(node.range(), as_copy(node));
    const std::string_view text = node.text();
    const auto mentions = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
    program.makes_view = mentions("memoryview") || mentions("getbuffer") || mentions("toreadonly");
    program.ends_view = mentions("] as x");
    program.of_bytes = mentions("else bytes(b");
  }
  for (const auto& [range, text] : std::views::reverse(edits)) {
    program.source.replace(range.start, range.end - range.start, text);
  }
  return program;
}

constexpr std::string_view imports =
    "import array, asyncio, ctypes, gc, io, mmap, os, queue, re, socket, struct, sys, tempfile\n";

// What a view would be made instead of: a slice, all that is in a BytesIO, the bytes of a bytearray.
bool is_copy(Node node, bool of_bytes) {
  if (syntax::Subscript(node).slice()) {
    const bool is_assigned = node.parent().is(Kind::assignment) && node.field() == Field::left;
    const bool is_written = is_assigned || node.parent().is_any(Kind::delete_statement, Kind::pattern_list);
    return !is_written && !node.parent().is(Kind::subscript);
  }
  const syntax::Call call(node);
  if (syntax::Attribute(call.function()).name() == "getvalue") return true;
  return of_bytes && call.function().text() == "bytes" && node.parent().is(Kind::assignment);
}

// The outermost of them.
std::vector<Node> copies_in(const ModelOf& file, const Program& program) {
  std::vector<Node> copies;
  for (syntax::NodeId id = 0; id < file.tree.size();) {
    const Node node = file.tree.node(id);
    const bool found = is_copy(node, program.of_bytes);
    if (found) copies.push_back(node);
    id = found ? node.after() : id + 1;
  }
  return copies;
}

Node base_of(Node copy) {
  const syntax::Attribute method(syntax::Call(copy).function());
  if (method) return method.object();
  if (copy.is(Kind::call)) copy = syntax::Call(copy).positional(0);
  return copy.is(Kind::subscript) ? syntax::Subscript(copy).value() : copy;
}

// What has no name is gone with its statement.
std::optional<Change> change_under(Model& model, Node copy) {
  const bool has_name = copy.parent().is_any(Kind::assignment, Kind::expression_list);
  const Node base = base_of(copy);
  return has_name ? model.changed_after(base, copy) : model.written_in(base, syntax::enclosing_statement(copy));
}

// Why a view may not stand for the copy; empty where the model sees none.
std::string why_no_view(Model& model, Node copy) {
  const Node base = base_of(copy);
  const Typed typed = model.type_of(base);
  const Buffer buffer = model.buffer_of(typed);
  if (copy.is(Kind::subscript)) {
    if (!buffer.slices_copy()) return "its slices are no copies of bytes";
    if (typed.evidence == types::Evidence::consumer) return "nothing but its use says what it is";
  }
  const Uses uses = uses_in_the_end(model, copy);
  if (!uses.all.empty() && promise_of(uses) == Promise::copy) return "a use needs the copy";
  for (const Use& use : uses.all) {
    if (use.kind == UseKind::kept && !buffer.only(Buffer::bytes)) return "it may be kept";
  }
  return change_under(model, copy) ? "its buffer may change" : "";
}

// Why no offset may be put in the place of the slice. Only what unpacks as much as the slice holds is offered one.
std::string why_no_offset(Model& model, Node copy) {
  for (const Use& use : model.uses_of(copy).all) {
    if (use.kind != UseKind::parsed) return "it is not unpacked";
    if (model.width_of(syntax::Subscript(copy)).exact() != model.unpacked_size(syntax::Call(use.where))) {
      return "it is not as wide as the format";
    }
  }
  return "";
}

ModelOf model_of(const Program& program) {
  return ModelOf(std::string(imports) + "def program():\n" + recorded::indented(program.source, 4));
}

// Of the first copy in the program for which there is one.
std::string reason(const Program& program) {
  ModelOf file = model_of(program);
  for (const Node copy : copies_in(file, program)) {
    std::string found = program.makes_view ? why_no_view(file.model, copy) : why_no_offset(file.model, copy);
    if (program.ends_view && !file.model.uses_of(copy).all.empty()) found = "it is read behind its block";
    if (!found.empty()) return found;
  }
  return {};
}

std::vector<Program> programs() {
  std::vector<Program> all;
  for (const std::string& record : recorded::lines_of(recorded::folder / "aliasing.jsonl")) {
    all.push_back(program_of(record));
  }
  return all;
}

}  // namespace

TEST_CASE("no program is called safe whose outcome changes") {
  const std::vector<Program> all = programs();
  REQUIRE(all.size() == 89);
  int differing = 0;
  for (const Program& program : all) {
    INFO(program.name << '\n' << program.source);
    CHECK_FALSE(model_of(program).tree.root().has_error());
    if (!program.differs) continue;
    ++differing;
    CHECK_FALSE(reason(program).empty());
  }
  CHECK(differing == 63);
}

TEST_CASE("programs are called safe whose outcome stays the same") {
  int not_run = 0;
  int unchanged = 0;
  int safe = 0;
  for (const Program& program : programs()) {
    if (program.differs) continue;
    if (copies_in(model_of(program), program).empty()) {
      ++not_run;
      continue;
    }
    ++unchanged;
    if (reason(program).empty()) ++safe;
  }
  CHECK(not_run == 2);
  CHECK(unchanged == 24);
  CHECK(safe >= 10);
}

TEST_CASE("where a view makes something raise that resizes or closes its buffer, that is seen") {
  int raising = 0;
  for (const Program& program : programs()) {
    if (!program.view.starts_with("BufferError")) continue;
    ++raising;
    INFO(program.name << '\n' << program.source);
    ModelOf file = model_of(program);
    const std::vector<Node> copies = copies_in(file, program);
    REQUIRE_FALSE(copies.empty());
    const Node copy = copies.front();
    CHECK(file.model.changed_after(base_of(copy), copy));
  }
  CHECK(raising == 23);
}
