// Evaluator: what a parameter holds by what is written about it: annotation, type comment, the method that it
// overrides, docstring, default. What calls hand over is an assumption; see handed_over.h.

#include <algorithm>
#include <array>

#include "semantics/docstring_types.h"
#include "semantics/evaluator.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Evidence;

namespace {

std::uint32_t position_of(syntax::Node parameter) {
  std::uint32_t position = 0;
  for (const syntax::Node sibling : parameter.parent().children()) {
    if (sibling == parameter) break;
    ++position;
  }
  return position;
}

syntax::Node name_of_parameter(syntax::Node parameter) {
  if (parameter.is(Kind::typed_parameter)) return parameter.first_child();
  return parameter.is_any(Kind::default_parameter, Kind::typed_default_parameter) ? parameter.child(Field::name)
                                                                                  : parameter;
}

}  // namespace

Typed Evaluator::evaluate_parameter(Definition definition) {
  const Node parameter = tree_.node(definition.owner);
  const Node target = tree_.node(definition.target);
  const Node function = parameter.parent().parent();
  const ScopeId around = scopes_[scopes_.scope_at(function.id())].parent;
  Typed typed = written_parameter(function, parameter, around);
  // `x: bytes = None`, as it was written before PEP 604.
  if (typed.evidence != Evidence::none && parameter.child(Field::value).is(Kind::none_literal)) {
    typed.type = pool_.join(typed.type, Type::none);
  }
  if (target.parent().is(Kind::list_splat_pattern)) {
    return {pool_.instance(Known::tuple, {typed.type}), Evidence::annotation, {}};
  }
  if (target.parent().is(Kind::dictionary_splat_pattern)) {
    return {pool_.instance(Known::dict, {pool_.instance(Known::str), typed.type}), Evidence::annotation, {}};
  }
  if (typed.evidence != Evidence::none) return typed;
  const bool first = function.child(Field::parameters).first_child() == parameter;
  if (first && scopes_[around].kind == ScopeKind::class_ && function.is(Kind::function_definition) &&
      !has_decorator(function, "staticmethod")) {
    const ClassId owner = types::first_document_id + around;
    const std::string_view name = function.child(Field::name).text();
    const bool of_class = has_decorator(function, "classmethod") || name == "__new__" || name == "__init_subclass__" ||
                          name == "__class_getitem__";
    return {of_class ? pool_.class_object(owner) : pool_.instance(owner), Evidence::call, {}};
  }
  const Typed inherited = inherited_parameter(function, around, parameter);
  if (inherited.type != Type::unknown) return inherited;
  const Typed told = documented_parameter_type(function, target.text(), around);
  if (told.type != Type::unknown) {
    const bool optional = parameter.child(Field::value).is(Kind::none_literal);
    return optional ? Typed{pool_.join(told.type, Type::none), told.evidence, told.because} : told;
  }
  return default_of(parameter);
}

// By annotation or type comment.
Typed Evaluator::written_parameter(Node function, Node parameter, ScopeId around) {
  if (const Node annotation = parameter.child(Field::type)) {
    return {declared(annotation, around), Evidence::annotation, annotation};
  }
  if (type_comments_.empty() || !function.is(Kind::function_definition)) return {};
  if (const std::string_view own = type_comments_.behind(parameter); !own.empty()) {
    return {declared_text(own, around), Evidence::annotation, {}};
  }
  const std::vector<std::string_view> parts = parts_of_signature(type_comments_.of_function(function));
  if (parts.size() < 2) return {};
  // The comment of a method may leave out self.
  std::size_t count = 0;
  for ([[maybe_unused]] const Node each : parameter.parent().children()) ++count;
  const std::size_t left_out = count - std::min(count, parts.size() - 1);
  const std::size_t position = position_of(parameter);
  if (left_out > 1 || position < left_out) return {};
  return {declared_text(parts[position - left_out], around), Evidence::annotation, {}};
}

Typed Evaluator::commented_result(Node function, ScopeId around) {
  const std::vector<std::string_view> parts = parts_of_signature(type_comments_.of_function(function));
  return parts.empty() ? Typed{} : Typed{declared_text(parts.back(), around), Evidence::annotation, {}};
}

// What the docstring says of the result, where the body does not tell.
Type Evaluator::documented_result(Node function, Type inferred, ScopeId around) {
  const types::Members members = pool_.members(inferred);
  if (inferred != Type::never && std::ranges::find(members, Type::unknown) == members.end()) return inferred;
  if (now_.leans_on != no_lean) return inferred;
  const Node docstring = docstring_of(function);
  if (!docstring) return inferred;
  const Type told = documented(semantics::documented_result(syntax::string_content(docstring)), around);
  return told == Type::unknown ? inferred : told;
}

syntax::Node Evaluator::docstring_of(Node function) {
  const Node statement = function.child(Field::body).first_child();
  const Node string = statement.first_child();
  return statement.is(Kind::expression_statement) && string.is(Kind::string) ? string : Node{};
}

// A docstring's `str` is no news: code that knew Python 2 means bytes by it.
Type Evaluator::documented(std::string_view written, ScopeId around) {
  if (written.empty()) return Type::unknown;
  const Type type = declared_text(as_annotation(written), around);
  const types::Members members = pool_.members(type);
  const bool open = std::ranges::find(members, Type::unknown) != members.end();
  return open || pool_.is(type, Known::str) ? Type::unknown : type;
}

Typed Evaluator::documented_parameter_type(Node function, std::string_view name, ScopeId around) {
  if (!function.is(Kind::function_definition)) return {};
  Node docstring = docstring_of(function);
  // What `__init__` takes is often told where the class is.
  if (!docstring && function.child(Field::name).text() == "__init__" && scopes_[around].kind == ScopeKind::class_) {
    docstring = docstring_of(tree_.node(scopes_[around].node));
  }
  if (!docstring) return {};
  const Type type = documented(documented_parameter(syntax::string_content(docstring), name), around);
  return {type, type == Type::unknown ? Evidence::none : Evidence::annotation, docstring};
}

// A method without annotations that overrides another takes what that one takes.
Typed Evaluator::inherited_parameter(Node function, ScopeId class_scope, Node parameter) {
  if (scopes_[class_scope].kind != ScopeKind::class_ || !function.is(Kind::function_definition)) return {};
  const std::uint32_t position = position_of(parameter);
  const std::string_view method = function.child(Field::name).text();
  const bool makes = method == "__init__" || method == "__new__";
  for (const Type base : linearization(pool_.instance(types::first_document_id + class_scope))) {
    const ClassId id = pool_.class_of(base);
    if (types::is_foreign(id)) {
      const std::optional<Type> overridden = foreign_.member(id, method, base);
      const auto function_id = overridden ? function_of(*overridden) : std::nullopt;
      if (!function_id || !types::is_foreign(*function_id)) continue;
      const Type written = foreign_.parameter(*function_id, position);
      if (written != Type::unknown) return {written, Evidence::annotation, {}};
      return {foreign_.handed_to(*function_id, position), Evidence::call, {}};
    }
    if (types::is_document(id) && id != types::first_document_id + class_scope) {
      const Typed overridden = makes ? Typed{} : overridden_parameter(id, method, position);
      if (overridden.type != Type::unknown) return overridden;
    }
    if (!types::is_library(id)) continue;
    const stubs::Symbol symbol = stubs_.own_member(id, method, version_);
    if (symbol.kind != stubs::SymbolKind::function) continue;
    Type type = Type::unknown;
    int overloads = 0;
    stubs_.each_signature(symbol.id, version_, [&](const stubs::Signature& signature) {
      ++overloads;
      if (position < signature.parameter_count) type = stubs_.parameter(signature, position).type;
      return true;
    });
    if (overloads != 1) return {};
    type = substitute(type, class_substitution(base, id));
    return {type == Type::any ? Type::unknown : type, Evidence::stub, {}};
  }
  return {};
}

// What is written about the parameter of a method of another class of the file.
Typed Evaluator::overridden_parameter(ClassId owner, std::string_view method, std::uint32_t position) {
  const ScopeId scope = owner - types::first_document_id;
  for (const DefinitionId binding : flow_.bindings_of(atoms_.intern(method), scope)) {
    if (flow_[binding].kind != DefinitionKind::function) continue;
    const Node function = tree_.node(flow_[binding].owner);
    const Node parameter = function.child(Field::parameters).child(position);
    if (!parameter || position == 0) return {};
    const Typed written = written_parameter(function, parameter, scope);
    if (written.evidence != Evidence::none) return written;
    return documented_parameter_type(function, name_of_parameter(parameter).text(), scope);
  }
  return {};
}

// `prefix=b""`: what it is where the call does not say. A default of None tells nothing.
Typed Evaluator::default_of(Node parameter) {
  const Node value = parameter.child(Field::value);
  const Typed standard = value ? type_of(value) : Typed{};
  if (!value || standard.type == Type::none) return {};
  return {widened(standard.type), standard.evidence, parameter};
}

}  // namespace slicecop::semantics
