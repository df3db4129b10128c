// Spells out what the table says, in Python's own way: what the tests compare.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "stubs/table.h"

namespace describe {

using namespace slicecop;
using namespace slicecop::stubs;

class Spelling {
 public:
  explicit Spelling(const Table& table = Table::builtin(), PythonVersion version = 12)
      : table_(table), version_(version), pool_(table.pool()) {}

  std::string type(Type type) const {
    const types::TypeNode node = pool_[type];
    switch (node.form) {
      case types::Form::unknown:
        return "?";
      case types::Form::never:
        return "Never";
      case types::Form::none:
        return "None";
      case types::Form::any:
        return "Any";
      case types::Form::self_type:
        return "Self";
      case types::Form::type_variable:
        return std::string(table_.type_variable(node.payload).name);
      case types::Form::literal:
        return std::string(table_.literal(node.payload));
      case types::Form::instance:
        return class_name(node.payload) + list(type, 0, "[", "]");
      case types::Form::class_object:
        return "type[" + class_name(node.payload) + list(type, 0, "[", "]") + "]";
      case types::Form::tuple:
        return "(" + list(type, 0, "", "") + ")";
      case types::Form::union_of:
        return list(type, 0, "", "", " | ");
      case types::Form::callable:
        return "(" + (node.payload == 1 ? list(type, 1, "", "") : "...") + ") -> " +
               this->type(pool_.argument(type, 0));
      case types::Form::bound_method:
        return "method " + std::string(table_.function_at(node.payload).name) + " of " +
               this->type(pool_.argument(type, 0));
      default:
        return "?";
    }
  }

  std::string class_name(ClassId id) const { return std::string(table_.class_at(id).name); }

  // "(self, data: Buffer, /, *, n: int = ...) -> bytes", one for each overload.
  std::vector<std::string> signatures(FunctionId id) const {
    std::vector<std::string> all;
    table_.each_signature(id, version_, [&](const Signature& signature) {
      std::string text;
      ParameterKind before = ParameterKind::positional_only;
      for (std::uint32_t i = 0; i < signature.parameter_count; ++i) {
        const Parameter parameter = table_.parameter(signature, i);
        if (i > 0 && before == ParameterKind::positional_only && parameter.kind != before) text += ", /";
        if (parameter.kind == ParameterKind::keyword_only && before < ParameterKind::variadic) {
          text += text.empty() ? "*" : ", *";
        }
        before = parameter.kind;
        text += (text.empty() ? "" : ", ") + spell(parameter);
      }
      if (signature.parameter_count > 0 && before == ParameterKind::positional_only) text += ", /";
      all.push_back("(" + text + ") -> " + type(signature.result));
      return true;
    });
    return all;
  }

  std::string symbol(const Symbol& symbol) const {
    switch (symbol.kind) {
      case SymbolKind::none:
        return "nothing";
      case SymbolKind::class_:
        return "class " + class_name(symbol.id);
      case SymbolKind::function: {
        std::string text;
        for (const std::string& signature : signatures(symbol.id)) text += (text.empty() ? "" : "; ") + signature;
        return text;
      }
      case SymbolKind::variable:
        return type(symbol.type);
      case SymbolKind::property:
        return "property " + type(symbol.type);
      case SymbolKind::module:
        return "module " + std::string(table_.module_name(symbol.id));
      case SymbolKind::alias:
        return "alias " + type(symbol.type);
      case SymbolKind::type_variable:
        return "type variable " + std::string(table_.type_variable(symbol.id).name);
      case SymbolKind::special_form:
        return "special form";
    }
    return "nothing";
  }

  // "struct.Struct.unpack": the longest module, then names and members; bases are searched.
  Symbol find(std::string_view dotted) const {
    std::size_t end = dotted.size();
    std::optional<ModuleId> module;
    while (!(module = table_.module(dotted.substr(0, end), version_))) {
      end = dotted.rfind('.', end - 1);
      if (end == std::string_view::npos) return {};
    }
    Symbol found{.kind = SymbolKind::module, .id = *module};
    while (end < dotted.size()) {
      const std::size_t start = end + 1;
      end = std::min(dotted.find('.', start), dotted.size());
      found = member(found, dotted.substr(start, end - start));
    }
    return found;
  }

  std::string operator()(std::string_view dotted) const { return symbol(find(dotted)); }

  const types::Pool& pool() const { return pool_; }
  types::Pool& pool() { return pool_; }
  const Table& table() const { return table_; }

 private:
  Symbol member(const Symbol& of, std::string_view name) const {
    if (of.kind == SymbolKind::module) return table_.find(of.id, name, version_);
    if (of.kind != SymbolKind::class_) return {};
    for (const Type type : table_.linearization(of.id)) {
      if (const Symbol found = table_.own_member(pool_.class_of(type), name, version_)) return found;
    }
    return {};
  }

  std::string spell(const Parameter& parameter) const {
    std::string text(parameter.kind == ParameterKind::variadic ? "*" : "");
    if (parameter.kind == ParameterKind::variadic_keyword) text = "**";
    text += parameter.name;
    if (parameter.type != Type::unknown) text += ": " + type(parameter.type);
    return parameter.has_default ? text + " = ..." : text;
  }

  std::string list(Type type, std::size_t first, const std::string& open, const std::string& close,
                   const std::string& separator = ", ") const {
    std::vector<std::string> parts;
    for (std::size_t i = first; i < pool_.arguments(type).size(); ++i)
      parts.push_back(this->type(pool_.argument(type, i)));
    if (pool_.form(type) == types::Form::union_of) std::ranges::sort(parts);
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : separator) + part;
    return text.empty() ? "" : open + text + close;
  }

  const Table& table_;
  PythonVersion version_;
  types::Pool pool_;
};

}  // namespace describe
