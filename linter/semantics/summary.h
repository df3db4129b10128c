// What one module shows to others: a plain value, worked out from that file alone. It holds no tree and no pointer into
// one. What the file imports from elsewhere in the project stands in it by name, to be looked up by whoever reads it.
#pragma once

#include <cstdint>
#include <optional>
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
  SummaryType type = unknown_in_summary;    ///< by what is written about it
  SummaryType handed = unknown_in_summary;  ///< of a method: by what the calls in its file hand over
};

/// Where a call is made again and again: in a loop, or in a function that is called so.
struct SummaryRepetition {
  std::uint32_t line = 0;    ///< 1-based; 0: it is not known to be
  bool same_object = false;  ///< it is the same object, or first argument, each time
};

struct SummaryFunction {
  std::string path;  ///< "function", "Class.method"
  std::vector<SummaryParameter> parameters;
  SummaryType result = unknown_in_summary;
  SummaryRepetition repetition;  ///< by what calls it in its own file
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
  /// What the name means in an annotation, where that is not an instance of the class that it is:
  /// `Data = Union[bytes, bytearray]`.
  SummaryType alias = unknown_in_summary;
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
  SummaryRepetition repetition;
};

/// A function calls what one of its parameters holds, at once or later, from where it keeps it.
struct SummaryCallback {
  std::uint32_t function = 0;   ///< index into ModuleSummary::functions
  std::uint32_t parameter = 0;  ///< index into its parameters
  std::vector<SummaryArgument> arguments;
  SummaryRepetition repetition;
};

/// A call of what an attribute holds, which others put there.
struct SummaryAttributeCall {
  std::string attribute;
  std::vector<SummaryArgument> arguments;
  SummaryRepetition repetition;
};

struct ModuleSummary {
  std::string path;                ///< of the file, as it was given to summarize()
  std::vector<SummaryName> names;  ///< of module level, by name
  std::vector<std::string> stars;  ///< the modules of `from module import *`
  /// What `__all__` lists, sorted, where it is written out; where there is none, all names without underscore.
  std::optional<std::vector<std::string>> exported;
  std::vector<SummaryClass> classes;  ///< those of module level and of such classes
  std::vector<SummaryFunction> functions;
  std::vector<SummaryCall> calls;
  std::vector<SummaryCallback> callbacks;             ///< by function and parameter
  std::vector<SummaryAttributeCall> attribute_calls;  ///< in order of position

  std::vector<SummaryNode> types{SummaryNode{}};
  std::vector<SummaryType> arguments;
  std::vector<SummaryImport> imports;
  std::vector<std::string> strings;
};

}  // namespace slicecop::semantics
