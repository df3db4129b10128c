// What goes into the table, before it has an order and offsets. Names and types are still those of the compiler.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "stubs/compile/names.h"
#include "stubs/compile/version_set.h"
#include "stubs/table.h"
#include "types/pool.h"

namespace slicecop::stubs::compile {

/// Sequences of records behind each other, each sequence once.
template <typename Record>
class SharedRuns {
 public:
  /// Where the run begins.
  std::uint32_t add(const std::vector<Record>& run) {
    const auto [found, is_new] = starts_.emplace(run, static_cast<std::uint32_t>(records_.size()));
    if (is_new) records_.insert(records_.end(), run.begin(), run.end());
    return found->second;
  }
  [[nodiscard]] const std::vector<Record>& records() const { return records_; }

 private:
  std::vector<Record> records_;
  std::map<std::vector<Record>, std::uint32_t> starts_;
};

struct SymbolRecord {
  Name name;
  SymbolKind kind;
  VersionRange range;
  std::uint32_t value;  ///< an id, or the Type of a variable or property
};

struct ParameterRecord {
  Name name;
  ParameterKind kind;
  bool has_default;
  Type type;
  friend auto operator<=>(const ParameterRecord&, const ParameterRecord&) = default;
};

struct SignatureRecord {
  std::uint32_t first_parameter;
  std::uint32_t parameter_count;
  Type result;
  PythonVersion since;
  PythonVersion until;
  friend auto operator<=>(const SignatureRecord&, const SignatureRecord&) = default;
};

struct FunctionRecord {
  Name name;
  std::uint8_t flags;
  std::uint32_t module;
  std::uint32_t owner;  ///< a class, or 0xffffffff
  std::uint32_t first_signature = 0;
  std::uint32_t signature_count = 0;
};

struct ModuleRecord {
  Name name;
  VersionRange range;
  std::vector<SymbolRecord> symbols = {};
};

struct ClassRecord {
  Name name;
  std::uint32_t module;
  std::uint8_t flags;
  std::vector<Type> bases;
  std::vector<TypeVariableId> parameters;
  std::vector<Type> linearization;
  std::vector<SymbolRecord> symbols = {};
};

struct AliasRecord {
  Type type;
  std::vector<TypeVariableId> parameters;
  friend auto operator<=>(const AliasRecord&, const AliasRecord&) = default;
};

struct VariableRecord {
  Name name;
  Type bound;
  Type constraints;
  Type default_type;
};

struct Content {
  std::vector<ModuleRecord> modules;
  std::vector<ClassRecord> classes;
  std::vector<FunctionRecord> functions;
  SharedRuns<SignatureRecord> signatures;
  SharedRuns<ParameterRecord> parameters;
  std::vector<AliasRecord> aliases;
  std::vector<VariableRecord> variables;
};

}  // namespace slicecop::stubs::compile
