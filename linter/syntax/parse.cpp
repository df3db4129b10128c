#include "syntax/parse.h"

#include <tree_sitter/api.h>

#include <array>
#include <limits>
#include <memory>
#include <string>

#include "syntax/tree_builder.h"

extern "C" const TSLanguage* tree_sitter_python();

namespace slicecop::syntax {

namespace {

struct ParserDeleter {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};
struct TreeDeleter {
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};

// The parser asks for leave to go on after every hundred of its operations. Ordinary Python takes about one operation a
// byte, and the densest file of a standard library under two; ten a byte means that the error recovery runs in circles.
constexpr std::uint64_t bytes_per_check = 10;
constexpr std::uint64_t checks_always_allowed = 10'000;

struct Budget {
  std::uint64_t checks_left;
};

bool stop_when_spent(TSParseState* state) {
  auto* budget = static_cast<Budget*>(state->payload);
  if (budget->checks_left == 0) return true;
  --budget->checks_left;
  return false;
}

const char* read_text(void* payload, std::uint32_t offset, TSPoint /*position*/, std::uint32_t* size) {
  const auto& text = *static_cast<const std::string_view*>(payload);
  if (offset >= text.size()) {
    *size = 0;
    return "";
  }
  *size = static_cast<std::uint32_t>(text.size()) - offset;
  return text.data() + offset;
}

// Python ends a line at a lone CR too, the grammar does not. The copy has the same offsets.
std::string with_line_feeds(std::string_view text) {
  std::string copy(text);
  for (std::size_t i = copy.find('\r'); i != std::string::npos; i = copy.find('\r', i + 1)) {
    if (i + 1 == copy.size() || copy[i + 1] != '\n') copy[i] = '\n';
  }
  return copy;
}

bool has_lone_carriage_return(std::string_view text) {
  for (std::size_t i = text.find('\r'); i != std::string_view::npos; i = text.find('\r', i + 1)) {
    if (i + 1 == text.size() || text[i + 1] != '\n') return true;
  }
  return false;
}

}  // namespace

std::expected<Tree, ParseFailure> parse(std::string_view text) {
  // NodeData holds 32-bit offsets; no file near that size gets here (see max-file-size).
  if (text.size() >= std::numeric_limits<std::uint32_t>::max()) return std::unexpected(ParseFailure::too_complex);

  std::string normalised;
  std::string_view source = text;
  if (has_lone_carriage_return(text)) source = normalised = with_line_feeds(text);

  const std::unique_ptr<TSParser, ParserDeleter> parser(ts_parser_new());
  ts_parser_set_language(parser.get(), tree_sitter_python());
  Budget budget{checks_always_allowed + text.size() / bytes_per_check};
  const TSInput input{&source, read_text, TSInputEncodingUTF8, nullptr};
  const std::unique_ptr<TSTree, TreeDeleter> tree(
      ts_parser_parse_with_options(parser.get(), nullptr, input, {&budget, stop_when_spent}));
  if (!tree) return std::unexpected(ParseFailure::too_complex);
  return TreeBuilder::build(ts_tree_root_node(tree.get()), text);
}

}  // namespace slicecop::syntax
