#include "engine/logical_line.h"

#include <algorithm>
#include <ranges>
#include <string_view>

#include "syntax/views.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;
using syntax::NodeId;
using syntax::Tree;

namespace {

// The first node that starts at `offset` or later; of several that start at one place the outermost. Preorder is the
// order of starts.
NodeId first_node_from(const Tree& tree, std::uint32_t offset) {
  const auto ids = std::views::iota(NodeId{0}, tree.size());
  const auto first = std::ranges::partition_point(ids, [&](NodeId id) { return tree[id].start < offset; });
  return static_cast<NodeId>(first - ids.begin());
}

// The node with the last start at or before `offset`.
Node last_node_to(const Tree& tree, std::uint32_t offset) {
  const NodeId after = first_node_from(tree, offset + 1);
  return after == 0 ? Node{} : tree.node(after - 1);
}

// The outermost string that holds `offset` and the byte after it; no node where there is none.
Node string_around(const Tree& tree, std::uint32_t offset) {
  Node outermost;
  for (Node node = last_node_to(tree, offset); node; node = node.parent()) {
    if (node.is(Kind::string) && node.range().contains(offset)) outermost = node;
  }
  return outermost;
}

bool in_comment(const Tree& tree, std::uint32_t offset) {
  const auto after = std::ranges::upper_bound(tree.comments(), offset, {}, &text::Range::start);
  return after != tree.comments().begin() && std::prev(after)->end > offset;
}

bool starts_logical_line(Node node) {
  return node.parent().is_any(Kind::block, Kind::module) ||
         node.is_any(Kind::elif_clause, Kind::else_clause, Kind::except_clause, Kind::finally_clause, Kind::case_clause,
                     Kind::decorator) ||
         node.parent().is(Kind::decorated_definition);
}

Node body_of(Node statement) {
  for (const Node child : statement.children()) {
    if (child.is(Kind::block)) return child;
  }
  return {};
}

// Comments between statements belong to what holds statements, all others to an expression or a list.
bool is_inside_brackets(const Tree& tree, text::Range comment) {
  Node around = last_node_to(tree, comment.start);
  while (around && !around.range().contains(comment)) around = around.parent();
  return around && !around.is_any(Kind::block, Kind::module, Kind::decorated_definition) && !body_of(around);
}

// The node that starts the logical line after `comment`; no node where the comment stands inside brackets or nothing
// follows.
Node logical_line_after(const Tree& tree, text::Range comment) {
  const NodeId id = first_node_from(tree, comment.end);
  if (id >= tree.size() || is_inside_brackets(tree, comment)) return {};
  Node node = tree.node(id);
  while (node.is_any(Kind::block, Kind::decorated_definition)) node = node.first_child();
  return starts_logical_line(node) ? node : Node{};
}

// Where the header of a compound statement ends: after the colon before `body`.
std::uint32_t header_end(const Tree& tree, Node statement, Node body) {
  std::uint32_t from = statement.range().start;
  for (const Node child : statement.children()) {
    if (child == body) break;
    from = child.range().end;
  }
  for (std::uint32_t at = from; at < body.range().end; ++at) {
    if (tree.text()[at] == ':' && !in_comment(tree, at)) return at + 1;
  }
  return from;
}

std::uint32_t logical_line_end(const Document& document, Node statement) {
  const text::LineMap& lines = document.file().lines();
  std::uint32_t end = statement.range().end;
  if (const Node body = body_of(statement)) {
    const std::uint32_t colon = header_end(document.tree(), statement, body);
    // The block of a match statement begins at its colon, so its first statement is asked.
    const Node first = body.first_child();
    if (!first || lines.line_of(first.range().start) != lines.line_of(colon)) return colon;
    end = body.range().end;  // `if x: y = 1` is one logical line
  }
  for (Node next = statement.next_sibling(); next && lines.line_of(next.range().start) == lines.line_of(end);
       next = next.next_sibling()) {
    end = next.range().end;
  }
  return end;
}

bool has_code(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\f\r\n");
  return first != std::string_view::npos && line[first] != '#';
}

}  // namespace

std::uint32_t suppression_line(const Document& document, std::uint32_t offset) {
  const text::LineMap& lines = document.file().lines();
  const std::string_view text = document.file().text();
  std::uint32_t line = lines.line_of(offset);
  while (line + 1 < lines.line_count()) {
    const text::Range bytes = lines.line(text, line);
    if (const Node string = string_around(document.tree(), bytes.end)) {
      const std::uint32_t last = lines.line_of(string.range().end - 1);
      if (last == line) break;
      line = last;
    } else if (!bytes.empty() && text[bytes.end - 1] == '\\' && !in_comment(document.tree(), bytes.end - 1)) {
      ++line;
    } else {
      break;
    }
  }
  return lines.full_line(line).start;
}

LineAfter line_after(const Document& document, text::Range comment) {
  const text::LineMap& lines = document.file().lines();
  if (const Node statement = logical_line_after(document.tree(), comment)) {
    const std::uint32_t first = lines.line_of(statement.range().start);
    const std::uint32_t last = lines.line_of(logical_line_end(document, statement));
    return {.bytes = {.start = lines.full_line(first).start, .end = lines.full_line(last).end}};
  }
  for (std::uint32_t line = lines.line_of(comment.start) + 1; line < lines.line_count(); ++line) {
    const text::Range bytes = lines.full_line(line);
    if (has_code(document.file().text(bytes))) return {.bytes = bytes, .inside_brackets = true};
  }
  return {};
}

}  // namespace slicecop::engine
