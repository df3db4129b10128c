#include "syntax/views.h"

namespace slicecop::syntax {

Node Call::positional(std::uint32_t index) const {
  if (has_bare_generator()) return index == 0 ? arguments() : Node{};
  std::uint32_t seen = 0;
  for (const Node argument : arguments().children()) {
    if (argument.is_any(Kind::keyword_argument, Kind::dictionary_splat)) continue;
    if (argument.is_any(Kind::list_splat, Kind::parenthesized_list_splat)) return {};
    if (seen++ == index) return argument;
  }
  return {};
}

Node Call::keyword(std::string_view name) const {
  if (has_bare_generator()) return {};
  for (const Node argument : arguments().children()) {
    if (argument.is(Kind::keyword_argument) && argument.child(Field::name).text() == name) {
      return argument.child(Field::value);
    }
  }
  return {};
}

std::uint32_t Call::argument_count() const {
  if (has_bare_generator()) return 1;
  std::uint32_t count = 0;
  for ([[maybe_unused]] const Node argument : arguments().children()) ++count;
  return count;
}

bool Call::has_splat() const {
  if (has_bare_generator()) return false;
  for (const Node argument : arguments().children()) {
    if (argument.is_any(Kind::list_splat, Kind::dictionary_splat, Kind::parenthesized_list_splat)) return true;
  }
  return false;
}

Node Slice::part(int colons) const {
  int seen = 0;
  for (const Node child : node().children()) {
    if (child.is(Kind::token_colon)) {
      ++seen;
    } else if (seen == colons) {
      return child;
    }
  }
  return {};
}

Node Subscript::index() const {
  Node found;
  for (const Node child : node().children()) {
    if (child.field() != Field::subscript) continue;
    if (found) return {};
    found = child;
  }
  return found;
}

Node FunctionDefinition::decorated() const {
  const Node parent = node().parent();
  return parent.is(Kind::decorated_definition) ? parent : Node{};
}

Node unparenthesized(Node node) {
  while (node.is(Kind::parenthesized_expression)) node = node.first_child();
  return node;
}

Node with_parentheses(Node node) {
  while (node.parent().is(Kind::parenthesized_expression)) node = node.parent();
  return node;
}

Node enclosing_statement(Node node) {
  while (node && !node.parent().is_any(Kind::block, Kind::module, Kind::none)) node = node.parent();
  return node;
}

Node enclosing_class(Node node) {
  while (node && !node.is(Kind::class_definition)) node = node.parent();
  return node;
}

bool is_dotted_name(Node node) {
  while (node.is(Kind::attribute)) node = Attribute(node).object();
  return node.is(Kind::identifier);
}

Node enclosing_function(Node node) {
  for (node = node.parent(); node; node = node.parent()) {
    if (node.is_any(Kind::function_definition, Kind::lambda)) return node;
    if (node.is(Kind::class_definition)) return {};
  }
  return {};
}

bool is_comprehension(Kind kind) {
  return kind == Kind::list_comprehension || kind == Kind::set_comprehension ||
         kind == Kind::dictionary_comprehension || kind == Kind::generator_expression;
}

bool is_bytes_literal(Node node) {
  if (node.is(Kind::concatenated_string)) node = node.first_child();
  if (!node.is(Kind::string)) return false;
  for (const char c : node.text()) {
    if (c == '"' || c == '\'') return false;
    if (c == 'b' || c == 'B') return true;
  }
  return false;
}

std::string_view string_content(Node string) {
  const std::string_view text = string.text();
  const std::size_t quote = text.find_first_of(R"("')");
  if (!string.is(Kind::string) || quote == std::string_view::npos || string.first_child()) return {};
  if (text.substr(0, quote).find_first_of("fFtT") != std::string_view::npos) return {};
  const std::size_t width = text.substr(quote, 3) == R"(""")" || text.substr(quote, 3) == "'''" ? 3 : 1;
  if (text.size() < quote + 2 * width) return {};
  return text.substr(quote + width, text.size() - quote - 2 * width);
}

}  // namespace slicecop::syntax
