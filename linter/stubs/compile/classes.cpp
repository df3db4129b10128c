#include "stubs/compile/classes.h"

#include <algorithm>
#include <array>

#include "stubs/compile/linearization.h"
#include "stubs/table.h"
#include "syntax/views.h"
#include "types/substitute.h"

namespace slicecop::stubs::compile {

namespace {

using syntax::Field;
using syntax::Kind;
using syntax::Node;
using types::Form;
using types::Known;

void set(ClassFacts& facts, ClassFlag flag) { facts.flags |= static_cast<std::uint8_t>(flag); }

std::vector<Type> variables_as_types(types::Pool& pool, std::span<const TypeVariableId> variables) {
  std::vector<Type> types;
  types.reserve(variables.size());
  for (const TypeVariableId id : variables) types.push_back(pool.make(Form::type_variable, id));
  return types;
}

void append_once(std::vector<TypeVariableId>& variables, std::span<const TypeVariableId> more) {
  for (const TypeVariableId id : more) {
    if (std::ranges::find(variables, id) == variables.end()) variables.push_back(id);
  }
}

}  // namespace

std::expected<std::vector<Index>, std::string> number_classes(Program& program, const Lookup& lookup) {
  std::vector<Index> by_id;
  const auto number = [&](Index index) {
    Class& numbered = program.classes[index];
    if (numbered.id != no_index || numbered.versions == 0) return;
    numbered.id = static_cast<ClassId>(by_id.size());
    by_id.push_back(index);
  };
  for (const types::KnownClassName& known : types::known_class_names) {
    const Index index = lookup.class_named(known.module, known.name);
    if (index == no_index || program.classes[index].versions == 0) {
      return std::unexpected("no class " + std::string(known.module) + "." + std::string(known.name));
    }
    number(index);
  }
  for (Index index = 0; index < program.classes.size(); ++index) number(index);
  return by_id;
}

Classes::Classes(Annotations& annotations, std::vector<Index> by_id)
    : annotations_(annotations),
      by_id_(std::move(by_id)),
      facts_(by_id_.size()),
      state_(by_id_.size(), 0),
      named_tuple_(id_of("typing", "NamedTuple")),
      typed_dict_(id_of("typing", "_TypedDict")),
      enumeration_(id_of("enum", "Enum")) {}

ClassId Classes::id_of(std::string_view module, std::string_view name) const {
  const Index index = annotations_.lookup().class_named(module, name);
  return index == no_index ? no_index : annotations_.program().classes[index].id;
}

const ClassFacts& Classes::facts(ClassId id) {
  if (state_[id] == 0) {
    state_[id] = 1;
    ClassFacts facts;
    work_out(id, facts);
    facts_[id] = std::move(facts);
    state_[id] = 2;
  }
  return facts_[id];
}

void Classes::work_out(ClassId id, ClassFacts& facts) {
  types::Pool& pool = annotations_.pool();
  read_bases(id, facts);
  std::vector<std::vector<Type>> lists;
  for (const Type base : facts.bases) {
    const ClassId base_id = pool.class_of(base);
    if (state_[base_id] == 1) continue;  // a class that is its own base
    const ClassFacts above = this->facts(base_id);
    std::vector<Type> arguments(pool.arguments(base).begin(), pool.arguments(base).end());
    if (pool.form(base) == Form::tuple) arguments = {pool.join(arguments)};
    for (std::size_t i = arguments.size(); i < above.parameters.size(); ++i) {
      arguments.push_back(annotations_.variables()[above.parameters[i]].default_type);
    }
    std::vector<Type> list;
    list.reserve(above.linearization.size());
    for (const Type type : above.linearization) {
      list.push_back(types::substitute(pool, type, {.parameters = above.parameters, .arguments = arguments}));
    }
    lists.push_back(std::move(list));
    facts.flags |= above.flags & ~static_cast<std::uint8_t>(ClassFlag::protocol);
  }
  const Type self = types::make_instance(pool, id, variables_as_types(pool, facts.parameters));
  facts.linearization = merge_linearizations(pool, self, lists);
  set_flags(id, facts);
}

void Classes::read_bases(ClassId id, ClassFacts& facts) {
  const Class& self = declared(id);
  const Place place{&annotations_.program().modules[self.module].scope, self.parameters};
  std::vector<TypeVariableId> found;  // in the bases
  bool is_explicit = false;           // Generic[...] or Protocol[...] lists the parameters
  for (const TypeParameter& parameter : self.parameters)
    annotations_.type_variable(parameter, place, &facts.parameters);
  if (self.definition) {
    for (const Node node : self.definition.child(Field::superclasses).children()) {
      if (!node.is(Kind::keyword_argument)) read_base(id, node, facts, found, is_explicit);
    }
  }
  if (self.is_functional_tuple) facts.bases.push_back(annotations_.pool().instance(named_tuple_));
  if (self.is_functional_dict) facts.bases.push_back(annotations_.pool().instance(typed_dict_));
  if (!is_explicit) append_once(facts.parameters, found);

  const auto is_named_tuple = [&](Type type) { return annotations_.pool().class_of(type) == named_tuple_; };
  if (std::ranges::any_of(facts.bases, is_named_tuple)) {
    std::vector<Type> elements;
    for (const auto& [name, type] : fields(id)) elements.push_back(type);
    facts.bases.push_back(annotations_.pool().make(Form::tuple, 0, elements));
  }
  if (facts.bases.empty() && id != class_id(Known::object))
    facts.bases.push_back(annotations_.pool().instance(Known::object));
}

void Classes::read_base(ClassId id, Node node, ClassFacts& facts, std::vector<TypeVariableId>& found,
                        bool& is_explicit) {
  const Class& self = declared(id);
  const Scope& module = annotations_.program().modules[self.module].scope;
  // A nested class is declared in the body of the class around it.
  const Scope& scope = self.outer == no_index ? module : annotations_.program().classes[self.outer].scope;
  const Place place{&scope, self.parameters};
  Window window{representative(self.versions), self.versions};
  const Node head = node.is(Kind::subscript) ? node.child(Field::value) : node;
  const Entity entity = annotations_.lookup().find(scope, head.text(), window);
  if (entity.is(EntityKind::marker)) {
    if (entity.marker == Marker::protocol) set(facts, ClassFlag::protocol);
    if (entity.marker == Marker::typed_dict) facts.bases.push_back(annotations_.pool().instance(typed_dict_));
    if (!node.is(Kind::subscript)) return;
    is_explicit = true;
    for (const Node argument : node.children()) {
      if (argument.field() == Field::subscript) annotations_.read(argument, place, window, &facts.parameters);
    }
    return;
  }
  const Type type = annotations_.read(node, place, window, &found);
  const Form form = annotations_.pool().form(type);
  if (form == Form::instance || form == Form::tuple) {
    facts.bases.push_back(type);
  } else if (type == Type::any && head.text().ends_with("object")) {
    facts.bases.push_back(annotations_.pool().instance(Known::object));
  } else {
    set(facts, ClassFlag::unknown_base);
  }
}

std::vector<std::pair<Name, Type>> Classes::fields(ClassId id) {
  const Class& self = declared(id);
  std::vector<std::pair<Name, Type>> fields;
  const auto add = [&](Name name, Node node, VersionSet versions) {
    Window window{representative(versions), versions};
    fields.emplace_back(name, node ? annotations_.read(node, {&self.scope}, window) : Type::unknown);
  };
  if (self.is_functional_tuple) {
    for (const TupleField& field : self.fields) add(field.name, field.type, self.versions);
    return fields;
  }
  for (const Declaration& declaration : self.scope.declarations) {
    if (declaration.kind == DeclarationKind::variable && declaration.node && declaration.versions != 0) {
      add(declaration.name, declaration.node, declaration.versions);
    }
  }
  return fields;
}

void Classes::set_flags(ClassId id, ClassFacts& facts) {
  const Name buffer = annotations_.program().names.find("__buffer__");
  if (declared(id).scope.find(buffer) != nullptr) set(facts, ClassFlag::buffer);
  if (id == named_tuple_) set(facts, ClassFlag::named_tuple);
  if (id == typed_dict_) set(facts, ClassFlag::typed_dict);
  if (id == enumeration_) set(facts, ClassFlag::enumeration);
}

}  // namespace slicecop::stubs::compile
