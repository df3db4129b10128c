// The walk over one stub file. Its parts stand in scope_collector.cpp (statements, imports, names),
// collect_definitions.cpp (classes and functions) and collect_assignments.cpp.
#pragma once

#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "stubs/compile/decorators.h"
#include "stubs/compile/program.h"
#include "syntax/views.h"

namespace slicecop::stubs::compile {

class ScopeCollector {
 public:
  ScopeCollector(Program& program, const Source& source, Module& module)
      : program_(program), source_(source), module_(module) {}

  /// Enters everything that the source declares into the module.
  void collect() { block(source_.tree.root(), module_.scope, source_.versions); }

 private:
  Name name_of(syntax::Node node) { return program_.names.intern(node.text()); }

  void block(syntax::Node node, Scope& scope, VersionSet versions);
  void statement(syntax::Node node, Scope& scope, VersionSet versions);
  void if_statement(syntax::Node node, Scope& scope, VersionSet versions);
  VersionSet branch(syntax::Node condition, syntax::Node body, Scope& scope, VersionSet versions);

  void import_statement(syntax::Node node, Scope& scope, VersionSet versions);
  void import_from(syntax::Node node, Scope& scope, VersionSet versions);
  Name absolute(syntax::Node module_name);
  void add_import(Scope& scope, Declaration declaration);

  void add(Scope& scope, Declaration declaration);
  bool replaced(const Scope& scope, Name name);
  void hide(Scope& scope, Name name, VersionSet versions);

  void class_definition(syntax::ClassDefinition node, Scope& scope, VersionSet versions);
  bool continue_class(syntax::ClassDefinition node, Scope& scope, Name name, VersionSet versions);
  bool merge_class(syntax::ClassDefinition node, Scope& scope, Name name, VersionSet versions);
  Class& add_class(Scope& scope, Name name, VersionSet versions);
  std::vector<TypeParameter> type_parameters(syntax::Node list);

  void function_definition(syntax::FunctionDefinition node, Scope& scope, VersionSet versions);
  Index add_function(Function function, Definition definition);
  void add_definition(Scope& scope, Function function, Definition definition);

  void expression(syntax::Node node, Scope& scope, VersionSet versions);
  void add_all(Scope& scope, syntax::Node list);
  void type_alias(syntax::Node node, Scope& scope, VersionSet versions);
  void assignment(syntax::Assignment node, Scope& scope, VersionSet versions);
  void declare_variable(Scope& scope, Name name, VersionSet versions, syntax::Node type, syntax::Node value);
  void assign(syntax::Assignment node, Scope& scope, VersionSet versions);
  void assign_one(Name name, syntax::Node value, Scope& scope, VersionSet versions);
  void named_tuple(Name name, syntax::Call call, Scope& scope, VersionSet versions);
  void split_fields(Class& made, std::string_view text, VersionSet versions);
  void add_field(Class& made, std::string_view label, syntax::Node type, VersionSet versions);

  Program& program_;
  const Source& source_;
  Module& module_;
  std::set<std::pair<const Scope*, Name>> replaced_;  // what an overlay has declared so far
};

}  // namespace slicecop::stubs::compile
