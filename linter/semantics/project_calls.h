// What the calls in other files of the project hand to a function of this one.
#pragma once

#include <functional>
#include <string>

#include "semantics/evaluator.h"
#include "semantics/origins.h"

namespace slicecop::semantics {

class ProjectCalls {
 public:
  ProjectCalls(Evaluator& evaluator, Origins& origins) : evaluator_(evaluator), origins_(origins) {}

  /// For a name, or an attribute of self, that holds nothing but a parameter (whole or cut down): the known types of
  /// what the project hands to it, with an unknown part where not all calls were looked at. Unknown where nobody is
  /// known to, and where one of them is no buffer.
  Typed type_of(syntax::Node expression);

  using Visit = std::function<void(const Project::Summary& summary, const SummaryCall& call, std::uint32_t first)>;
  /// Calls `visit` for each call of a function of the document in other files, with how many parameters are filled
  /// before its arguments. False where there are more than are looked at.
  bool each_call(ScopeId function, const Visit& visit);

 private:
  using Node = syntax::Node;

  [[nodiscard]] DefinitionId without_conditions(DefinitionId definition) const;
  Type of_parameter(Node name);
  Type argument(const Project::Summary& summary, const SummaryCall& call, std::uint32_t position,
                std::string_view name);
  /// The index of the first positional argument's parameter where `callee` is the function `path` of this file; nothing
  /// where it is another one.
  std::optional<std::uint32_t> first_parameter(Type callee, std::string_view path);
  std::string path_of(ScopeId function);

  Evaluator& evaluator_;
  Origins& origins_;
};

}  // namespace slicecop::semantics
