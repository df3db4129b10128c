// What one module shows to others: a plain value, worked out from that file alone. It holds no tree and no pointer into
// one. What the file imports from elsewhere in the project stands in it by name, to be looked up by whoever reads it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stubs/table.h"
#include "types/type.h"

namespace slicecop::semantics {

/// A type in a summary: an index into ModuleSummary::types.
using SummaryType = std::uint32_t;
inline constexpr SummaryType unknown_in_summary = 0;

enum class SummaryForm : std::uint8_t {
  library,   ///< form, payload and arguments as in a types::Pool; ids are those of the stub table
  here,      ///< form as in a types::Pool; payload: index into this summary's classes or functions
  imported,  ///< the value of imports[payload]
  result,    ///< what calling argument 0 gives
  member,    ///< the attribute strings[payload] of argument 0
};

struct SummaryNode {
  SummaryForm origin = SummaryForm::library;
  types::Form form = types::Form::unknown;
  std::uint32_t payload = 0;
  std::uint32_t first_argument = 0;  ///< index into ModuleSummary::arguments
  std::uint32_t argument_count = 0;
};

/// `from module import name`; without a name the module itself.
struct SummaryImport {
  std::string module;  ///< as written, with its leading dots
  std::string name;
};

struct SummaryParameter {
  std::string name;
  stubs::ParameterKind kind = stubs::ParameterKind::positional;
  SummaryType type = unknown_in_summary;
};

struct SummaryFunction {
  std::string path;  ///< "function", "Class.method"
  std::vector<SummaryParameter> parameters;
  SummaryType result = unknown_in_summary;
};

enum class SummaryMemberKind : std::uint8_t { value, method, static_method, class_method };

struct SummaryMember {
  std::string name;
  SummaryMemberKind kind = SummaryMemberKind::value;
  std::uint32_t function = 0;             ///< of the methods: index into ModuleSummary::functions
  SummaryType type = unknown_in_summary;  ///< of a value
};

struct SummaryClass {
  std::string path;  ///< "Class", "Outer.Inner"
  std::vector<SummaryType> bases;
  std::vector<SummaryMember> members;  ///< by name
  bool dynamic = false;                ///< `__getattr__` may answer for any other name
};

struct SummaryName {
  std::string name;
  SummaryType type = unknown_in_summary;
};

struct SummaryArgument {
  std::string keyword;
  SummaryType type = unknown_in_summary;
  bool splat = false;
};

/// A call of something that is imported.
struct SummaryCall {
  SummaryType callee = unknown_in_summary;
  std::vector<SummaryArgument> arguments;
};

struct ModuleSummary {
  std::string path;                   ///< of the file, as it was given to summarize()
  std::vector<SummaryName> names;     ///< of module level, by name
  std::vector<std::string> stars;     ///< the modules of `from module import *`
  std::vector<SummaryClass> classes;  ///< those of module level and of such classes
  std::vector<SummaryFunction> functions;
  std::vector<SummaryCall> calls;

  std::vector<SummaryNode> types{SummaryNode{}};
  std::vector<SummaryType> arguments;
  std::vector<SummaryImport> imports;
  std::vector<std::string> strings;
};

}  // namespace slicecop::semantics
