#include "semantics/type_comments.h"

#include <algorithm>

namespace slicecop::semantics {

namespace {

constexpr std::string_view blank = " \t";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blank);
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

// What stands behind `# type:`; empty for other comments and for `# type: ignore`.
std::string_view type_in(std::string_view comment) {
  std::string_view rest = trimmed(comment.substr(1));
  if (!rest.starts_with("type:")) return {};
  rest = trimmed(rest.substr(5));
  rest = trimmed(rest.substr(0, rest.find('#')));
  return rest.starts_with("ignore") ? std::string_view{} : rest;
}

}  // namespace

TypeComments::TypeComments(const syntax::Tree& tree) : tree_(tree) {
  for (const text::Range range : tree.comments()) {
    const std::string_view type = type_in(tree.text().substr(range.start, range.end - range.start));
    if (!type.empty()) comments_.push_back({range.start, type});
  }
}

const TypeComments::Comment* TypeComments::first_in(std::uint32_t start, std::uint32_t end) const {
  const auto found = std::ranges::lower_bound(comments_, start, {}, &Comment::start);
  return found == comments_.end() || found->start >= end ? nullptr : &*found;
}

std::string_view TypeComments::behind(syntax::Node node) const {
  if (comments_.empty()) return {};
  const std::uint32_t end = node.range().end;
  const std::size_t line_end = std::min(tree_.text().find('\n', end), tree_.text().size());
  const Comment* comment = first_in(end, static_cast<std::uint32_t>(line_end));
  const syntax::Node next = node.next_sibling();
  if (comment == nullptr || (next && next.range().start < comment->start)) return {};
  return comment->type.starts_with('(') ? std::string_view{} : comment->type;
}

std::string_view TypeComments::of_function(syntax::Node function) const {
  if (comments_.empty()) return {};
  const std::uint32_t start = function.child(syntax::Field::parameters).range().end;
  const Comment* comment = first_in(start, function.child(syntax::Field::body).range().start);
  return comment != nullptr && comment->type.starts_with('(') ? comment->type : std::string_view{};
}

std::vector<std::string_view> parts_of_signature(std::string_view signature) {
  const std::size_t arrow = signature.rfind("->");
  const std::size_t close = signature.rfind(')', arrow);
  if (!signature.starts_with('(') || arrow == std::string_view::npos || close == std::string_view::npos) return {};
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t start = 1;
  for (std::size_t i = 1; i <= close; ++i) {
    const char c = signature[i];
    depth += c == '[' || c == '(' ? 1 : c == ']' || (c == ')' && i != close) ? -1 : 0;
    if ((c != ',' || depth != 0) && i != close) continue;
    const std::string_view part = trimmed(signature.substr(start, i - start));
    if (!part.empty()) parts.push_back(part);
    start = i + 1;
  }
  parts.push_back(trimmed(signature.substr(arrow + 2)));
  return parts;
}

}  // namespace slicecop::semantics
