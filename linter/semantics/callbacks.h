// Where a function that is handed about as a value is called: stored under an attribute, put into a table, registered
// with a function of the file or of a library, passed on, bound to its first arguments.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "semantics/called_function.h"
#include "semantics/chosen_by_name.h"

namespace slicecop::semantics {

/// A call by which a value that was handed about is called.
struct CallbackCall {
  syntax::Node call;
  std::uint32_t filled = 0;  ///< how many parameters are filled before: self, those of a `partial`
  /// The first positional argument that is for the callback: 0 where it is the callee, more in `submit(callback, x)`.
  std::uint32_t first_argument = 0;
  syntax::Node all_arguments = {};  ///< `Thread(target=callback, args=(x, y))`: the tuple
  bool now = true;                  ///< false for `partial(callback, x)`, which only binds
  bool keyed = false;               ///< taken out of a table by its key: one of many is called
};

/// What code that is not in the file hands to a callback, by position.
struct CallbackFromOutside {
  syntax::Node handed_over;  ///< the call or assignment that hands the callback to that code
  std::vector<Type> arguments;
  std::uint32_t filled = 0;
  std::string repeated_in = {};  ///< where it is known to be called in a loop: "path:line"
};

struct CallbackCalls {
  std::vector<CallbackCall> calls;
  std::vector<CallbackFromOutside> outside;
  bool complete = true;  ///< all places that the value comes to were understood
};

class Callbacks {
 public:
  explicit Callbacks(Evaluator& evaluator) : evaluator_(evaluator) {}

  /// Of a function of the document: of all its mentions that are no calls of it.
  const CallbackCalls& of_function(ScopeId function);

  /// True where some `getattr(x, "on_" + event)` may give a method of that name.
  bool may_be_chosen(std::string_view name);

  /// Of what a parameter holds.
  CallbackCalls of_parameter(DefinitionId parameter);

 private:
  using Node = syntax::Node;

  /// How the value came to a place.
  struct Way {
    std::uint32_t filled = 0;  ///< parameters that are filled already
    bool keyed = false;        ///< taken out of a table by its key

    friend bool operator==(const Way&, const Way&) = default;
  };
  /// A place that the value comes to.
  struct Step {
    enum class What : std::uint8_t { value, definition, attribute, items_of_attribute, items_of_definition };
    What what;
    std::uint32_t id = 0;   ///< the node or definition
    std::string_view name;  ///< of an attribute
    Way way;
  };

  void index();
  const std::vector<std::pair<syntax::NodeId, ChosenName>>& choices();
  bool names(Node name, ScopeId owner);
  std::vector<syntax::NodeId> mentions_of(std::string_view name);
  void follow_all();
  void push(Step step);
  void push_value(Node value, Way way) { push({Step::What::value, value.id(), {}, way}); }
  void follow_value(Node value, Way way);
  void follow_definition(DefinitionId definition, Way way, bool items);
  void follow_captured(DefinitionId definition, Way way, bool items);
  void follow_attribute(std::string_view name, Way way, bool items);
  void bind(Node target, Way way, bool items);
  void hand_over(Node argument, syntax::Call call, Way way);
  void hand_to_one(Type callee, Node argument, syntax::Call call, Way way);
  void hand_to_document(ScopeId function, bool bound, Node argument, syntax::Call call, Way way);
  void hand_to_library(Type callee, Node argument, syntax::Call call, Way way);
  void hand_to_project(types::FunctionId function, ForeignSymbols::ParameterPlace place, syntax::Call call, Way way);
  void hand_to_attribute(syntax::Attribute attribute, Way way);
  void add_outside(Node handed_over, std::vector<ForeignSymbols::OutsideCall> calls, Way way);
  void follow_item(Node container, Way way);
  void taken_from(Node container, Way way);

  Evaluator& evaluator_;
  bool indexed_ = false;
  std::unordered_map<std::string_view, std::vector<syntax::NodeId>> identifiers_;
  std::optional<std::vector<std::pair<syntax::NodeId, ChosenName>>> choices_;
  std::unordered_map<ScopeId, CallbackCalls> known_;
  // Of the question that is being answered:
  CallbackCalls found_;
  std::vector<Step> open_;
};

}  // namespace slicecop::semantics
