#include "stubs/compile/annotations.h"

#include <algorithm>

#include "stubs/compile/decorators.h"
#include "syntax/views.h"

namespace slicecop::stubs::compile {

namespace {

using types::Form;
using types::NameMeaning;

void append_once(std::vector<TypeVariableId>* variables, TypeVariableId id) {
  if (variables != nullptr && std::ranges::find(*variables, id) == variables->end()) variables->push_back(id);
}

// What names mean at one place in one version.
class PlaceNames : public types::NameResolver {
 public:
  PlaceNames(Annotations& annotations, const Place& place, Window& window, std::vector<TypeVariableId>* variables)
      : annotations_(annotations), place_(place), window_(window), variables_(variables) {}

  NameMeaning resolve(std::string_view name) override {
    if (const TypeParameter* parameter = type_parameter(name.substr(0, name.find('.')))) {
      if (name.find('.') != std::string_view::npos) return {};  // P.args
      return {.type = annotations_.type_variable(*parameter, place_, variables_)};
    }
    const Entity entity = annotations_.lookup().find(*place_.scope, name, window_);
    switch (entity.kind) {
      case EntityKind::class_:
        return class_meaning(annotations_.program().classes[entity.index]);
      case EntityKind::special:
        return {.special = entity.special};
      case EntityKind::type_variable:
        return {.type = annotations_.type_variable(entity, variables_)};
      case EntityKind::alias:
        return alias_meaning(entity);
      case EntityKind::new_type:
        return {.type = annotations_.new_type(entity, window_), .alias = true};
      case EntityKind::external:
        annotations_.count_external(name);
        return {};
      case EntityKind::marker:
        return {};
      case EntityKind::none:
        // `P.args` and `P.kwargs` of a ParamSpec.
        if (!name.ends_with(".args") && !name.ends_with(".kwargs")) annotations_.report(place_, name, "undefined");
        return {};
      default:
        if (!stands_for_anything(entity)) annotations_.report(place_, name, "no type");
        return {};
    }
  }

  types::StringId intern(std::string_view literal) override { return annotations_.literals().intern(literal); }

 private:
  static const TypeParameter* find_in(std::span<const TypeParameter> parameters, Name name) {
    const auto found = std::ranges::find(parameters, name, &TypeParameter::name);
    return found == parameters.end() ? nullptr : &*found;
  }

  // `Parser: Incomplete` in the place of a class that nobody has described yet.
  [[nodiscard]] static bool stands_for_anything(const Entity& entity) {
    const std::string_view type = entity.declaration == nullptr ? "" : last_part(entity.declaration->node.text());
    return type == "Incomplete" || type == "Any" || type == "_SpecialForm";
  }

  // Those of the function first, then of the classes around it.
  [[nodiscard]] const TypeParameter* type_parameter(std::string_view text) const {
    const Name name = annotations_.program().names.find(text);
    if (const TypeParameter* found = find_in(place_.parameters, name)) return found;
    for (Index owner = place_.scope->owner; owner != no_index;) {
      const Class& around = annotations_.program().classes[owner];
      if (const TypeParameter* found = find_in(around.parameters, name)) return found;
      owner = around.outer;
    }
    return nullptr;
  }

  NameMeaning class_meaning(const Class& meant) {
    const Program& program = annotations_.program();
    if (program.names.text(meant.name) == "NoneType" &&
        program.names.text(program.modules[meant.module].name) == "types") {
      return {.type = Type::none, .alias = true};
    }
    return {.type = annotations_.pool().class_object(meant.id)};
  }

  NameMeaning alias_meaning(const Entity& entity) {
    AliasMeaning meaning = annotations_.alias(entity, window_);
    parameters_ = std::move(meaning.parameters);
    return {.type = meaning.type, .alias = true, .parameters = parameters_};
  }

  Annotations& annotations_;
  const Place& place_;
  Window& window_;
  std::vector<TypeVariableId>* variables_;
  std::vector<TypeVariableId> parameters_;
};

}  // namespace

Annotations::Annotations(Program& program, const Lookup& lookup, types::Pool& pool, Names& literals)
    : program_(program), lookup_(lookup), pool_(pool), literals_(literals) {}

Type Annotations::read(syntax::Node node, const Place& place, Window& window, std::vector<TypeVariableId>* variables) {
  PlaceNames names(*this, place, window, variables);
  return types::read_annotation(node, pool_, names);
}

AliasMeaning Annotations::alias(const Entity& entity, Window& window) {
  const Declaration& declaration = *entity.declaration;
  for (const AliasMeaning& known : aliases_[&declaration]) {
    if (!contains(known.versions, window.version)) continue;
    window.narrow(known.versions);
    return known;
  }
  if (open_[&declaration] > 0) return {window.versions, Type::unknown, {}};  // recursive
  ++open_[&declaration];
  const Place place{entity.scope, declaration.parameters};
  Window own{window.version, all_versions};
  AliasMeaning meaning{};
  for (const TypeParameter& parameter : declaration.parameters) type_variable(parameter, place, &meaning.parameters);
  meaning.type = read(declaration.value, place, own, &meaning.parameters);
  meaning.versions = own.versions;
  --open_[&declaration];
  aliases_[&declaration].push_back(meaning);
  window.narrow(own.versions);
  return meaning;
}

Type Annotations::new_type(const Entity& entity, Window& window) {
  if (open_[entity.declaration] > 0) return Type::unknown;
  ++open_[entity.declaration];
  const Type type = read(entity.declaration->value, {entity.scope}, window);
  --open_[entity.declaration];
  return type;
}

Type Annotations::type_variable(const Entity& entity, std::vector<TypeVariableId>* variables) {
  const auto [found, is_new] = made_.emplace(entity.declaration, no_index);
  if (is_new) {
    const TypeVariableId id = make_variable(read_variable(*entity.declaration, *entity.scope));
    made_[entity.declaration] = id;
    return use_variable(id, variables);
  }
  return found->second == no_index ? Type::unknown : use_variable(found->second, variables);
}

Type Annotations::type_variable(const TypeParameter& parameter, const Place& place,
                                std::vector<TypeVariableId>* variables) {
  const auto [found, is_new] = made_.emplace(&parameter, no_index);
  if (is_new) {
    TypeVariable variable{.name = parameter.name, .kind = parameter.kind};
    Window window{representative(all_versions), all_versions};
    if (parameter.bound) variable.bound = read(parameter.bound, place, window);
    const TypeVariableId id = make_variable(variable);
    made_[&parameter] = id;
    return use_variable(id, variables);
  }
  return found->second == no_index ? Type::unknown : use_variable(found->second, variables);
}

TypeVariable Annotations::read_variable(const Declaration& declaration, const Scope& scope) {
  const syntax::Call call(declaration.value);
  const std::string_view callee = constructor_name(call);
  TypeVariable variable{.name = declaration.name, .kind = VariableKind::type};
  if (callee == "ParamSpec") variable.kind = VariableKind::parameters;
  if (callee == "TypeVarTuple") variable.kind = VariableKind::tuple;
  if (variable.kind != VariableKind::type) return variable;

  const Place place{&scope};
  Window window{representative(declaration.versions), all_versions};
  for (std::uint32_t i = 1; const syntax::Node constraint = call.positional(i); ++i) {
    variable.constraints = pool_.join(variable.constraints, read(constraint, place, window));
  }
  if (const syntax::Node bound = call.keyword("bound")) variable.bound = read(bound, place, window);
  if (const syntax::Node fallback = call.keyword("default")) variable.default_type = read(fallback, place, window);
  return variable;
}

TypeVariableId Annotations::make_variable(const TypeVariable& variable) {
  const auto [found, is_new] = variable_ids_.emplace(variable, static_cast<TypeVariableId>(variables_.size()));
  if (is_new) variables_.push_back(variable);
  return found->second;
}

// A ParamSpec and a TypeVarTuple keep their place among the parameters of a class, but as a type they say nothing.
Type Annotations::use_variable(TypeVariableId id, std::vector<TypeVariableId>* variables) {
  append_once(variables, id);
  if (variables_[id].kind != VariableKind::type) return Type::unknown;
  return pool_.make(Form::type_variable, id);
}

void Annotations::report(const Place& place, std::string_view name, std::string_view problem) {
  const std::string_view module = program_.names.text(program_.modules[place.scope->module].name);
  ++unresolved_[{std::string(module), std::string(name), std::string(problem)}];
}

}  // namespace slicecop::stubs::compile
