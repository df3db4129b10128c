// What the calls in other files of the project hand to a function of this one.
#pragma once

#include "semantics/evaluator.h"
#include "semantics/origins.h"

namespace slicecop::semantics {

class ProjectCalls {
 public:
  ProjectCalls(Evaluator& evaluator, Origins& origins) : evaluator_(evaluator), origins_(origins) {}

  /// For a name, or an attribute of self, that holds nothing but a parameter (whole or cut down): the known types of
  /// what the project hands to it. Unknown where nobody is known to, and where one of them is no buffer.
  Typed type_of(syntax::Node expression);

 private:
  using Node = syntax::Node;

  Type of_parameter(Node name);
  Type of_calls(std::string_view path, std::string_view called, std::uint32_t position, std::string_view name);
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
