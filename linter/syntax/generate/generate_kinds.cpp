// Host tool: node-types.json of the grammar to syntax/kinds.h (enum Kind, enum Field and their names).
//
//   generate_kinds NODE_TYPES_JSON OUTPUT

#include <cctype>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace {

using Json = nlohmann::json;

struct Names {
  std::set<std::string> named;
  std::set<std::string> tokens;
  std::set<std::string> fields;
};

void add_type(const Json& type, Names& names) {
  (type.at("named").get<bool>() ? names.named : names.tokens).insert(type.at("type").get<std::string>());
}

// Types that are only ever children ("as_pattern_target") have no entry of their own, so children are read as well.
Names read(const Json& types) {
  Names names;
  for (const Json& type : types) {
    add_type(type, names);
    if (const auto fields = type.find("fields"); fields != type.end()) {
      for (const auto& [field, content] : fields->items()) {
        names.fields.insert(field);
        for (const Json& child : content.at("types")) add_type(child, names);
      }
    }
    if (const auto children = type.find("children"); children != type.end()) {
      for (const Json& child : children->at("types")) add_type(child, names);
    }
  }
  return names;
}

const std::map<char, std::string> punctuation = {
    {'!', "bang"},          {'%', "percent"},    {'&', "ampersand"},    {'(', "left_paren"},  {')', "right_paren"},
    {'*', "star"},          {'+', "plus"},       {',', "comma"},        {'-', "minus"},       {'.', "dot"},
    {'/', "slash"},         {':', "colon"},      {';', "semi"},         {'<', "less"},        {'=', "equal"},
    {'>', "greater"},       {'@', "at"},         {'[', "left_bracket"}, {'^', "caret"},       {'\\', "backslash"},
    {']', "right_bracket"}, {'{', "left_brace"}, {'|', "pipe"},         {'}', "right_brace"}, {'~', "tilde"},
    {'_', "underscore"},    {'$', "dollar"},
};

// "is not" -> token_is_not, "+=" -> token_plus_equal, "__future__" -> token___future__
std::string token_name(const std::string& token) {
  std::string name = "token";
  if (std::isalpha(static_cast<unsigned char>(token.front())) != 0 || token.size() > 3) {
    name += '_';
    for (const char c : token) name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    return name;
  }
  for (const char c : token) name += "_" + punctuation.at(c);
  return name;
}

std::string quoted(const std::string& text) { return Json(text).dump(); }

// C++ keywords among the kinds and fields get a trailing underscore.
std::string identifier(const std::string& name) {
  static const std::set<std::string> keywords = {"true", "false", "float", "operator", "new", "delete", "default"};
  return keywords.contains(name) ? name + "_" : name;
}

void write(const Names& names, std::ostream& out) {
  out << "// Generated from node-types.json; do not edit.\n#pragma once\n\n#include <array>\n#include <cstdint>\n"
         "#include <string_view>\n\nnamespace slicecop::syntax {\n\n"
         "enum class Kind : std::uint16_t {\n  none,\n  error,\n  other,\n";
  std::string kind_names = "    {\"\", false},\n    {\"ERROR\", true},\n    {\"\", false},\n";
  std::size_t count = 3;
  const auto add = [&](const std::string& constant, const std::string& name, bool named) {
    out << "  " << constant << ",\n";
    kind_names += "    {" + quoted(name) + ", " + (named ? "true" : "false") + "},\n";
    ++count;
  };
  for (const std::string& name : names.named) {
    // "none" is Python's None; Kind::none stays "no node".
    if (name.front() != '_') add(name == "none" ? "none_literal" : identifier(name), name, true);
  }
  for (const std::string& token : names.tokens) add(token_name(token), token, false);
  out << "};\n\nstruct KindName {\n  std::string_view name;\n  bool named;\n};\n\n"
      << "/// Indexed by Kind: the grammar's own name.\ninline constexpr std::array<KindName, " << count
      << "> kind_names{{\n"
      << kind_names << "}};\n\nenum class Field : std::uint8_t {\n  none,\n";
  std::string field_names = "    \"\",\n";
  for (const std::string& field : names.fields) {
    out << "  " << identifier(field) << ",\n";
    field_names += "    " + quoted(field) + ",\n";
  }
  out << "};\n\n/// Indexed by Field.\ninline constexpr std::array<std::string_view, " << names.fields.size() + 1
      << "> field_names{{\n"
      << field_names << "}};\n\n}  // namespace slicecop::syntax\n";
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) {
    std::cerr << "usage: generate_kinds NODE_TYPES_JSON OUTPUT\n";
    return 2;
  }
  std::ifstream in(argv[1]);
  const Json types = Json::parse(in, nullptr, false);
  if (types.is_discarded()) {
    std::cerr << argv[1] << ": not JSON\n";
    return 2;
  }
  std::ofstream out(argv[2]);
  write(read(types), out);
  out.close();
  return out ? 0 : 1;
} catch (const std::exception& exception) {
  std::cerr << exception.what() << "\n";
  return 1;
}
