// Evaluator: annotations of the document, whose names mean what the scope around them binds.

#include <string>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Form;
using types::NameMeaning;
using types::SpecialForm;

namespace {

// `A = B; B = C; ...` aliases of aliases.
constexpr int longest_alias_chain = 8;

}  // namespace

class ScopeNames final : public types::NameResolver {
 public:
  ScopeNames(Evaluator& evaluator, ScopeId scope) : evaluator_(evaluator), scope_(scope) {}

  NameMeaning resolve(std::string_view name) override {
    const std::size_t dot = name.find('.');
    // An annotation's text may belong to a string that is parsed on its own; atoms keep pieces of the file only.
    const Atom atom = evaluator_.atoms_.intern_copy(name.substr(0, dot));
    if (dot == std::string_view::npos) return of_name(atom);
    Type type = evaluator_.evaluate_outer(atom, scope_).type;
    std::string_view rest = name.substr(dot + 1);
    while (true) {
      const std::size_t next = rest.find('.');
      const std::string_view part = rest.substr(0, next);
      const bool of_library =
          evaluator_.pool_.form(type) == Form::module && types::is_library(evaluator_.pool_[type].payload);
      if (next == std::string_view::npos && of_library) {
        return of_symbol(evaluator_.stubs_.find(evaluator_.pool_[type].payload, part, evaluator_.version_));
      }
      if (next == std::string_view::npos && evaluator_.pool_.form(type) == Form::module) {
        const Type alias = evaluator_.foreign_.alias_in(evaluator_.pool_[type].payload, part);
        if (alias != Type::unknown) return {.special = SpecialForm::none, .type = alias, .alias = true};
      }
      type = evaluator_.member(type, part);
      if (next == std::string_view::npos) break;
      rest = rest.substr(next + 1);
    }
    return of_value(type);
  }

  types::StringId intern(std::string_view literal) override {
    // One that no library's signature mentions gets a number of its own, out of the table's way.
    constexpr types::StringId of_document = 0x80000000;
    const auto known = evaluator_.stubs_.find_literal(literal);
    return known ? *known : of_document | evaluator_.atoms_.intern_copy(literal);
  }

 private:
  NameMeaning of_symbol(const stubs::Symbol& symbol) {
    switch (symbol.kind) {
      case stubs::SymbolKind::class_:
        return {SpecialForm::none, evaluator_.pool_.class_object(symbol.id)};
      case stubs::SymbolKind::alias:
        return {.special = SpecialForm::none,
                .type = symbol.type,
                .alias = true,
                .parameters = evaluator_.stubs_.alias_parameters(symbol)};
      case stubs::SymbolKind::special_form:
        return {static_cast<SpecialForm>(symbol.id), Type::unknown};
      default:
        return {};
    }
  }

  NameMeaning of_value(Type type) {
    if (evaluator_.pool_.form(type) != Form::class_object) return {};
    return {SpecialForm::none, evaluator_.pool_.class_object(evaluator_.pool_[type].payload)};
  }

  NameMeaning of_name(Atom atom) {
    const ScopeId scope = evaluator_.scopes_.resolve(atom, scope_);
    if (!evaluator_.scopes_.bindings(scope).names.contains(atom)) {
      const auto builtins = evaluator_.stubs_.module("builtins");
      const bool hidden = evaluator_.scopes_.bindings(module_scope).star_import;
      if (hidden) {
        if (const Type alias = evaluator_.star_imported_alias(atom); alias != Type::unknown) {
          return {.special = SpecialForm::none, .type = alias, .alias = true};
        }
      }
      if (!builtins || hidden) return of_value(evaluator_.evaluate_outer(atom, scope_).type);
      return of_symbol(evaluator_.stubs_.find(*builtins, evaluator_.atoms_.text(atom), evaluator_.version_));
    }
    // Imported: `from typing import Optional` has a meaning that no value has.
    for (const DefinitionId binding : evaluator_.flow_.bindings_of(atom, scope)) {
      const Definition definition = evaluator_.flow_[binding];
      if (definition.kind != DefinitionKind::import) continue;
      const syntax::Node from = evaluator_.tree_.node(definition.owner).child(Field::module_name);
      syntax::Node name = evaluator_.tree_.node(definition.value);
      if (name.is(Kind::aliased_import)) name = name.child(Field::name);
      const auto module = from ? evaluator_.stubs_.module(from.text()) : std::nullopt;
      if (from && !module) {
        const Type alias = evaluator_.foreign_.alias(from.text(), name.text());
        if (alias != Type::unknown) return {.special = SpecialForm::none, .type = alias, .alias = true};
      }
      if (!module) continue;
      const NameMeaning meaning = of_symbol(evaluator_.stubs_.find(*module, name.text(), evaluator_.version_));
      if (meaning.special != SpecialForm::none || meaning.type != Type::unknown) return meaning;
    }
    // `Chunks = Iterable[bytes]` first as an annotation: as a value it is a class without arguments.
    const NameMeaning meaning = alias(atom);
    if (meaning.alias) return meaning;
    const NameMeaning value = of_value(evaluator_.evaluate_outer(atom, scope_).type);
    return value.type == Type::unknown ? meaning : value;
  }

  // `Data = Union[bytes, bytearray]`: what the right side means as an annotation.
  NameMeaning alias(Atom atom) {
    const ScopeId scope = evaluator_.scopes_.resolve(atom, scope_);
    if (evaluator_.alias_depth_ == longest_alias_chain || !evaluator_.scopes_.bindings(scope).names.contains(atom))
      return {};
    const std::vector<DefinitionId> bindings = evaluator_.flow_.bindings_of(atom, scope);
    if (bindings.size() != 1 || evaluator_.flow_[bindings.front()].kind != DefinitionKind::assignment) return {};
    syntax::Node value = evaluator_.tree_.node(evaluator_.flow_[bindings.front()].value);
    // UserId = NewType("UserId", bytes)
    if (const syntax::Call call(value); call && call.function().text().ends_with("NewType")) value = call.positional(1);
    if (!value.is_any(Kind::subscript, Kind::binary_operator, Kind::identifier, Kind::attribute)) return {};
    ++evaluator_.alias_depth_;
    const Type type = evaluator_.declared(value, scope);
    --evaluator_.alias_depth_;
    const bool is_name = value.is_any(Kind::identifier, Kind::attribute);  // another name for a class, perhaps
    return {.special = SpecialForm::none, .type = type, .alias = !is_name && type != Type::unknown};
  }

  Evaluator& evaluator_;
  ScopeId scope_;
};

Type Evaluator::alias_named(std::string_view name) {
  const types::NameMeaning meaning = ScopeNames(*this, module_scope).resolve(name);
  return meaning.alias && meaning.parameters.empty() ? meaning.type : Type::unknown;
}

// The alias of a type that a module of the project brings by `from module import *`.
Type Evaluator::star_imported_alias(Atom atom) {
  for (const Node statement : tree_.root().children()) {
    if (!statement.is(Kind::import_from_statement)) continue;
    for (const Node child : statement.children()) {
      const Node module = statement.child(Field::module_name);
      if (!child.is(Kind::wildcard_import) || stubs_.module(module.text())) continue;
      const Type alias = foreign_.star_imported_alias(module.text(), atoms_.text(atom));
      if (alias != Type::unknown) return alias;
    }
  }
  return Type::unknown;
}

Type Evaluator::declared(Node annotation, ScopeId scope) {
  if (!annotation) return Type::unknown;
  ScopeNames names(*this, scope);
  const Type type = types::read_annotation(annotation, pool_, names);
  // Declared `Any` is as good as nothing for what a value is.
  Type known = Type::never;
  for (const Type member : pool_.members(type)) known = pool_.join(known, member == Type::any ? Type::unknown : member);
  return known;
}

}  // namespace slicecop::semantics
