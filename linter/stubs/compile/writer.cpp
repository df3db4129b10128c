#include "stubs/compile/writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <map>
#include <tuple>

#include "stubs/compile/renumber.h"
#include "stubs/format.h"

namespace slicecop::stubs::compile {

namespace {

using types::Form;

constexpr std::array<std::string_view, format::section_count> section_names{
    "strings",   "string bytes", "type nodes",      "type arguments", "type index",     "modules", "symbols", "classes",
    "functions", "signatures",   "parameter lists", "parameters",     "type variables", "aliases", "lists"};

constexpr std::uint32_t range_bits(VersionRange range) {
  return static_cast<std::uint32_t>(range.since - first_version) |
         static_cast<std::uint32_t>(range.until - first_version) << 4;
}

class Writer {
 public:
  Writer(const Content& content, const types::Pool& pool, const Names& names, const Names& literals)
      : content_(content), pool_(pool), names_(names), literals_(literals) {}

  std::expected<Written, std::string> write() {
    number_strings_and_types();
    write_strings();
    write_types();
    write_modules();
    write_classes();
    write_functions();
    write_signatures();
    write_parameters();
    write_variables();
    write_aliases();
    put(format::lists, lists_.records());
    if (!error_.empty()) return std::unexpected(error_);
    return assemble();
  }

 private:
  template <typename Entry>
  static std::vector<std::byte> bytes_of(const std::vector<Entry>& entries) {
    std::vector<std::byte> bytes(entries.size() * sizeof(Entry));
    if (!entries.empty()) std::memcpy(bytes.data(), entries.data(), bytes.size());
    return bytes;
  }

  template <typename Entry>
  void put(format::Section section, const std::vector<Entry>& entries) {
    sections_[section] = bytes_of(entries);
    counts_[section] = static_cast<std::uint32_t>(entries.size());
  }

  void limit(bool holds, std::string_view what) {
    if (!holds && error_.empty()) error_ = "the table's format has no room for so many " + std::string(what);
  }

  // --- strings and types ---

  void number_strings_and_types() {
    const std::vector<bool> used = used_types(content_, pool_);
    const auto use = [&](Name name) { strings_.use(names_.text(name)); };
    for (const ModuleRecord& module : content_.modules) {
      use(module.name);
      for (const SymbolRecord& symbol : module.symbols) use(symbol.name);
    }
    for (const ClassRecord& record : content_.classes) {
      use(record.name);
      for (const SymbolRecord& symbol : record.symbols) use(symbol.name);
    }
    for (const FunctionRecord& function : content_.functions) use(function.name);
    for (const ParameterRecord& parameter : content_.parameters.records()) use(parameter.name);
    for (const VariableRecord& variable : content_.variables) use(variable.name);
    for (std::size_t i = 0; i < used.size(); ++i) {
      const types::TypeNode& node = pool_[static_cast<Type>(i)];
      if (used[i] && node.form == Form::literal) strings_.use(literals_.text(node.payload));
    }
    strings_.number();
    const auto is_too_long = [](std::string_view text) { return text.size() > format::longest_string; };
    limit(std::ranges::none_of(strings_.strings(), is_too_long), "letters of a name");
    limit(strings_.strings().size() < format::most_strings, "strings");
    final_pool_ = compact(pool_, used, literals_, strings_, types_);
  }

  void write_strings() {
    std::vector<char> bytes;
    put(format::strings, share_suffixes(strings_.strings(), bytes));
    limit(bytes.size() < format::most_string_bytes, "bytes of names");
    put(format::string_bytes, bytes);
  }

  void write_types() {
    const auto copy = [](auto span) { return std::vector(span.begin(), span.end()); };
    put(format::type_nodes, copy(final_pool_.own_nodes()));
    put(format::type_arguments, copy(final_pool_.own_arguments()));
    put(format::type_index, type_index());
  }

  // The pool's own index has room for more types than this one will ever hold.
  [[nodiscard]] std::vector<std::uint32_t> type_index() const {
    constexpr std::uint32_t empty_slot = 0xffffffff;
    const std::size_t mask = std::bit_ceil(final_pool_.size() * 4 / 3) - 1;
    std::vector<std::uint32_t> index(mask + 1, empty_slot);
    for (std::uint32_t id = 0; id < final_pool_.size(); ++id) {
      const auto made = static_cast<Type>(id);
      const types::TypeNode& node = final_pool_[made];
      std::size_t slot = types::hash(node.form, node.payload, final_pool_.arguments(made)) & mask;
      while (index[slot] != empty_slot) slot = (slot + 1) & mask;
      index[slot] = id;
    }
    return index;
  }

  [[nodiscard]] std::uint32_t string(Name name) const { return strings_.id(names_.text(name)); }
  [[nodiscard]] std::uint32_t type(Type old) const {
    return static_cast<std::uint32_t>(types_[static_cast<std::size_t>(old)]);
  }

  // --- lists: a count and the words ---

  std::uint32_t list(std::vector<std::uint32_t> words) {
    words.insert(words.begin(), static_cast<std::uint32_t>(words.size()));
    return lists_.add(words);
  }

  std::uint32_t list_of_types(const std::vector<Type>& types) {
    std::vector<std::uint32_t> words;
    words.reserve(types.size());
    for (const Type old : types) words.push_back(type(old));
    return list(std::move(words));
  }

  // --- records ---

  // Adds the symbols of one module or class, and returns where they begin.
  std::uint32_t add_symbols(const std::vector<SymbolRecord>& records) {
    const auto first = static_cast<std::uint32_t>(symbols_.size());
    for (const SymbolRecord& record : records) {
      const bool is_type = record.kind == SymbolKind::variable || record.kind == SymbolKind::property;
      symbols_.push_back({.name_and_kind = string(record.name) | static_cast<std::uint32_t>(record.kind) << 20 |
                                           range_bits(record.range) << 24,
                          .value = is_type ? type(static_cast<Type>(record.value)) : record.value});
    }
    std::ranges::sort(symbols_.begin() + first, symbols_.end(), {}, [](const format::Symbol& symbol) {
      return std::tuple(format::bits(symbol.name_and_kind, 0, 20), symbol.name_and_kind, symbol.value);
    });
    return first;
  }

  void write_modules() {
    std::vector<format::Module> entries;
    entries.reserve(content_.modules.size());
    for (const ModuleRecord& module : content_.modules) {
      entries.push_back({.name = string(module.name),
                         .range = range_bits(module.range),
                         .first_symbol = add_symbols(module.symbols),
                         .symbol_count = static_cast<std::uint32_t>(module.symbols.size())});
    }
    limit(entries.size() < 1U << 16, "modules");
    put(format::modules, entries);
  }

  void write_classes() {
    std::vector<format::Class> entries;
    entries.reserve(content_.classes.size());
    for (const ClassRecord& record : content_.classes) {
      entries.push_back({.name = string(record.name),
                         .module_and_flags = record.module | static_cast<std::uint32_t>(record.flags) << 16,
                         .bases = list_of_types(record.bases),
                         .parameters = list(record.parameters),
                         .linearization = list_of_types(record.linearization),
                         .first_symbol = add_symbols(record.symbols),
                         .symbol_count = static_cast<std::uint32_t>(record.symbols.size())});
    }
    put(format::classes, entries);
    put(format::symbols, symbols_);
  }

  void write_functions() {
    std::vector<format::Function> entries;
    entries.reserve(content_.functions.size());
    for (const FunctionRecord& function : content_.functions) {
      limit(function.signature_count < 1U << 8, "overloads of one function");
      entries.push_back({.name_and_flags = string(function.name) | static_cast<std::uint32_t>(function.flags) << 20 |
                                           function.signature_count << 24,
                         .owner = function.owner == 0xffffffff ? function.module | format::in_module : function.owner,
                         .first_signature = function.first_signature});
    }
    put(format::functions, entries);
  }

  void write_signatures() {
    std::vector<format::Signature> entries;
    entries.reserve(content_.signatures.records().size());
    for (const SignatureRecord& signature : content_.signatures.records()) {
      limit(signature.parameter_count < 1U << 16, "parameters of one function");
      entries.push_back(
          {.first_parameter = signature.first_parameter,
           .result = type(signature.result),
           .count_and_range = signature.parameter_count | range_bits({signature.since, signature.until}) << 16});
    }
    put(format::signatures, entries);
  }

  void write_parameters() {
    std::vector<format::Parameter> entries;
    std::vector<std::uint16_t> lists;
    std::map<ParameterRecord, std::size_t> positions;
    for (const ParameterRecord& parameter : content_.parameters.records()) {
      const auto [found, is_new] = positions.emplace(parameter, entries.size());
      lists.push_back(static_cast<std::uint16_t>(found->second));
      if (!is_new) continue;
      entries.push_back({.name_and_kind = string(parameter.name) | static_cast<std::uint32_t>(parameter.kind) << 20 |
                                          (parameter.has_default ? 1U << 24 : 0),
                         .type = type(parameter.type)});
    }
    limit(entries.size() <= format::most_parameters, "different parameters");
    put(format::parameter_lists, lists);
    put(format::parameters, entries);
  }

  void write_variables() {
    std::vector<format::TypeVariable> entries;
    entries.reserve(content_.variables.size());
    for (const VariableRecord& variable : content_.variables) {
      entries.push_back({.name = string(variable.name),
                         .bound = type(variable.bound),
                         .constraints = type(variable.constraints),
                         .default_type = type(variable.default_type)});
    }
    put(format::type_variables, entries);
  }

  void write_aliases() {
    std::vector<format::Alias> entries;
    entries.reserve(content_.aliases.size());
    for (const AliasRecord& alias : content_.aliases) {
      entries.push_back({.type = type(alias.type), .parameters = list(alias.parameters)});
    }
    put(format::aliases, entries);
  }

  Written assemble() {
    Written written;
    format::Header header{.magic = format::magic, .version = format::version, .size = 0, .sections = {}};
    std::size_t offset = sizeof(header);
    for (std::size_t i = 0; i < sections_.size(); ++i) {
      header.sections[i] = {.offset = static_cast<std::uint32_t>(offset), .count = counts_[i]};
      written.sections.push_back({std::string(section_names[i]), counts_[i], sections_[i].size()});
      offset += (sections_[i].size() + 3) / 4 * 4;
    }
    header.size = static_cast<std::uint32_t>(offset);
    written.bytes.resize(offset);
    std::memcpy(written.bytes.data(), &header, sizeof(header));
    for (std::size_t i = 0; i < sections_.size(); ++i) {
      std::ranges::copy(sections_[i], written.bytes.begin() + header.sections[i].offset);
    }
    return written;
  }

  const Content& content_;
  const types::Pool& pool_;
  const Names& names_;
  const Names& literals_;
  StringTable strings_;
  types::Pool final_pool_;
  std::vector<Type> types_;
  std::vector<format::Symbol> symbols_;
  SharedRuns<std::uint32_t> lists_;
  std::array<std::vector<std::byte>, format::section_count> sections_;
  std::array<std::uint32_t, format::section_count> counts_{};
  std::string error_;
};

}  // namespace

std::expected<Written, std::string> write_table(const Content& content, const types::Pool& pool, const Names& names,
                                                const Names& literals) {
  return Writer(content, pool, names, literals).write();
}

}  // namespace slicecop::stubs::compile
