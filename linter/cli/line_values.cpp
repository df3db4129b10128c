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

  // Nothing where the type is unknown, or the node is no value.
  std::string describe(Node node) {
    if (!is_value(node)) return {};
    const semantics::Typed typed = model_.type_of(node);
    if (!is_telling(typed.type)) return {};
    std::string out = short_code(node) + "\n    is " + model_.describe(typed.type) + origin(typed, node) + '\n';
    if (!model_.buffer_of(typed)) return out;
    out += copies(node);
    out += uses(node);
    return out;
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
      out += "    is in the loop on " + row(loop.node) + ": " + short_code(loop.node) + '\n';
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

  const engine::Document& document_;
  semantics::Model& model_;
};

}  // namespace

std::string describe_values(const engine::Document& document, semantics::Model& model, std::uint32_t line) {
  const text::Range bytes = document.file().lines().full_line(line);
  const syntax::Tree& tree = document.tree();
  Describer describer(document, model);
  std::vector<std::string> paragraphs;
  for (syntax::NodeId id = 0; id < tree.size() && tree[id].start < bytes.end; ++id) {
    if (tree[id].start < bytes.start) continue;
    std::string paragraph = describer.describe(tree.node(id));
    if (!paragraph.empty() && std::ranges::find(paragraphs, paragraph) == paragraphs.end()) {
      paragraphs.push_back(std::move(paragraph));
    }
  }
  std::string out;
  for (const std::string& paragraph : paragraphs) out += (out.empty() ? "" : "\n") + paragraph;
  return out;
}

}  // namespace slicecop::cli
