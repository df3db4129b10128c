#include "stubs/table.h"

#include <algorithm>
#include <ranges>

#include "stubs/format.h"

// Defined in embedded_table.S.
extern "C" const std::byte slicecop_stub_table[];

namespace slicecop::stubs {

namespace {

using format::bits;

constexpr std::uint32_t no_class = 0xffffffff;

bool in_range(std::uint32_t since, std::uint32_t until, PythonVersion version) {
  const std::uint32_t number = clamped(version) - first_version;
  return since <= number && number < until;
}

const format::Header& header_of(const std::byte* data) { return *reinterpret_cast<const format::Header*>(data); }

}  // namespace

template <typename Entry>
std::span<const Entry> Table::section(std::uint32_t index) const {
  const format::Extent extent = header_of(data_).sections[index];
  return {reinterpret_cast<const Entry*>(data_ + extent.offset), extent.count};
}

const Table& Table::builtin() {
  static const Table table(slicecop_stub_table);
  return table;
}

std::optional<Table> Table::from_bytes(std::span<const std::byte> bytes) {
  if (bytes.size() < sizeof(format::Header)) return std::nullopt;
  const format::Header& header = header_of(bytes.data());
  if (header.magic != format::magic || header.version != format::version) return std::nullopt;
  if (header.size != bytes.size()) return std::nullopt;
  return Table(bytes.data());
}

types::StaticPool Table::pool() const {
  return {.nodes = section<types::TypeNode>(format::type_nodes),
          .arguments = section<Type>(format::type_arguments),
          .index = section<std::uint32_t>(format::type_index)};
}

std::string_view Table::string(std::uint32_t id) const {
  const std::uint32_t word = section<std::uint32_t>(format::strings)[id];
  return {section<char>(format::string_bytes).data() + bits(word, 0, 24), bits(word, 24, 8)};
}

std::span<const std::uint32_t> Table::list(std::uint32_t start) const {
  const std::span<const std::uint32_t> lists = section<std::uint32_t>(format::lists);
  return lists.subspan(start + 1, lists[start]);
}

std::optional<ModuleId> Table::module(std::string_view name) const {
  const std::span<const format::Module> modules = section<format::Module>(format::modules);
  const auto found =
      std::ranges::lower_bound(modules, name, {}, [&](const format::Module& m) { return string(m.name); });
  if (found == modules.end() || string(found->name) != name) return std::nullopt;
  return static_cast<ModuleId>(found - modules.begin());
}

std::optional<ModuleId> Table::module(std::string_view name, PythonVersion version) const {
  const std::optional<ModuleId> found = module(name);
  if (!found) return std::nullopt;
  const std::uint32_t range = section<format::Module>(format::modules)[*found].range;
  return in_range(bits(range, 0, 4), bits(range, 4, 4), version) ? found : std::nullopt;
}

std::string_view Table::module_name(ModuleId module) const {
  return string(section<format::Module>(format::modules)[module].name);
}

Table::SymbolRun Table::symbols_of_module(ModuleId module) const {
  const format::Module& entry = section<format::Module>(format::modules)[module];
  return {.first = entry.first_symbol, .end = entry.first_symbol + entry.symbol_count};
}

Table::SymbolRun Table::symbols_of_class(ClassId id) const {
  const format::Class& entry = section<format::Class>(format::classes)[id];
  return {.first = entry.first_symbol, .end = entry.first_symbol + entry.symbol_count};
}

std::string_view Table::symbol_name(std::uint32_t index) const {
  return string(bits(section<format::Symbol>(format::symbols)[index].name_and_kind, 0, 20));
}

Symbol Table::symbol(std::uint32_t index, PythonVersion version) const {
  const format::Symbol& entry = section<format::Symbol>(format::symbols)[index];
  const std::uint32_t word = entry.name_and_kind;
  if (!in_range(bits(word, 24, 4), bits(word, 28, 4), version)) return {};
  Symbol found{.kind = static_cast<SymbolKind>(bits(word, 20, 4))};
  switch (found.kind) {
    case SymbolKind::variable:
    case SymbolKind::property:
      found.type = static_cast<Type>(entry.value);
      break;
    case SymbolKind::alias:
      found.id = entry.value;
      found.type = static_cast<Type>(section<format::Alias>(format::aliases)[entry.value].type);
      break;
    default:
      found.id = entry.value;
  }
  return found;
}

Symbol Table::find(SymbolRun run, std::string_view name, PythonVersion version) const {
  const std::span<const format::Symbol> symbols = section<format::Symbol>(format::symbols);
  const auto entries = symbols.subspan(run.first, run.end - run.first);
  const auto name_of = [&](const format::Symbol& entry) { return string(bits(entry.name_and_kind, 0, 20)); };
  const auto found = std::ranges::lower_bound(entries, name, {}, name_of);
  // One name has as many entries as it changes from version to version.
  for (auto i = static_cast<std::uint32_t>(found - entries.begin()) + run.first; i < run.end; ++i) {
    if (symbol_name(i) != name) break;
    if (const Symbol result = symbol(i, version)) return result;
  }
  return {};
}

Symbol Table::find(ModuleId module, std::string_view name, PythonVersion version) const {
  return find(symbols_of_module(module), name, version);
}

Symbol Table::own_member(ClassId id, std::string_view name, PythonVersion version) const {
  return find(symbols_of_class(id), name, version);
}

std::span<const Type> Table::linearization(ClassId id) const {
  const std::span<const std::uint32_t> types = list(section<format::Class>(format::classes)[id].linearization);
  return {reinterpret_cast<const Type*>(types.data()), types.size()};
}

Class Table::class_at(ClassId id) const {
  const format::Class& entry = section<format::Class>(format::classes)[id];
  const std::span<const std::uint32_t> bases = list(entry.bases);
  return {.name = string(entry.name),
          .module = bits(entry.module_and_flags, 0, 16),
          .flags = static_cast<std::uint8_t>(bits(entry.module_and_flags, 16, 8)),
          .bases = {reinterpret_cast<const Type*>(bases.data()), bases.size()},
          .type_parameters = list(entry.parameters)};
}

std::uint32_t Table::class_count() const { return header_of(data_).sections[format::classes].count; }

Function Table::function_at(FunctionId id) const {
  const format::Function& entry = section<format::Function>(format::functions)[id];
  Function function{.name = string(bits(entry.name_and_flags, 0, 20)),
                    .module = entry.owner & ~format::in_module,
                    .owner = no_class,
                    .flags = static_cast<std::uint8_t>(bits(entry.name_and_flags, 20, 4))};
  if ((entry.owner & format::in_module) == 0) {
    function.owner = entry.owner;
    function.module = class_at(entry.owner).module;
  }
  return function;
}

std::uint32_t Table::first_signature(FunctionId id) const {
  return section<format::Function>(format::functions)[id].first_signature;
}

std::uint32_t Table::end_signature(FunctionId id) const {
  const format::Function& entry = section<format::Function>(format::functions)[id];
  return entry.first_signature + bits(entry.name_and_flags, 24, 8);
}

bool Table::exists(std::uint32_t signature, PythonVersion version) const {
  const std::uint32_t word = section<format::Signature>(format::signatures)[signature].count_and_range;
  return in_range(bits(word, 16, 4), bits(word, 20, 4), version);
}

Signature Table::signature_at(std::uint32_t signature) const {
  const format::Signature& entry = section<format::Signature>(format::signatures)[signature];
  return {.first_parameter = entry.first_parameter,
          .parameter_count = bits(entry.count_and_range, 0, 16),
          .result = static_cast<Type>(entry.result)};
}

Parameter Table::parameter(const Signature& signature, std::uint32_t index) const {
  const std::uint32_t position = section<std::uint16_t>(format::parameter_lists)[signature.first_parameter + index];
  const format::Parameter& entry = section<format::Parameter>(format::parameters)[position];
  return {.name = string(bits(entry.name_and_kind, 0, 20)),
          .type = static_cast<Type>(entry.type),
          .kind = static_cast<ParameterKind>(bits(entry.name_and_kind, 20, 4)),
          .has_default = bits(entry.name_and_kind, 24, 1) != 0};
}

TypeVariable Table::type_variable(TypeVariableId id) const {
  const format::TypeVariable& entry = section<format::TypeVariable>(format::type_variables)[id];
  return {.name = string(entry.name),
          .bound = static_cast<Type>(entry.bound),
          .constraints = static_cast<Type>(entry.constraints),
          .default_type = static_cast<Type>(entry.default_type)};
}

std::span<const TypeVariableId> Table::alias_parameters(const Symbol& alias) const {
  return list(section<format::Alias>(format::aliases)[alias.id].parameters);
}

std::string_view Table::literal(types::StringId id) const { return string(id); }

std::optional<types::StringId> Table::find_literal(std::string_view source) const {
  const std::span<const std::uint32_t> words = section<std::uint32_t>(format::strings);
  const auto ids = std::views::iota(0U, static_cast<std::uint32_t>(words.size()));
  const auto found = std::ranges::lower_bound(ids, source, {}, [&](std::uint32_t id) { return string(id); });
  if (found == ids.end() || string(*found) != source) return std::nullopt;
  return *found;
}

}  // namespace slicecop::stubs
