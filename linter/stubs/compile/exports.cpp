#include "stubs/compile/exports.h"

#include <algorithm>
#include <vector>

namespace slicecop::stubs::compile {

namespace {

class Exporter {
 public:
  explicit Exporter(Program& program) : program_(program), visited_(program.modules.size(), false) {}

  void expand(Index index) {
    if (visited_[index]) return;
    visited_[index] = true;
    Module& module = program_.modules[index];
    Scope& scope = module.scope;
    export_listed(scope);
    for (const StarImport& star : scope.stars) {
      const Module* target = program_.module(star.target);
      if (target == nullptr) continue;
      expand(program_.module_by_name.at(star.target));
      for (const Name name : public_names(*target)) import(scope, *target, name, star.versions);
    }
    export_listed(scope);
  }

 private:
  static void export_listed(Scope& scope) {
    for (const Name name : scope.all) {
      const std::vector<Index>* found = scope.find(name);
      if (found == nullptr) continue;
      for (const Index index : *found) scope.declarations[index].exported = true;
    }
  }

  std::vector<Name> public_names(const Module& module) {
    const Scope& scope = module.scope;
    if (scope.has_all) {
      std::vector<Name> names = scope.all;
      for (const Name other : scope.all_of) {
        const Module* target = program_.module(other);
        if (target == nullptr || target == &module) continue;
        names.insert(names.end(), target->scope.all.begin(), target->scope.all.end());
      }
      return names;
    }
    std::vector<Name> names;
    for (const Name name : scope.order) {
      if (!program_.names.text(name).starts_with('_') && versions(scope, name) != 0) names.push_back(name);
    }
    return names;
  }

  static VersionSet versions(const Scope& scope, Name name) {
    VersionSet set = 0;
    for (const Index index : *scope.find(name)) {
      if (scope.declarations[index].exported) set |= scope.declarations[index].versions;
    }
    return set;
  }

  // What the module declares itself goes before what a star brings.
  static void import(Scope& scope, const Module& target, Name name, VersionSet versions) {
    const std::vector<Index>* there = target.scope.find(name);
    VersionSet exists = there == nullptr ? target.versions : 0;
    if (there != nullptr) exists = Exporter::versions(target.scope, name);
    versions &= exists;
    if (const std::vector<Index>* found = scope.find(name)) {
      for (const Index index : *found) versions &= ~scope.declarations[index].versions;
    }
    if (versions == 0) return;
    scope.add({.name = name,
               .versions = versions,
               .kind = DeclarationKind::imported,
               .target = target.name,
               .imported = name});
  }

  Program& program_;
  std::vector<bool> visited_;
};

}  // namespace

void resolve_exports(Program& program) {
  Exporter exporter(program);
  for (Index index = 0; index < program.modules.size(); ++index) exporter.expand(index);
}

}  // namespace slicecop::stubs::compile
