#include "stubs/compile/collector.h"

#include <map>
#include <string>
#include <utility>

#include "stubs/compile/scope_collector.h"

namespace slicecop::stubs::compile {

namespace {

// A module for every source, and for every package that has none (namespace packages).
void make_modules(Program& program) {
  std::map<std::string, VersionSet, std::less<>> modules;
  for (const Source& source : program.sources) {
    std::string_view name = source.module;
    for (;;) {
      modules[std::string(name)] |= source.versions;
      const std::size_t dot = name.rfind('.');
      if (dot == std::string_view::npos) break;
      name = name.substr(0, dot);
    }
  }
  for (const auto& [text, versions] : modules) {
    const Name name = program.names.intern(text);
    const auto index = static_cast<Index>(program.modules.size());
    program.module_by_name.emplace(name, index);
    Module& made = program.modules.emplace_back();
    made.name = name;
    made.versions = versions;
    made.scope.module = index;
    const std::size_t dot = text.rfind('.');
    if (dot == std::string::npos) continue;
    const Index parent = program.module_by_name.at(program.names.intern(text.substr(0, dot)));
    program.modules[parent].submodules.push_back(program.names.intern(text.substr(dot + 1)));
  }
}

}  // namespace

void collect(Program& program, std::vector<Source> sources) {
  program.sources = std::move(sources);
  make_modules(program);
  for (const Source& source : program.sources) {
    Module& module = program.modules[program.module_by_name.at(program.names.intern(source.module))];
    // Two distributions may ship the same module: the first counts, unless the overlay adds to it.
    if (module.is_filled && !source.is_overlay) continue;
    module.is_filled = true;
    module.is_third_party |= source.is_third_party;
    ScopeCollector(program, source, module).collect();
  }
}

}  // namespace slicecop::stubs::compile
