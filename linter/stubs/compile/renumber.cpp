#include "stubs/compile/renumber.h"

#include <algorithm>
#include <ranges>

namespace slicecop::stubs::compile {

namespace {

using types::Form;
using types::Pool;

std::size_t number(Type type) { return static_cast<std::size_t>(type); }

class Marker {
 public:
  Marker(std::vector<bool>& used, const Pool& pool) : used_(used), pool_(pool) {}

  void mark(Type type) {
    if (used_[number(type)]) return;
    used_[number(type)] = true;
    for (const Type argument : pool_.arguments(type)) mark(argument);
  }

  void mark(std::span<const SymbolRecord> symbols) {
    for (const SymbolRecord& symbol : symbols) {
      if (symbol.kind == SymbolKind::variable || symbol.kind == SymbolKind::property) {
        mark(static_cast<Type>(symbol.value));
      }
    }
  }

 private:
  std::vector<bool>& used_;
  const Pool& pool_;
};

}  // namespace

void StringTable::number() {
  for (auto& [text, id] : ids_) {
    id = static_cast<std::uint32_t>(strings_.size());
    strings_.push_back(text);
  }
}

std::vector<std::uint32_t> share_suffixes(const std::vector<std::string_view>& strings, std::vector<char>& bytes) {
  // Read backwards and sorted in falling order, a string comes right behind one that it ends.
  std::vector<std::uint32_t> order(strings.size());
  for (std::uint32_t id = 0; id < order.size(); ++id) order[id] = id;
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return std::ranges::lexicographical_compare(strings[b] | std::views::reverse, strings[a] | std::views::reverse);
  });
  std::vector<std::uint32_t> words(strings.size());
  std::string_view holder;
  for (const std::uint32_t id : order) {
    const std::string_view text = strings[id];
    if (!holder.ends_with(text)) {
      holder = text;
      bytes.insert(bytes.end(), text.begin(), text.end());
    }
    words[id] = static_cast<std::uint32_t>(bytes.size() - text.size()) | static_cast<std::uint32_t>(text.size()) << 24;
  }
  return words;
}

std::vector<bool> used_types(const Content& content, const Pool& pool) {
  std::vector<bool> used(pool.size(), false);
  Marker marker(used, pool);
  for (const Type fixed : {Type::unknown, Type::never, Type::none, Type::any}) marker.mark(fixed);
  for (const ModuleRecord& module : content.modules) marker.mark(module.symbols);
  for (const ClassRecord& record : content.classes) {
    marker.mark(record.symbols);
    for (const Type base : record.bases) marker.mark(base);
    for (const Type type : record.linearization) marker.mark(type);
  }
  for (const SignatureRecord& signature : content.signatures.records()) marker.mark(signature.result);
  for (const ParameterRecord& parameter : content.parameters.records()) marker.mark(parameter.type);
  for (const AliasRecord& alias : content.aliases) marker.mark(alias.type);
  for (const VariableRecord& variable : content.variables) {
    marker.mark(variable.bound);
    marker.mark(variable.constraints);
    marker.mark(variable.default_type);
  }
  return used;
}

Pool compact(const Pool& pool, const std::vector<bool>& used, const Names& literals, const StringTable& strings,
             std::vector<Type>& mapping) {
  Pool result;
  mapping.assign(pool.size(), Type::unknown);
  for (std::size_t i = 0; i < pool.size(); ++i) {
    if (!used[i]) continue;
    const auto type = static_cast<Type>(i);
    std::vector<Type> arguments;
    for (const Type argument : pool.arguments(type)) arguments.push_back(mapping[number(argument)]);
    const types::TypeNode& node = pool[type];
    const std::uint32_t payload = node.form == Form::literal ? strings.id(literals.text(node.payload)) : node.payload;
    mapping[i] = result.make(node.form, payload, arguments);
  }
  return result;
}

}  // namespace slicecop::stubs::compile
