// The search for what calls a function again and again: its callers in the file, their callers, those in the project,
// and the method of a library that it overrides.
#pragma once

#include <unordered_map>

#include "semantics/call_sites.h"
#include "semantics/callbacks.h"
#include "semantics/called_repeatedly.h"
#include "semantics/loops.h"
#include "semantics/project_calls.h"

namespace slicecop::semantics {

class RepeatedCalls {
 public:
  /// `project_calls`: null where one file is looked at alone.
  RepeatedCalls(Evaluator& evaluator, Loops& loops, CallSites& sites, Callbacks& callbacks, ProjectCalls* project_calls)
      : evaluator_(evaluator), loops_(loops), sites_(sites), callbacks_(callbacks), project_calls_(project_calls) {}

  /// Nothing where no such evidence is found. The nearest evidence goes first, one of the same object before others.
  std::optional<CalledRepeatedly> of(syntax::Node function);

  /// Of a call: it stands in a loop, or in a function that is called repeatedly.
  std::optional<CalledRepeatedly> of_call(syntax::Call call);

 private:
  using Node = syntax::Node;

  /// A function, and whether those above it were called of the same object each time.
  struct Step {
    ScopeId function;
    bool same_object;
  };

  std::optional<CalledRepeatedly> search(std::vector<Step> open);
  std::optional<CalledRepeatedly> at_call(Node node, bool same_object, bool is_constructor, std::vector<Step>& open);
  std::optional<CalledRepeatedly> in_file(const Step& step, std::vector<Step>& open);
  std::optional<CalledRepeatedly> as_callback(const Step& step, std::vector<Step>& open);
  std::optional<CalledRepeatedly> in_project(const Step& step);
  std::optional<CalledRepeatedly> as_override(const Step& step);
  std::optional<CalledRepeatedly> repeated_elsewhere(ClassId base, std::string_view method, Type receiver);
  bool keeps_object(syntax::Call call, const Loop& loop);

  Evaluator& evaluator_;
  Loops& loops_;
  CallSites& sites_;
  Callbacks& callbacks_;
  ProjectCalls* project_calls_;
  std::unordered_map<syntax::NodeId, std::optional<CalledRepeatedly>> known_;
};

}  // namespace slicecop::semantics
