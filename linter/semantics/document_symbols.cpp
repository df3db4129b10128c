// Evaluator: the functions and classes that the document itself defines.

#include <algorithm>
#include <ranges>
#include <vector>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Form;

namespace {

// Decorators under which a call gives what the function itself returns.
bool keeps_signature(std::string_view decorator) {
  for (const std::string_view name :
       {"staticmethod", "classmethod", "property", "cached_property", "functools.cached_property", "abstractmethod",
        "abc.abstractmethod", "functools.wraps", "wraps", "override", "typing.override", "final", "typing.final",
        "lru_cache", "functools.lru_cache", "cache", "functools.cache"}) {
    if (decorator == name) return true;
  }
  return decorator.ends_with(".setter") || decorator.ends_with(".getter") || decorator.ends_with(".deleter");
}

std::string_view decorator_name(syntax::Node decorator) {
  syntax::Node expression = decorator.first_child();
  if (expression.is(Kind::call)) expression = expression.child(Field::function);
  return expression.text();
}

}  // namespace

bool Evaluator::has_decorator(Node function, std::string_view name) {
  const Node decorated = syntax::FunctionDefinition(function).decorated();
  for (const Node child : decorated.children()) {
    if (child.is(Kind::decorator) &&
        (decorator_name(child) == name || decorator_name(child).ends_with("." + std::string(name)))) {
      return true;
    }
  }
  return false;
}

std::optional<FunctionId> Evaluator::function_of(Type callee) const {
  const Form form = pool_.form(callee);
  if (form != Form::function && form != Form::bound_method) return {};
  return pool_[callee].payload;
}

// As its decorators leave it: those of the library are called with it (`@contextmanager`), others may do anything.
Type Evaluator::function_type(ScopeId function) {
  Type type = pool_.make(Form::function, types::first_document_id + function);
  std::vector<Node> decorators;
  for (const Node child : syntax::FunctionDefinition(tree_.node(scopes_[function].node)).decorated().children()) {
    if (!child.is(Kind::decorator) || keeps_signature(decorator_name(child))) continue;
    if (!keeps_by_wraps(child.first_child())) decorators.push_back(child.first_child());
  }
  for (const Node decorator : std::views::reverse(decorators)) {
    const Argument decorated{type, {}, false};
    type = call(type_of(decorator).type, {&decorated, 1});
    if (type == Type::unknown || type == Type::never) return Type::unknown;
  }
  return type;
}

// A decorator of the document that returns a function of its own under `@functools.wraps(function)`: one that stands
// for the function that it wraps.
bool Evaluator::keeps_by_wraps(Node decorator) {
  const Type type = type_of(decorator).type;
  if (pool_.form(type) != Form::function || !types::is_document(pool_[type].payload)) return false;
  const ScopeId outer = pool_[type].payload - types::first_document_id;
  const Exits& exits = flow_.exits(outer);
  if (exits.returns.empty() || exits.falls_through) return false;
  for (const syntax::NodeId id : exits.returns) {
    const Node returned = tree_.node(id).first_child();
    if (!returned.is(Kind::identifier)) return false;
    bool wraps = false;
    for (ScopeId inner = outer + 1; inner < scopes_.size(); ++inner) {
      const Node function = tree_.node(scopes_[inner].node);
      if (function.id() >= tree_.node(scopes_[outer].node).after()) break;
      wraps = wraps || (scopes_[inner].parent == outer && function.is(Kind::function_definition) &&
                        function.child(Field::name).text() == returned.text() && has_decorator(function, "wraps"));
    }
    if (!wraps) return false;
  }
  return true;
}

// What calling it gives: the returned type, wrapped where it is a coroutine.
Type Evaluator::document_call(ScopeId function) {
  const syntax::FunctionDefinition definition(tree_.node(scopes_[function].node));
  const Type returned = return_type(function);
  if (!definition.is_async() || pool_.is(returned, Known::async_generator)) return returned;
  return pool_.instance(Known::coroutine, {Type::unknown, Type::unknown, returned});
}

const std::unordered_map<Atom, std::vector<DefinitionId>>& Evaluator::attribute_bindings(ScopeId class_scope) {
  const auto [found, fresh] = attributes_.try_emplace(class_scope);
  if (!fresh) return found->second;
  // Filled in a local map first: building flows below may insert into attributes_.
  std::unordered_map<Atom, std::vector<DefinitionId>> by_name;
  const syntax::NodeData& range = tree_[scopes_[class_scope].node];
  for (ScopeId method = class_scope + 1; method < scopes_.size() && scopes_[method].node < range.after; ++method) {
    if (scopes_[method].parent != class_scope || scopes_[method].kind != ScopeKind::function) continue;
    const Node function = tree_.node(scopes_[method].node);
    const Node self = function.child(Field::parameters).first_child();
    if (!self || has_decorator(function, "staticmethod")) continue;
    const std::string_view name = self.is(Kind::identifier) ? self.text() : self.first_child().text();
    for (const Binding& binding : scopes_.bindings(method).all) {
      if (binding.atom != no_atom) continue;
      const syntax::Attribute attribute(tree_.node(binding.target));
      if (!attribute.object().is(Kind::identifier) || attribute.object().text() != name) continue;
      const DefinitionId definition = flow_.definition_at(attribute.node());
      if (definition != no_definition) by_name[atoms_.intern(attribute.name())].push_back(definition);
    }
  }
  return attributes_[class_scope] = std::move(by_name);
}

std::vector<std::string> Evaluator::own_names(ScopeId class_scope) {
  std::vector<std::string> names;
  for (const auto& [atom, count] : scopes_.bindings(class_scope).names) names.emplace_back(atoms_.text(atom));
  for (const auto& [atom, bindings] : attribute_bindings(class_scope)) {
    if (!scopes_.bindings(class_scope).names.contains(atom)) names.emplace_back(atoms_.text(atom));
  }
  std::ranges::sort(names);
  return names;
}

// Nothing means that the class itself has no such attribute: its bases are asked next.
std::optional<Type> Evaluator::document_member(ClassId id, std::string_view name, Type receiver) {
  const ScopeId scope = id - types::first_document_id;
  const Atom atom = atoms_.intern(name);
  const bool of_class = pool_.form(receiver) == Form::class_object;
  const bool in_class = scopes_.bindings(scope).names.contains(atom);
  if (!in_class && (of_class || !attribute_bindings(scope).contains(atom))) {
    // `__getattr__` may answer for anything, a star import into a class body too.
    const bool dynamic = scopes_.bindings(scope).names.contains(atoms_.intern("__getattr__")) ||
                         scopes_.bindings(scope).names.contains(atoms_.intern("__getattribute__"));
    return dynamic && !name.starts_with("__") ? std::optional(Type::unknown) : std::nullopt;
  }
  if (in_class && is_record(scope)) return of_class ? Type::unknown : class_attribute(scope, atom).type;
  if (in_class && !attribute_bindings(scope).contains(atom)) {
    Type result = Type::unknown;
    for (const DefinitionId binding : flow_.bindings_of(atom, scope)) {
      if (flow_[binding].kind != DefinitionKind::function) return class_attribute(scope, atom).type;
      const Node function = tree_.node(flow_[binding].owner);
      const ScopeId function_scope = scopes_.scope_at(function.id());
      const Type type = function_type(function_scope);
      if (type == Type::unknown) return Type::unknown;
      if (has_decorator(function, "property") || has_decorator(function, "cached_property")) {
        return of_class ? Type::unknown : return_type(function_scope);
      }
      if (has_decorator(function, "setter") || has_decorator(function, "deleter")) continue;
      const bool plain = pool_.form(type) != Form::function;
      if (plain || has_decorator(function, "staticmethod") || (of_class && !has_decorator(function, "classmethod"))) {
        result = type;
      } else {
        const std::array<Type, 1> bound{receiver};
        result = pool_.make(Form::bound_method, pool_[type].payload, bound);
      }
    }
    return result;
  }
  return class_attribute(scope, atom).type;
}

std::vector<Type> Evaluator::document_bases(ScopeId class_scope) {
  if (const auto found = bases_.find(class_scope); found != bases_.end()) return found->second;
  if (is_record(class_scope)) return bases_[class_scope] = record_bases(class_scope);
  bases_[class_scope] = {Type::unknown};  // a class that leads to itself
  const syntax::ClassDefinition definition(tree_.node(scopes_[class_scope].node));
  std::vector<Type> bases;
  for (const Node argument : definition.superclasses().children()) {
    if (argument.is(Kind::keyword_argument)) continue;
    Node expression = argument;
    if (argument.is(Kind::subscript)) expression = argument.child(Field::value);  // Generic[T], Base[bytes]
    const Type type = type_of(expression).type;
    if (pool_.form(type) == Form::class_object) {
      bases.push_back(pool_.instance(pool_[type].payload));
    } else {
      const bool special = expression.text().ends_with("Generic") || expression.text().ends_with("Protocol") ||
                           expression.text().ends_with("NamedTuple");
      if (!special) bases.push_back(Type::unknown);
    }
  }
  if (bases.empty()) bases.push_back(pool_.instance(Known::object));
  return bases_[class_scope] = bases;
}

std::vector<DefinitionId> Evaluator::all_attribute_bindings(DefinitionId attribute) {
  const Atom atom = flow_.variable(flow_[attribute].variable).atom;
  const Type object = type_of(flow_.operand(attribute)).type;
  const Form form = pool_.form(object);
  if (form != Form::instance && form != Form::class_object) return {};
  // Its own class, or the first of its bases that binds it.
  for (const Type base : linearization(pool_.instance(pool_[object].payload))) {
    const ClassId id = pool_.class_of(base);
    if (!types::is_document(id)) return {};
    const ScopeId scope = id - types::first_document_id;
    std::vector<DefinitionId> all = flow_.bindings_of(atom, scope);
    const auto& assigned = attribute_bindings(scope);
    if (const auto found = assigned.find(atom); found != assigned.end()) {
      all.insert(all.end(), found->second.begin(), found->second.end());
    }
    if (!all.empty()) return all;
  }
  return {};
}

DefinitionId Evaluator::only_attribute_binding(DefinitionId attribute) {
  const std::vector<DefinitionId> all = all_attribute_bindings(attribute);
  return all.size() == 1 ? all.front() : no_definition;
}

bool Evaluator::document_is_buffer(ClassId id) {
  for (const Type base : linearization(pool_.instance(id))) {
    const ClassId base_id = pool_.class_of(base);
    if (base_id < types::first_document_id && stubs_.class_at(base_id).has(stubs::ClassFlag::buffer)) return true;
  }
  return false;
}

}  // namespace slicecop::semantics
