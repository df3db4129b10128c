// From declarations to the records of the table.
#pragma once

#include <map>
#include <unordered_map>

#include "stubs/compile/annotations.h"
#include "stubs/compile/classes.h"
#include "stubs/compile/constructors.h"
#include "stubs/compile/content.h"
#include "stubs/compile/signatures.h"
#include "stubs/compile/variables.h"

namespace slicecop::stubs::compile {

class Builder {
 public:
  Builder(Annotations& annotations, Classes& classes);

  Content build();

 private:
  struct Value {
    SymbolKind kind = SymbolKind::none;
    std::uint32_t value = 0;
    friend bool operator==(const Value&, const Value&) = default;
  };

  ModuleRecord build_module(const Module& module);
  ClassRecord build_class(types::ClassId id);
  std::vector<SymbolRecord> symbols_of(const Scope& scope);
  bool is_dispensable(const Scope& scope, const Declaration& declaration, const Value& value);
  [[nodiscard]] bool tells_nothing(const Function& function, std::span<const SignatureFacts> signatures) const;
  bool hides_something(const Scope& scope, Name name);
  void add_declaration(std::vector<SymbolRecord>& symbols, const Scope& scope, const Declaration& declaration);
  void add_submodules(std::vector<SymbolRecord>& symbols, const Module& module);
  Value value_of(const Scope& scope, const Declaration& declaration, Window& window);
  Type variable_type(const Scope& scope, const Declaration& declaration, const Entity& entity, Window& window);
  std::optional<Type> bound_method(const Entity& entity, Window& window);
  std::uint32_t function_id(Index index);
  std::uint32_t add_function(FunctionRecord record, std::span<const SignatureFacts> signatures);
  void add_constructor(std::vector<SymbolRecord>& symbols, types::ClassId id);
  std::uint32_t alias_id(AliasRecord alias);

  Annotations& annotations_;
  Classes& classes_;
  Signatures signatures_;
  Variables variables_;
  Constructors constructors_;
  Content content_;
  std::unordered_map<Index, std::uint32_t> function_ids_;
  std::map<AliasRecord, std::uint32_t> alias_ids_;
};

}  // namespace slicecop::stubs::compile
