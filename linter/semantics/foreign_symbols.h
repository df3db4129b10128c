// What other files of the project define, as seen from the file under analysis: their summaries, brought into its
// types.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "semantics/project.h"
#include "types/pool.h"

namespace slicecop::semantics {

class Evaluator;

class ForeignSymbols {
 public:
  /// Without a project, what is imported from other files is left open (types::Form::imported): so one file is
  /// summarized alone.
  ForeignSymbols(Evaluator& evaluator, const Project* project, std::string_view path)
      : evaluator_(evaluator), project_(project), path_(path) {}

  /// `from module import name`, or `import module` where `name` is empty, in the file under analysis.
  types::Type import(std::string_view module, std::string_view name) { return import(path_, module, name); }

  /// The same where the file may lie in the package that `module` begins with, by the folders around it, else unknown:
  /// a package's own modules go before a library's stubs of them.
  types::Type own_import(std::string_view module, std::string_view name);

  /// What `name` is where the file says `from module import *`; unknown where that does not bring it.
  types::Type star_import(std::string_view module, std::string_view name);

  /// What `from module import name` means in an annotation, where it is an alias of a type: `Data = Union[bytes,
  /// bytearray]`. Unknown for a class, and for what is none.
  types::Type alias(std::string_view module, std::string_view name) { return alias(path_, module, name); }
  /// The same where the file says `from module import *`.
  types::Type star_imported_alias(std::string_view module, std::string_view name);
  types::Type alias_in(types::ModuleId id, std::string_view name);

  // --- what has a foreign id ---
  types::Type module_member(types::ModuleId id, std::string_view name);
  /// Nothing where the class itself has no such attribute.
  std::optional<types::Type> member(types::ClassId id, std::string_view name, types::Type receiver);
  std::vector<types::Type> bases(types::ClassId id);
  types::Type result(types::FunctionId id);
  /// By what is written about it.
  types::Type parameter(types::FunctionId id, std::size_t position);
  /// By what the calls in its own file hand to it.
  types::Type handed_to(types::FunctionId id, std::size_t position);
  [[nodiscard]] std::string class_name(types::ClassId id) const;
  [[nodiscard]] std::string_view function_path(types::FunctionId id) const;  ///< "Class.method"
  [[nodiscard]] std::string_view file_of_function(types::FunctionId id) const;
  [[nodiscard]] const SummaryFunction& function(types::FunctionId id) const;

  /// A type that stands in the summary of another file.
  types::Type from_summary(const Project::Summary& summary, SummaryType type);

  // --- what calls back: callback_summaries.cpp ---
  /// How an argument fills a parameter: by its position (self counted), or by its name where that is not empty.
  struct ParameterPlace {
    std::uint32_t position = 0;
    std::string_view keyword;
  };
  struct OutsideCall {
    std::vector<types::Type> arguments;  ///< by position
    std::string repeated_in;             ///< "path:line" where it is known to be made again and again, else empty
  };
  /// The calls of what is handed to that parameter.
  std::vector<OutsideCall> callback_calls(types::FunctionId id, ParameterPlace place);
  /// The calls of what the attribute of an object of that class holds, in the class's file.
  std::vector<OutsideCall> attribute_calls(types::ClassId id, std::string_view attribute);

  // --- what is left open ---
  struct Open {
    SummaryForm origin = SummaryForm::imported;  ///< imported, result or member
    std::string module;                          ///< of an import
    std::string name;                            ///< of an import or a member
    types::Type of = types::Type::unknown;       ///< of a result or a member
  };
  [[nodiscard]] const Open& open(std::uint32_t payload) const { return open_[payload]; }
  types::Type open_result(types::Type callee);
  types::Type open_member(types::Type object, std::string_view name);

  [[nodiscard]] const Project* project() const { return project_; }
  [[nodiscard]] std::string_view path() const { return path_; }

 private:
  struct Symbol {
    Project::Summary module;
    std::uint32_t index;
  };

  /// A type of a summary.
  using Question = std::pair<Project::Summary, SummaryType>;

  types::Type import(std::string_view importer, std::string_view module, std::string_view name);
  types::Type name_in(const Project::Summary& module, std::string_view name);
  /// Calls `visit(module, name)` for the modules that may give `module` the name, itself first, then those of its star
  /// imports, until it returns true.
  template <typename Visit>
  void each_source(const Project::Summary& module, std::string_view name, Visit&& visit);
  types::Type alias(std::string_view importer, std::string_view module, std::string_view name);
  types::Type alias_from(Project::Summary module, std::string_view name);
  types::Type ask(const Project::Summary& summary, SummaryType type);
  types::Type work_out(const Project::Summary& summary, SummaryType type);
  OutsideCall outside_call(const Project::Summary& summary, const std::vector<SummaryArgument>& arguments,
                           const SummaryRepetition& repetition);
  types::Type module_type(const Project::Summary& module);
  types::Type structural(const Project::Summary& summary, const SummaryNode& node);
  types::Type add_open(Open open);

  /// What has got an id, in its order.
  struct Symbols {
    std::vector<Symbol> all;
    std::map<std::pair<const ModuleSummary*, std::uint32_t>, std::uint32_t> places;

    const Symbol& operator[](std::uint32_t id) const { return all[id - types::first_foreign_id]; }
    std::uint32_t id_of(const Project::Summary& module, std::uint32_t index);
  };

  Evaluator& evaluator_;
  const Project* project_;
  std::string path_;
  Symbols modules_;
  Symbols classes_;
  Symbols functions_;
  std::vector<Open> open_;
  std::unordered_map<std::string, std::uint32_t> open_by_key_;

  // Types of other files: what is known, and how far what is asked for now has come.
  std::map<Question, types::Type> known_;
  std::vector<Question> in_progress_;
  std::size_t leans_on_ = static_cast<std::size_t>(-1);  ///< the lowest entry of in_progress_ that was met again
  bool cut_off_ = false;                                 ///< some part of the present answer found no room
  std::optional<Question> refused_;                      ///< the first question that found none
  int work_left_ = 0;
};

}  // namespace slicecop::semantics
