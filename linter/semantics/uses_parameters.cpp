// Arguments of functions of this file: what becomes of the parameter there.
#include <algorithm>

#include "semantics/buffers.h"
#include "semantics/uses.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

syntax::Node name_of(syntax::Node parameter) {
  if (parameter.is(Kind::typed_parameter)) return parameter.first_child();
  return parameter.is(Kind::identifier) ? parameter : parameter.child(Field::name);
}

// The parameter that the argument `index` of the call fills; none behind `*args`.
syntax::Node parameter_of(syntax::FunctionDefinition function, syntax::Call call, std::size_t index) {
  std::size_t place = 0;
  syntax::Node argument;
  for (const syntax::Node each : call.arguments().children()) {
    if (place++ == index) argument = each;
  }
  place = 0;
  for (const syntax::Node parameter : function.parameters().children()) {
    const syntax::Node name = name_of(parameter);
    if (argument.is(Kind::keyword_argument)) {
      if (name && name.text() == argument.child(Field::name).text()) return parameter;
    } else if (name.is(Kind::identifier)) {
      if (place++ == index) return parameter;
    } else if (!parameter.is(Kind::positional_separator)) {
      return {};
    }
  }
  return {};
}

}  // namespace

// Followed into plain functions only: a method may be overridden, and what a coroutine or a generator does it does
// later.
UseKind UseFinder::sink_by_body(syntax::Call call, std::size_t index) {
  if (is_nested_ || !nobody_else_writes_) return UseKind::unknown;
  const Type callee = evaluator_.type_of(call.function()).type;
  const auto id = evaluator_.function_of(callee);
  if (!id || !types::is_document(*id) || evaluator_.pool().form(callee) != types::Form::function) {
    return UseKind::unknown;
  }
  const ScopeId scope = *id - types::first_document_id;
  const syntax::FunctionDefinition function(evaluator_.tree().node(evaluator_.scopes()[scope].node));
  const bool runs_at_once = !function.is_async() && evaluator_.flow().exits(scope).yields.empty();
  if (!function || function.decorated() || !runs_at_once || call.has_splat()) return UseKind::unknown;

  const Node parameter = parameter_of(function, call, index);
  const Node name = name_of(parameter);
  if (!name) return UseKind::unknown;
  if (parameter.child(Field::type)) {
    const Takes declared = takes(evaluator_, evaluator_.type_of(evaluator_.flow().definition_at(name)).type);
    if (declared != Takes::any_buffer && declared != Takes::buffers_too) return UseKind::bytes_sink;
  }
  UseFinder inner(evaluator_, names_);
  inner.is_nested_ = true;
  const bool only_reads =
      inner.of(name).all_are([](UseKind kind) { return kind == UseKind::buffer_sink || kind == UseKind::measured; });
  return only_reads ? UseKind::buffer_sink : UseKind::unknown;
}

}  // namespace slicecop::semantics
