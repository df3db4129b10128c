#include "cli/line_values.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/wording.h"
#include "report/printable.h"

namespace slicecop::cli {

namespace {

using semantics::UseKind;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

std::string_view in_words(UseKind kind) {
  switch (kind) {
    case UseKind::buffer_sink:
      return "taken by what accepts any buffer";
    case UseKind::bytes_sink:
      return "taken by what accepts bytes only";
    case UseKind::silent_sink:
      return "used where a view gives another result";
    case UseKind::parsed:
      return "parsed, which is slower from a view";
    case UseKind::kept:
      return "taken by what accepts any buffer and may keep it";
    case UseKind::converted:
      return "converted, which copies it";
    case UseKind::decoded:
      return "decoded";
    case UseKind::compared:
      return "compared";
    case UseKind::hashed:
      return "hashed";
    case UseKind::iterated:
      return "iterated over";
    case UseKind::indexed:
      return "indexed";
    case UseKind::sliced:
      return "sliced";
    case UseKind::measured:
      return "measured or tested";
    case UseKind::joined:
      return "joined to bytes before it";
    case UseKind::assigned_into:
      return "copied into a buffer";
    case UseKind::written:
      return "changed";
    case UseKind::returned:
      return "returned";
    case UseKind::stored:
      return "stored";
    case UseKind::rebound:
      return "bound to its own name again";
    case UseKind::unknown:
      return "used in a way that is not known";
  }
  return {};
}

std::string_view in_words(semantics::ChangeKind kind) {
  switch (kind) {
    case semantics::ChangeKind::items:
      return "gets other items";
    case semantics::ChangeKind::resized:
      return "is resized";
    case semantics::ChangeKind::closed:
      return "is closed";
    case semantics::ChangeKind::rebound:
      return "becomes another object";
    case semantics::ChangeKind::shared:
      return "may be changed by other processes, from";
    case semantics::ChangeKind::unknown:
      return "may be changed";
  }
  return {};
}

// The first line of the code, shortened.
std::string short_code(Node node) {
  constexpr std::size_t longest = 60;
  std::string_view text = node.text();
  const std::size_t end = std::min(text.find_first_of("\r\n"), longest);
  const bool cut = end < text.size();
  text = text.substr(0, end);
  while (cut && !text.empty() && static_cast<unsigned char>(text.back()) >= 0x80U) text.remove_suffix(1);
  return report::printable(text) + (cut ? " ..." : "");
}

class Describer {
 public:
  Describer(const engine::Document& document, semantics::Model& model) : document_(document), model_(model) {}

  // Of a buffer, or of what may be one: all that is known. Nothing of other values.
  std::string describe(Node node) {
    if (!is_value(node)) return {};
    const semantics::Typed typed = model_.type_of(node);
    if (!is_telling(typed.type)) return {};
    const std::string what = "is " + model_.describe(typed.type) + origin(typed, node) + '\n';
    if (!model_.buffer_of(typed)) {
      note_other(short_code(node) + ' ' + what);
      return {};
    }
    return short_code(node) + "\n    " + what + copies(node) + uses(node) + changes(node) + growth(node);
  }

  // The values that are no buffers, one on each line.
  [[nodiscard]] std::string others() const {
    std::string out;
    for (const std::string& other : others_) out += other;
    return out;
  }

  // How often the function around the line is called.
  std::string calls(Node node) {
    const syntax::FunctionDefinition function(syntax::enclosing_function(node));
    if (!function) return {};
    const std::string name = short_code(function.name());
    const auto called = model_.called_repeatedly(function.node());
    if (!called) return {};
    std::string out = name + "\n    is called again and again";
    if (called->same_object) out += ", of the same object";
    if (called->call) {
      const semantics::Loop loop = model_.loop_around(called->call);
      out += loop ? ": in the loop on " + row(loop.node) + ": " + short_code(loop.node)
                  : ": by what it is handed to on " + row(called->call) + ": " + short_code(called->call);
    } else if (called->overrides) {
      out += ": it overrides " + report::printable(called->elsewhere);
    } else {
      out += ": in a loop, " + report::printable(called->elsewhere);
    }
    return out + '\n';
  }

 private:
  [[nodiscard]] std::string row(Node node) const {
    return "line " + std::to_string(document_.file().position(node.range().start).row);
  }

  static bool is_value(Node node) {
    if (!node.is_any(Kind::identifier, Kind::attribute, Kind::call, Kind::subscript)) return false;
    const Node parent = node.parent();
    const bool names_something = node.field() == Field::name || node.field() == Field::attribute ||
                                 node.field() == Field::function || node.field() == Field::alias;
    const bool is_object = parent.is(Kind::attribute) && node.field() == Field::object;
    return is_object || (!names_something && !parent.is_any(Kind::dotted_name, Kind::type, Kind::parameters));
  }

  [[nodiscard]] bool is_telling(types::Type type) const {
    if (type == types::Type::unknown || type == types::Type::never || type == types::Type::any) return false;
    const types::Form form = model_.pool().form(type);
    return form != types::Form::module && form != types::Form::function && form != types::Form::class_object &&
           form != types::Form::bound_method;
  }

  [[nodiscard]] std::string origin(const semantics::Typed& typed, Node node) const {
    if (typed.evidence == types::Evidence::none) return {};
    std::string out = ", by " + std::string(types::name_of(typed.evidence));
    if (typed.because && typed.because != node) out += " on " + row(typed.because) + ": " + short_code(typed.because);
    return out;
  }

  std::string copies(Node node) {
    std::string out;
    if (const syntax::Subscript subscript(node); subscript && subscript.slice()) {
      const semantics::Width width = model_.width_of(subscript);
      out += "    takes ";
      if (width.exact()) {
        out += engine::with_separators(*width.exact()) + " bytes";
      } else if (width.at_most) {
        out += "at most " + engine::with_separators(*width.at_most) + " bytes";
      } else {
        out += "a number of bytes that is not known";
      }
      out += '\n';
    }
    if (const semantics::Loop loop = model_.loop_around(node)) {
      const std::string passes = loop.passes ? ", which runs " + engine::with_separators(*loop.passes) + " times" : "";
      out += "    is in the loop on " + row(loop.node) + passes + ": " + short_code(loop.node) + '\n';
    }
    return out;
  }

  std::string uses(Node node) {
    const semantics::Uses uses = model_.uses_of(node);
    std::string out;
    for (const semantics::Use& use : uses.all) {
      out +=
          "    is " + std::string(in_words(use.kind)) + " on " + row(use.where) + ": " + short_code(use.where) + '\n';
    }
    if (!uses.complete) out += "    and may go elsewhere\n";
    return out;
  }

  // What would stand in the way of a view of what a slice is of.
  std::string changes(Node node) {
    const syntax::Subscript cut(node);
    if (!cut.slice()) return {};
    const auto change = model_.changed_after(cut.value(), node);
    const std::string base = short_code(cut.value());
    if (!change) return "    could be a view: " + base + " stays what it is\n";
    return "    a view would see that " + base + ' ' + std::string(in_words(change->kind)) + " on " +
           row(change->where) + ": " + short_code(change->where) + '\n';
  }

  // Of what an assignment on the line binds: whether it comes back.
  std::string growth(Node node) {
    if (node.field() != Field::left || !node.parent().is_any(Kind::assignment, Kind::augmented_assignment)) return {};
    const semantics::Loop loop = model_.carrying_loop(node);
    if (!loop) return {};
    return "    comes back on each pass of the loop on " + row(loop.node) + ": " + short_code(loop.node) + '\n';
  }

  void note_other(std::string what) {
    if (std::ranges::find(others_, what) == others_.end()) others_.push_back(std::move(what));
  }

  const engine::Document& document_;
  semantics::Model& model_;
  std::vector<std::string> others_;
};

}  // namespace

std::string describe_values(const engine::Document& document, semantics::Model& model, std::uint32_t line) {
  const text::Range bytes = document.file().lines().full_line(line);
  const syntax::Tree& tree = document.tree();
  Describer describer(document, model);
  std::vector<std::string> paragraphs;
  Node first;
  for (syntax::NodeId id = 0; id < tree.size() && tree[id].start < bytes.end; ++id) {
    if (tree[id].start < bytes.start) continue;
    if (!first) first = tree.node(id);
    std::string paragraph = describer.describe(tree.node(id));
    if (!paragraph.empty() && std::ranges::find(paragraphs, paragraph) == paragraphs.end()) {
      paragraphs.push_back(std::move(paragraph));
    }
  }
  if (std::string others = describer.others(); !others.empty()) paragraphs.push_back(std::move(others));
  if (first && !paragraphs.empty()) {
    if (std::string calls = describer.calls(first); !calls.empty()) paragraphs.push_back(std::move(calls));
  }
  std::string out;
  for (const std::string& paragraph : paragraphs) out += (out.empty() ? "" : "\n") + paragraph;
  return out;
}

}  // namespace slicecop::cli
