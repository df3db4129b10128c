// ForeignSymbols: what functions and classes of other files call back.

#include <algorithm>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

std::vector<ForeignSymbols::OutsideCall> ForeignSymbols::callback_calls(types::FunctionId id, ParameterPlace place) {
  const Symbol symbol = functions_[id];
  const std::vector<SummaryParameter>& parameters = symbol.module->functions[symbol.index].parameters;
  if (!place.keyword.empty()) {
    const auto named = std::ranges::find(parameters, place.keyword, &SummaryParameter::name);
    place.position = static_cast<std::uint32_t>(named - parameters.begin());
  }
  std::vector<OutsideCall> calls;
  for (const SummaryCallback& callback : symbol.module->callbacks) {
    if (callback.function != symbol.index || callback.parameter != place.position) continue;
    calls.push_back(outside_call(symbol.module, callback.arguments, callback.repetition));
  }
  return calls;
}

std::vector<ForeignSymbols::OutsideCall> ForeignSymbols::attribute_calls(types::ClassId id,
                                                                         std::string_view attribute) {
  const Project::Summary module = classes_[id].module;
  std::vector<OutsideCall> calls;
  for (const SummaryAttributeCall& call : module->attribute_calls) {
    if (call.attribute == attribute) calls.push_back(outside_call(module, call.arguments, call.repetition));
  }
  return calls;
}

ForeignSymbols::OutsideCall ForeignSymbols::outside_call(const Project::Summary& summary,
                                                         const std::vector<SummaryArgument>& arguments,
                                                         const SummaryRepetition& repetition) {
  OutsideCall call;
  for (const SummaryArgument& argument : arguments) {
    if (argument.splat || !argument.keyword.empty()) break;
    call.arguments.push_back(from_summary(summary, argument.type));
  }
  if (repetition.line != 0) call.repeated_in = summary->path + ":" + std::to_string(repetition.line);
  return call;
}

}  // namespace slicecop::semantics
