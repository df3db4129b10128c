#include "syntax/tree_builder.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

extern "C" const TSLanguage* tree_sitter_python();

namespace slicecop::syntax {

namespace {

// What becomes of a grammar symbol.
enum class Fate : std::uint8_t {
  keep,           // a node, and its children
  keep_if_field,  // a token that matters where it fills a field: an operator
  keep_in_slice,  // a colon
  drop,           // the symbol and all below it
  comment,
};

struct SymbolInfo {
  Kind kind = Kind::other;
  Fate fate = Fate::drop;
};

struct LanguageTables {
  std::vector<SymbolInfo> symbols;
  std::vector<Field> fields;
};

Fate fate_of(Kind kind, bool named) {
  switch (kind) {
    case Kind::comment:
      return Fate::comment;
    case Kind::string_start:
    case Kind::string_content:
    case Kind::string_end:
    case Kind::escape_sequence:
    case Kind::escape_interpolation:
    case Kind::line_continuation:
      return Fate::drop;
    case Kind::token_colon:
      return Fate::keep_in_slice;
    case Kind::token_async:
      return Fate::keep;
    default:
      return named ? Fate::keep : Fate::keep_if_field;
  }
}

LanguageTables make_tables() {
  std::unordered_map<std::string_view, Kind> named;
  std::unordered_map<std::string_view, Kind> tokens;
  for (std::size_t i = 0; i < kind_names.size(); ++i) {
    (kind_names[i].named ? named : tokens).emplace(kind_names[i].name, static_cast<Kind>(i));
  }
  const TSLanguage* language = tree_sitter_python();
  LanguageTables tables;
  tables.symbols.resize(ts_language_symbol_count(language));
  for (std::size_t i = 0; i < tables.symbols.size(); ++i) {
    const auto symbol = static_cast<TSSymbol>(i);
    const bool is_named = ts_language_symbol_type(language, symbol) == TSSymbolTypeRegular;
    const auto& kinds = is_named ? named : tokens;
    const auto found = kinds.find(ts_language_symbol_name(language, symbol));
    const Kind kind = found == kinds.end() ? Kind::other : found->second;
    tables.symbols[i] = {kind, fate_of(kind, is_named)};
  }
  tables.fields.assign(ts_language_field_count(language) + 1, Field::none);
  for (std::size_t i = 1; i < field_names.size(); ++i) {
    const TSFieldId id = ts_language_field_id_for_name(language, field_names[i].data(),
                                                       static_cast<std::uint32_t>(field_names[i].size()));
    if (id != 0) tables.fields[id] = static_cast<Field>(i);
  }
  return tables;
}

// The same for every file and never written again.
const LanguageTables& tables() {
  static const LanguageTables made = make_tables();
  return made;
}

constexpr TSSymbol error_symbol = 0xffff;

// A node takes about four bytes of text on the average over a standard library.
constexpr std::size_t bytes_per_node = 4;

}  // namespace

TreeBuilder::TreeBuilder(std::string_view text) {
  tree_.text_ = text;
  tree_.nodes_.reserve(text.size() / bytes_per_node + 16);
}

Tree TreeBuilder::build(TSNode root, std::string_view text) {
  TreeBuilder builder(text);
  TSTreeCursor cursor = ts_tree_cursor_new(root);
  bool done = false;
  while (!done) {
    const bool descend = builder.enter(cursor);
    if (descend && ts_tree_cursor_goto_first_child(&cursor)) continue;
    builder.leave();
    while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
      if (!ts_tree_cursor_goto_parent(&cursor)) {
        done = true;
        break;
      }
      builder.leave();
    }
  }
  ts_tree_cursor_delete(&cursor);
  return std::move(builder.tree_);
}

bool TreeBuilder::enter(const TSTreeCursor& cursor) {
  const TSNode node = ts_tree_cursor_current_node(&cursor);
  const TSSymbol symbol = ts_node_symbol(node);
  const SymbolInfo info = symbol == error_symbol ? SymbolInfo{Kind::error, Fate::keep} : tables().symbols[symbol];
  const bool broken = ts_node_has_error(node) || ts_node_is_missing(node);
  Field field = Field::none;
  bool kept = false;
  switch (info.fate) {
    case Fate::comment: {
      const std::uint32_t end = ts_node_end_byte(node);
      // The grammar counts the CR of a CR LF in.
      const bool carriage_return = end > 0 && tree_.text_[end - 1] == '\r';
      tree_.comments_.push_back({ts_node_start_byte(node), carriage_return ? end - 1 : end});
      break;
    }
    case Fate::keep:
      field = tables().fields[ts_tree_cursor_current_field_id(&cursor)];
      kept = true;
      break;
    case Fate::keep_if_field:
      field = tables().fields[ts_tree_cursor_current_field_id(&cursor)];
      kept = field != Field::none || broken;
      break;
    case Fate::keep_in_slice:
      kept = broken || (parent_ != no_node && tree_.nodes_[parent_].kind == Kind::slice);
      break;
    case Fate::drop:
      break;
  }
  if (!kept) {
    open_.push_back(no_node);
    return false;
  }
  const auto id = static_cast<NodeId>(tree_.nodes_.size());
  const std::uint8_t flags = broken ? Tree::flag_error : 0;
  tree_.nodes_.push_back({info.kind, field, flags, ts_node_start_byte(node), ts_node_end_byte(node), parent_, id + 1});
  open_.push_back(id);
  parent_ = id;
  return true;
}

void TreeBuilder::leave() {
  const NodeId id = open_.back();
  open_.pop_back();
  if (id == no_node) return;
  NodeData& node = tree_.nodes_[id];
  node.after = static_cast<NodeId>(tree_.nodes_.size());
  parent_ = node.parent;
  if (parent_ == no_node) return;
  std::uint8_t& above = tree_.nodes_[parent_].flags;
  const int height = std::min(127, (node.flags >> 1) + 1);
  if (height > (above >> 1)) above = static_cast<std::uint8_t>((above & Tree::flag_error) | (height << 1));
}

}  // namespace slicecop::syntax
