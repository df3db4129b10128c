// Evaluator: what containers hold that are made empty and filled later: `parts = []` and `parts.append(chunk)`,
// `self.table = {}` and `self.table[key] = chunk`.

#include <algorithm>

#include "semantics/buffers.h"
#include "semantics/evaluator.h"
#include "semantics/targets.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Form;

namespace {

// A container that is mentioned more often is not looked into.
constexpr std::size_t most_uses = 200;

// Displays and what joins them that are followed for one container.
constexpr std::size_t most_displays = 16;

bool is_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

// `[None] * n`: room for what is put there later.
bool is_room(syntax::Node value) {
  const syntax::BinaryOperator product(value);
  if (!product || product.operator_kind() != Kind::token_star) return false;
  const syntax::Node list = product.left();
  return list.is(Kind::list) && list.first_child().is(Kind::none_literal) && !list.first_child().next_sibling();
}

}  // namespace

Evaluator::ContainerKind Evaluator::container_kind(Type type) const {
  if (pool_.form(type) != Form::instance) return ContainerKind::none;
  const ClassId id = pool_.class_of(type);
  if (id == types::class_id(Known::list) || id == types::class_id(Known::set)) return ContainerKind::items;
  if (id == types::class_id(Known::dict)) return ContainerKind::mapping;
  if (!types::is_library(id)) return ContainerKind::none;
  const std::string_view name = stubs_.class_at(id).name;
  if (is_any(name, {"deque", "Queue", "LifoQueue", "PriorityQueue", "SimpleQueue"})) return ContainerKind::items;
  return is_any(name, {"defaultdict", "OrderedDict"}) ? ContainerKind::mapping : ContainerKind::none;
}

// Made empty here, so that all it holds is put there by what can be seen.
bool Evaluator::is_made_empty(Node value) {
  value = syntax::unparenthesized(value);
  if (value.is_any(Kind::list, Kind::dictionary)) return !value.first_child();
  if (is_room(value)) return true;
  const syntax::Call call(value);
  if (!call || call.has_bare_generator()) return false;
  if (pool_.form(type_of(call.function()).type) != Form::class_object) return false;
  for (const Node argument : call.arguments().children()) {
    if (!argument.is_any(Kind::keyword_argument, Kind::integer)) return false;
    if (argument.is(Kind::keyword_argument) && !is_any(argument.child(Field::name).text(), {"maxlen", "maxsize"})) {
      return false;
    }
  }
  return true;
}

// Everything in it that is known.
bool Evaluator::is_buffer_or_none(Type type) {
  for (const Type member : pool_.members(type)) {
    if (member != Type::none && !is_open(member) && !buffer_of(*this, member)) return false;
  }
  return true;
}

// The same container of other things.
Type Evaluator::container_of(Type container, const std::vector<Type>& arguments) {
  return pool_.make(Form::instance, pool_.class_of(container), arguments);
}

// `type` as the container that `value` makes, with what `uses` (of the name that holds it) put into it.
Type Evaluator::filled(Type type, Node value, const std::vector<Node>& uses) {
  const ContainerKind kind = container_kind(type);
  if (kind == ContainerKind::none || uses.size() > most_uses) return type;
  Contents contents;
  if (is_room(syntax::unparenthesized(value))) contents.item = Type::none;
  for (const Node use : uses) {
    add_contents(use, kind, contents);
    if (contents.open) return type;
  }
  if (contents.item == Type::never) {
    if (now_.leans_on == no_lean) return type;
    // `table[key] = table.get(key, b"") + chunk` is asked for while it is being answered: nothing is in it yet.
    if (kind == ContainerKind::items) return container_of(type, {Type::never});
    return container_of(type, {Type::unknown, Type::never});
  }
  // Several things and one that is not known: what is done with an item tells more.
  if (is_open(contents.item) && !is_buffer_or_none(contents.item)) return type;
  if (kind == ContainerKind::items) {
    return container_of(type, {contents.item});
  }
  const Type key = contents.key == Type::never ? Type::unknown : contents.key;
  return container_of(type, {key, contents.item});
}

void Evaluator::add_contents(Node use, ContainerKind kind, Contents& contents) {
  const auto put = [&](Type item) { contents.item = pool_.join(contents.item, widened(item)); };
  const Node place = syntax::with_parentheses(use);
  const Node parent = place.parent();
  switch (parent.kind()) {
    case Kind::attribute: {
      const syntax::Call call(parent.parent());
      if (!call || call.function() != parent) {
        contents.open = true;  // `add = parts.append`
        return;
      }
      add_contents_by_method(call, syntax::Attribute(parent).name(), kind, contents);
      return;
    }
    case Kind::subscript:
      if (place.field() == Field::value) add_stored(parent, kind, contents);
      return;
    case Kind::augmented_assignment:
      if (place.field() == Field::left) {
        put(element_of(type_of(parent.child(Field::right)).type));
      }
      return;
    case Kind::argument_list:
    case Kind::keyword_argument:
      contents.open = contents.open || may_be_filled_by_callee(parent);
      return;
    case Kind::assignment:
    case Kind::named_expression:
      // Another name for it; unpacked it is none.
      contents.open = contents.open ||
                      (place.field() != Field::left &&
                       !parent.child(Field::left).is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern));
      return;
    case Kind::list:
    case Kind::tuple:
    case Kind::pair:
    case Kind::conditional_expression:
      contents.open = true;
      return;
    default:
      return;
  }
}

// `container[key] = value` and the like.
void Evaluator::add_stored(Node item, ContainerKind kind, Contents& contents) {
  const auto put = [&](Type type) { contents.item = pool_.join(contents.item, widened(type)); };
  const Node key = syntax::Subscript(item).index();
  const bool of_other_key = !contents.only_key.empty() && key.is_any(Kind::string, Kind::integer) &&
                            !key.first_child() && key.text() != contents.only_key;
  if (of_other_key) return;
  const Node statement = item.parent();
  const bool is_left = statement.child(Field::left) == item;
  if (statement.is(Kind::assignment) && is_left) {
    Node right = statement.child(Field::right);
    while (right.is(Kind::assignment)) right = right.child(Field::right);
    const Type value = type_of(right).type;
    put(syntax::Subscript(item).slice() ? element_of(value) : value);
    if (kind == ContainerKind::mapping) contents.key = pool_.join(contents.key, widened(type_of(key).type));
  } else if (statement.is(Kind::augmented_assignment) && is_left) {
    // `+=` keeps the kind of what it grows.
    if (contents.item == Type::never) put(type_of(statement.child(Field::right)).type);
  } else if (is_target(item) && !statement.is(Kind::delete_statement)) {
    contents.open = true;
  }
}

// The library does not fill what it is handed, but for two modules.
bool Evaluator::may_be_filled_by_callee(Node place) {
  const Node list = place.is(Kind::keyword_argument) ? place.parent() : place;
  const Type callee = type_of(list.parent().child(Field::function)).type;
  if (pool_.form(callee) == Form::class_object) return !types::is_library(pool_[callee].payload);
  const auto function = function_of(callee);
  if (!function || !types::is_library(*function)) return true;
  return is_any(stubs_.function_at(*function).name, {"heappush", "insort", "insort_right", "insort_left"});
}

void Evaluator::add_contents_by_method(syntax::Call call, std::string_view method, ContainerKind kind,
                                       Contents& contents) {
  const auto put = [&](Type item) { contents.item = pool_.join(contents.item, widened(item)); };
  const Node first = call.positional(0);
  const Node second = call.positional(1);
  if (kind == ContainerKind::mapping) {
    if (method == "setdefault") {
      if (second) put(type_of(second).type);
      contents.key = pool_.join(contents.key, widened(type_of(first).type));
    } else if (method == "update" && call.argument_count() > 0) {
      contents.open = true;
    }
    return;
  }
  if (is_any(method, {"append", "appendleft", "add", "put", "put_nowait"})) {
    put(first ? type_of(first).type : Type::unknown);
  } else if (method == "insert") {
    put(second ? type_of(second).type : Type::unknown);
  } else if (is_any(method, {"extend", "extendleft", "update"})) {
    put(first ? element_of(type_of(first).type) : Type::unknown);
  }
}

// The uses of what one definition binds, as far as it is carried on by loops, conditions and `+=`.
std::vector<syntax::Node> Evaluator::uses_of_value(DefinitionId definition) {
  std::vector<Node> uses;
  std::vector<DefinitionId> seen{definition};
  for (std::size_t next = 0; next < seen.size() && uses.size() <= most_uses; ++next) {
    flow_.each_use(seen[next], [&](syntax::NodeId use) { uses.push_back(tree_.node(use)); });
    flow_.each_dependent(seen[next], [&](DefinitionId dependent) {
      const DefinitionKind kind = flow_[dependent].kind;
      const bool carries_on =
          kind == DefinitionKind::phi || kind == DefinitionKind::narrow || kind == DefinitionKind::augmented;
      if (carries_on && std::ranges::find(seen, dependent) == seen.end()) seen.push_back(dependent);
    });
  }
  add_captured_uses(definition, uses);
  return uses;
}

// What nested functions do with a name that is bound once and by none of them.
void Evaluator::add_captured_uses(DefinitionId definition, std::vector<Node>& uses) {
  const Variable variable = flow_.variable(flow_[definition].variable);
  const Node scope = tree_.node(scopes_[variable.scope].node);
  for (const syntax::NodeId id : mentions_.of(atoms_.text(variable.atom), scope)) {
    if (uses.size() > most_uses) return;
    const Node mention = tree_.node(id);
    const ScopeId from = scopes_.scope_of(mention);
    if (from == variable.scope || scopes_.resolve(variable.atom, from) != variable.scope) continue;
    uses.push_back(mention);
  }
}

// A name of a function, or one that a module keeps to itself: all that is put into what it holds can be seen. Where
// nested functions share it, only if it is always the same object.
bool Evaluator::is_filled_in_sight(DefinitionId definition) {
  const Variable variable = flow_.variable(flow_[definition].variable);
  if (variable.base != no_variable) return false;
  const ScopeKind kind = scopes_[variable.scope].kind;
  const bool own = kind == ScopeKind::module && atoms_.text(variable.atom).starts_with('_');
  if (kind != ScopeKind::function && !own) return false;
  if (kind == ScopeKind::function && !scopes_.is_captured(variable.atom, variable.scope)) return true;
  return !scopes_.is_bound_elsewhere(variable.atom, variable.scope) &&
         flow_.bindings_of(variable.atom, variable.scope).size() == 1;
}

Type Evaluator::filled_local(Type type, Node value, DefinitionId definition) {
  if (container_kind(type) == ContainerKind::none || !is_made_empty(value)) return type;
  return is_filled_in_sight(definition) ? filled(type, value, uses_of_value(definition)) : type;
}

// The uses of an attribute by everybody who holds an object of that class, or one of a class that is not known.
std::optional<std::vector<syntax::Node>> Evaluator::uses_of_attribute(ScopeId class_scope, std::string_view name) {
  std::vector<Node> uses;
  for (const syntax::NodeId site : attribute_sites_.of(name)) {
    if (uses.size() > most_uses) return {};
    const Node attribute = tree_.node(site);
    if (is_target(attribute)) continue;
    const ClassId id = pool_.class_of(type_of(attribute.child(Field::object)).type);
    const ClassId own = types::first_document_id + class_scope;
    const bool of_another = id != 0xffffffff && !is_subclass(id, own) && !is_subclass(own, id);
    if (!of_another) uses.push_back(attribute);
  }
  return uses;
}

Type Evaluator::filled_attribute(Type type, Node value, ScopeId class_scope, std::string_view name) {
  if (container_kind(type) == ContainerKind::none || !is_made_empty(value)) return type;
  const auto uses = uses_of_attribute(class_scope, name);
  return uses ? filled(type, value, *uses) : type;
}

// The displays that a container may be, where it is nothing but dicts that are written out in this file, and the uses
// of the names that hold them.
std::optional<Evaluator::Displays> Evaluator::displays_of(Node container) {
  Displays found;
  std::vector<DefinitionId> open{flow_.reaching(container)};
  for (std::size_t next = 0; next < open.size(); ++next) {
    const DefinitionId id = open[next];
    if (id == no_definition || open.size() > most_displays) return {};
    const auto follow = [&](DefinitionId other) {
      if (std::ranges::find(open, other) == open.end()) open.push_back(other);
    };
    const Definition definition = flow_[id];
    if (definition.kind == DefinitionKind::phi || definition.kind == DefinitionKind::narrow) {
      flow_.each_operand(id, follow);
    } else if (definition.kind == DefinitionKind::outer) {
      const Variable variable = flow_.variable(definition.variable);
      for (const DefinitionId binding :
           flow_.bindings_of(variable.atom, scopes_.resolve(variable.atom, variable.scope))) {
        follow(binding);
      }
    } else if (definition.kind == DefinitionKind::attribute) {
      const ClassId owner = pool_.class_of(type_of(flow_.operand(id)).type);
      auto uses = types::is_document(owner)
                      ? uses_of_attribute(owner - types::first_document_id, syntax::Attribute(container).name())
                      : std::nullopt;
      if (!uses) return {};
      found.uses.insert(found.uses.end(), uses->begin(), uses->end());
      for (const DefinitionId binding : all_attribute_bindings(id)) follow(binding);
    } else if (definition.kind == DefinitionKind::assignment) {
      const Node display = syntax::unparenthesized(tree_.node(definition.value));
      const Node target = tree_.node(definition.owner).child(Field::left);
      if (!display.is(Kind::dictionary) || target.id() != definition.target) return {};
      found.displays.push_back(display);
      if (flow_.variable(definition.variable).base != no_variable) continue;
      if (!is_filled_in_sight(id)) return {};
      const std::vector<Node> uses = uses_of_value(id);
      found.uses.insert(found.uses.end(), uses.begin(), uses.end());
    } else {
      return {};
    }
  }
  if (found.displays.empty() || found.uses.empty() || found.uses.size() > most_uses) return {};
  return found;
}

// `state["buffer"]` of a dict that is written out where it is made: what stands there under that key, and what is
// stored under it later. Nothing where more than that may be there.
std::optional<Type> Evaluator::item_under_key(Node container, Node key) {
  container = syntax::unparenthesized(container);
  if (!key.is_any(Kind::string, Kind::integer) || key.first_child()) return {};
  const std::optional<Displays> made = displays_of(container);
  if (!made) return {};
  // Solved as a question of its own: `d["k"] = d["k"][n:]` asks for itself.
  const std::uint64_t id = (static_cast<std::uint64_t>(made->displays.front().id()) << 32) | atoms_.intern(key.text());
  const Typed item = solve_item(id, [&]() -> Typed {
    const auto found = item_of_displays(*made, key);
    return found ? Typed{*found, types::Evidence::assignment, {}} : Typed{};
  });
  return item.evidence == types::Evidence::none && item.type == Type::unknown ? std::nullopt : std::optional(item.type);
}

std::optional<Type> Evaluator::item_of_displays(const Displays& made, Node key) {
  Contents contents;
  contents.only_key = key.text();
  for (const Node display : made.displays) {
    for (const Node pair : display.children()) {
      if (!pair.is(Kind::pair) || !pair.child(Field::key).is_any(Kind::string, Kind::integer)) return {};
      if (pair.child(Field::key).text() != key.text()) continue;
      contents.item = pool_.join(contents.item, widened(type_of(pair.child(Field::value)).type));
    }
  }
  for (const Node use : made.uses) {
    add_contents(use, ContainerKind::mapping, contents);
    if (contents.open) return {};
  }
  return contents.item == Type::never && now_.leans_on == no_lean ? std::nullopt : std::optional(contents.item);
}

}  // namespace slicecop::semantics
