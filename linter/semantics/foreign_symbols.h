// What other files of the project define, as seen from the file under analysis: their summaries, brought into its
// types.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
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

  // --- what has a foreign id ---
  types::Type module_member(types::ModuleId id, std::string_view name);
  /// Nothing where the class itself has no such attribute.
  std::optional<types::Type> member(types::ClassId id, std::string_view name, types::Type receiver);
  std::vector<types::Type> bases(types::ClassId id);
  types::Type result(types::FunctionId id);
  types::Type parameter(types::FunctionId id, std::size_t position);
  [[nodiscard]] std::string class_name(types::ClassId id) const;
  [[nodiscard]] std::string_view function_path(types::FunctionId id) const;  ///< "Class.method"
  [[nodiscard]] std::string_view file_of_function(types::FunctionId id) const;
  [[nodiscard]] const SummaryFunction& function(types::FunctionId id) const;

  /// A type that stands in the summary of another file.
  types::Type from_summary(const Project::Summary& summary, SummaryType type);

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

  types::Type import(std::string_view importer, std::string_view module, std::string_view name);
  types::Type name_in(const Project::Summary& module, std::string_view name);
  types::Type module_type(const Project::Summary& module);
  types::Type structural(const Project::Summary& summary, const SummaryNode& node);
  types::Type add_open(Open open);
  static std::uint32_t id_of(std::vector<Symbol>& known, const Project::Summary& module, std::uint32_t index);

  Evaluator& evaluator_;
  const Project* project_;
  std::string path_;
  std::vector<Symbol> modules_;
  std::vector<Symbol> classes_;
  std::vector<Symbol> functions_;
  std::vector<Open> open_;
  std::unordered_map<std::string, std::uint32_t> open_by_key_;
  int depth_ = 0;
};

}  // namespace slicecop::semantics
