// Evaluator: definitions, that is what names hold.

#include <algorithm>
#include <array>

#include "semantics/evaluator.h"
#include "semantics/flow_conditions.h"
#include "semantics/targets.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Evidence;
using types::Form;

Typed Evaluator::evaluate(Definition definition, DefinitionId id) {
  const Variable variable = flow_.variable(definition.variable);
  switch (definition.kind) {
    case DefinitionKind::parameter:
      return evaluate_parameter(definition);
    case DefinitionKind::assignment: {
      const Node target = tree_.node(definition.target);
      const Node owner = tree_.node(definition.owner);
      const Node pattern = owner.child(owner.is(Kind::named_expression) ? Field::name : Field::left);
      const Typed value = type_of(tree_.node(definition.value));
      Typed part = value;
      if (pattern != target) part = {part_for(target, pattern, value.type), value.evidence, {}};
      if (part.type != Type::unknown && part.type != Type::never && container_kind(part.type) == ContainerKind::none) {
        return part;
      }
      const Typed written = written_for(owner, pattern == target, variable);
      if (container_kind(part.type) != ContainerKind::none) {
        part.type = written.evidence != Evidence::none ? with_declared_contents(part.type, written.type)
                    : pattern == target                ? filled_local(part.type, tree_.node(definition.value), id)
                                                       : part.type;
        return part;
      }
      if (written.evidence != Evidence::none) return written;
      return part;
    }
    case DefinitionKind::declaration: {
      const Node annotation = tree_.node(definition.owner).child(Field::type);
      return {declared(annotation, scopes_.scope_of(annotation)), Evidence::annotation, annotation};
    }
    case DefinitionKind::augmented: {
      const syntax::AugmentedAssignment statement(tree_.node(definition.owner));
      const Typed before = type_of(flow_.operand(id));
      const Typed right = type_of(statement.right());
      const Type whole = widened(before.type);
      // `+=` keeps the kind of what it grows: bytes stay bytes, a bytearray takes any buffer.
      const bool keeps = pool_.is(whole, Known::bytes) || pool_.is(whole, Known::bytearray) ||
                         pool_.is(whole, Known::str) || pool_.is(whole, Known::list);
      if (keeps && statement.operator_kind() == Kind::token_plus_equal) return {whole, before.evidence, before.because};
      return {binary_result(before.type, statement.operator_kind(), right.type), before.evidence, {}};
    }
    case DefinitionKind::loop_target: {
      const Node owner = tree_.node(definition.owner);
      const Typed iterable = type_of(tree_.node(definition.value));
      Type element = element_of(iterable.type);
      if (owner.first_child().is(Kind::token_async)) {
        element = awaited(call_method(call_method(iterable.type, "__aiter__", {}), "__anext__", {}));
      }
      const Node pattern = owner.child(Field::left);
      const Node target = tree_.node(definition.target);
      return {pattern == target ? element : part_for(target, pattern, element), iterable.evidence, {}};
    }
    case DefinitionKind::with_target: {
      const Typed manager = type_of(tree_.node(definition.value));
      Type entered = call_method(manager.type, "__enter__", {});
      Node statement = tree_.node(definition.owner);
      while (statement && !statement.is(Kind::with_statement)) statement = statement.parent();
      if (statement.first_child().is(Kind::token_async)) {
        entered = awaited(call_method(manager.type, "__aenter__", {}));
      }
      const Node pattern = tree_.node(definition.owner).child(Field::alias).first_child();
      const Node target = tree_.node(definition.target);
      return {pattern == target ? entered : part_for(target, pattern, entered), manager.evidence, {}};
    }
    case DefinitionKind::import:
      return evaluate_import(definition);
    case DefinitionKind::function:
      return {function_type(scopes_.scope_at(definition.owner)), Evidence::call, {}};
    case DefinitionKind::class_: {
      const ScopeId scope = scopes_.scope_at(definition.owner);
      return {pool_.class_object(types::first_document_id + scope), Evidence::call, {}};
    }
    case DefinitionKind::unbound:
      // A class body falls through to the names around it; anywhere else reading it raises. At module level a builtin
      // may stand behind: `try: unicode except NameError: unicode = str`.
      if (scopes_[variable.scope].kind == ScopeKind::class_)
        return evaluate_outer(variable.atom, scopes_[variable.scope].parent);
      if (variable.scope == module_scope) {
        const Type type = builtin(atoms_.text(variable.atom));
        return {type == Type::unknown ? Type::never : type, Evidence::stub, {}};
      }
      return {Type::never, Evidence::none, {}};
    case DefinitionKind::outer:
      return evaluate_outer(variable.atom, variable.scope);
    case DefinitionKind::shared:
      return this->variable(variable.atom, scopes_.resolve(variable.atom, variable.scope));
    case DefinitionKind::attribute: {
      const Typed object = type_of(flow_.operand(id));
      const Type type = member(object.type, atoms_.text(variable.atom));
      const bool in_document =
          pool_.class_of(object.type) != 0xffffffff && pool_.class_of(object.type) >= types::first_document_id;
      return {type,
              in_document                         ? Evidence::attribute
              : object.evidence == Evidence::none ? Evidence::none
                                                  : Evidence::stub,
              {}};
    }
    case DefinitionKind::phi: {
      Typed all{Type::never, Evidence::none, {}};
      flow_.each_operand(id, [&](DefinitionId operand) {
        const Typed one = type_of(operand);
        if (one.type == Type::never) return;
        all.evidence =
            all.evidence == Evidence::none || all.evidence == one.evidence ? one.evidence : Evidence::assignment;
        all.type = pool_.join(all.type, one.type);
      });
      return all;
    }
    case DefinitionKind::narrow:
      return evaluate_narrow(definition, id);
    case DefinitionKind::deleted:
      return {Type::never, Evidence::none, {}};
    case DefinitionKind::capture: {
      // `case bytes() as whole`, `case anything`: the subject itself. Parts of it are not followed.
      const Node pattern = tree_.node(definition.owner);
      Node at = tree_.node(definition.target);
      while (at != pattern && at.parent().is_any(Kind::dotted_name, Kind::as_pattern, Kind::case_pattern))
        at = at.parent();
      if (at != pattern) return captured_part(tree_.node(definition.target));
      if (definition.value == syntax::no_node) return {};
      const Typed subject = type_of(tree_.node(definition.value));
      return {narrowed_by_pattern(subject.type, pattern, true), subject.evidence, subject.because};
    }
    case DefinitionKind::exception:
    case DefinitionKind::opaque:
      return {};
  }
  return {};
}

// `bytes() as body` and `bytes(body)` somewhere in a pattern: the class says what is captured.
Typed Evaluator::captured_part(Node target) {
  Node part = target;
  while (part.parent().is_any(Kind::dotted_name, Kind::case_pattern, Kind::as_pattern_target)) part = part.parent();
  Node pattern = part.parent();
  if (pattern.is(Kind::as_pattern)) {
    pattern = pattern.first_child();
    while (pattern.is(Kind::case_pattern)) pattern = pattern.first_child();
    if (!pattern.is(Kind::class_pattern)) return {};
    return {class_tested(pattern.first_child()), Evidence::isinstance, pattern};
  }
  // Only the builtin scalars match themselves with their one part.
  if (!pattern.is(Kind::class_pattern) || part == pattern.first_child()) return {};
  const Type tested = class_tested(pattern.first_child());
  const bool matches_itself =
      pool_.is(tested, Known::bytes) || pool_.is(tested, Known::bytearray) || pool_.is(tested, Known::str);
  return matches_itself ? Typed{tested, Evidence::isinstance, pattern} : Typed{};
}

// What is written of the type of the variable that an assignment binds: beside it, or where it is declared.
Typed Evaluator::written_for(Node owner, bool whole, const Variable& variable) {
  if (const Node annotation = owner.child(Field::type)) {
    return {declared(annotation, scopes_.scope_of(owner)), Evidence::annotation, annotation};
  }
  if (const std::string_view comment = type_comments_.behind(owner); !comment.empty() && whole) {
    return {declared_text(comment, scopes_.scope_of(owner)), Evidence::annotation, {}};
  }
  if (variable.base != no_variable) return {};
  const auto type = declaration_of(variable.atom, variable.scope);
  return type ? Typed{*type, Evidence::annotation, {}} : Typed{};
}

// `parts: list[bytes] = []`: a list by its value, of bytes by its declaration.
Type Evaluator::with_declared_contents(Type type, Type declared) {
  for (const Type member : pool_.members(declared)) {
    if (pool_.class_of(member) == pool_.class_of(type)) return member;
  }
  return type;
}

Typed Evaluator::evaluate_import(Definition definition) {
  const Node statement = tree_.node(definition.owner);
  const Node name = tree_.node(definition.value);
  const Node dotted = name.is(Kind::aliased_import) ? name.child(Field::name) : name;
  const auto of_module = [&](std::string_view module) -> Typed {
    if (const Type own = foreign_.own_import(module, ""); own != Type::unknown) return {own, Evidence::call, {}};
    if (const auto id = stubs_.module(module)) return {pool_.make(Form::module, *id), Evidence::stub, {}};
    return {foreign_.import(module, ""), Evidence::call, {}};
  };
  if (statement.is(Kind::import_statement)) {
    return of_module(name.is(Kind::aliased_import) ? dotted.text() : dotted.first_child().text());
  }
  if (!statement.is(Kind::import_from_statement)) return {};
  const Node from = statement.child(Field::module_name);
  const Type own = foreign_.own_import(from.text(), dotted.text());
  if (own != Type::unknown) return {own, Evidence::call, {}};
  const auto module = from.is(Kind::relative_import) ? std::nullopt : stubs_.module(from.text());
  const stubs::Symbol symbol = module ? stubs_.find(*module, dotted.text(), version_) : stubs::Symbol{};
  if (!symbol) return {foreign_.import(from.text(), dotted.text()), Evidence::call, {}};
  return {type_of_symbol(symbol), Evidence::stub, {}};
}

Typed Evaluator::evaluate_outer(Atom atom, ScopeId from) {
  const ScopeId scope = scopes_.resolve(atom, from);
  const Bindings& bindings = scopes_.bindings(scope);
  if (bindings.names.contains(atom) || (scope == module_scope && scopes_.is_bound_elsewhere(atom, scope))) {
    return variable(atom, scope);
  }
  // `from m import *` may bind any name: what looks like a builtin may be none.
  if (scopes_.bindings(module_scope).star_import) return star_imported(atom);
  const Type type = builtin(atoms_.text(atom));
  return {type, type == Type::unknown ? Evidence::none : Evidence::stub, {}};
}

// `from m import *` of code that is not known may bind any name. Numeric libraries export `sum`, `any` or `open` of
// their own; none replaces the builtin classes, nor `len` and `isinstance`.
Typed Evaluator::star_imported(Atom atom) {
  const std::string_view name = atoms_.text(atom);
  bool unknown_module = false;
  for (const Node statement : tree_.root().children()) {
    if (!statement.is(Kind::import_from_statement)) continue;
    bool star = false;
    for (const Node child : statement.children()) star = star || child.is(Kind::wildcard_import);
    if (!star) continue;
    const auto module = stubs_.module(statement.child(Field::module_name).text());
    if (!module) {
      const Type type = foreign_.star_import(statement.child(Field::module_name).text(), name);
      if (type != Type::unknown && !unknown_module) return {type, Evidence::call, {}};
      unknown_module = true;
      continue;
    }
    if (name.starts_with('_')) continue;
    const stubs::Symbol symbol = stubs_.find(*module, name, version_);
    if (symbol && !unknown_module) return {type_of_symbol(symbol), Evidence::stub, {}};
  }
  const Type type = builtin(name);
  const bool never_replaced = pool_.form(type) == Form::class_object || name == "len" || name == "isinstance";
  if (unknown_module && !never_replaced) return {};
  return {type, type == Type::unknown ? Evidence::none : Evidence::stub, {}};
}

Typed Evaluator::evaluate_narrow(Definition definition, DefinitionId id) {
  const Typed before = type_of(flow_.operand(id));
  const Node condition = tree_.node(definition.owner);
  const Type type = narrowed(before.type, condition, definition.positive, flow_.variable(definition.variable).scope);
  if (type == before.type) return before;
  const bool by_test = definition.positive && tests_class(condition);
  return {type, by_test ? Evidence::isinstance : before.evidence, by_test ? condition : before.because};
}

Type Evaluator::part_for(Node target, Node pattern, Type value) {
  // From the outermost pattern inwards.
  std::array<Node, 8> levels;
  std::size_t depth = 0;
  for (Node at = target; at != pattern; at = at.parent()) {
    if (depth == levels.size() || !at) return Type::unknown;
    levels[depth++] = at;
  }
  while (depth > 0) {
    const Node child = levels[--depth];
    const Node parent = child.parent();
    if (parent.is(Kind::list_splat_pattern) || parent.is(Kind::list_splat)) {
      value = pool_.instance(Known::list, {element_of(value)});
      continue;
    }
    if (!parent.is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern, Kind::tuple, Kind::list,
                       Kind::expression_list))
      continue;
    std::size_t index = 0;
    bool after_splat = false;
    for (const Node sibling : parent.children()) {
      if (sibling == child) break;
      after_splat = after_splat || sibling.is(Kind::list_splat_pattern);
      ++index;
    }
    if (child.is(Kind::list_splat_pattern)) continue;  // handled one level further in
    Type part = Type::never;
    for (const Type one : pool_.members(value)) {
      const Type member = as_plain_tuple(one);
      const bool by_position = pool_.form(member) == Form::tuple && !after_splat;
      part = pool_.join(part, by_position ? pool_.argument(member, index) : element_of(member));
    }
    value = part;
  }
  return value;
}

std::optional<Type> Evaluator::declaration_of(Atom atom, ScopeId scope) {
  const Bindings& bindings = scopes_.bindings(scope);
  const auto found = bindings.declared.find(atom);
  if (found != bindings.declared.end()) return declared(tree_.node(found->second), scope);
  if (type_comments_.empty() || !bindings.names.contains(atom)) return {};
  for (const Binding& binding : bindings.all) {
    if (binding.atom != atom) continue;
    const Node owner = tree_.node(binding.owner);
    if (!owner.is(Kind::assignment) || owner.child(Field::left).id() != binding.target) continue;
    if (const std::string_view type = type_comments_.behind(owner); !type.empty()) return declared_text(type, scope);
  }
  return {};
}

}  // namespace slicecop::semantics
