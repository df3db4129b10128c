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
  if (contents.item == Type::never) return type;
  // Several things and one that is not known: what is done with an item tells more.
  if (is_open(contents.item) && !is_buffer_or_none(contents.item)) return type;
  if (kind == ContainerKind::items) {
    return pool_.make(Form::instance, pool_.class_of(type), std::array<Type, 1>{contents.item});
  }
  const Type key = contents.key == Type::never ? Type::unknown : contents.key;
  return pool_.make(Form::instance, pool_.class_of(type), std::array<Type, 2>{key, contents.item});
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
  return uses;
}

// A name of a function that no nested one shares.
bool Evaluator::is_filled_in_sight(DefinitionId definition) {
  const Variable variable = flow_.variable(flow_[definition].variable);
  return variable.base == no_variable && scopes_[variable.scope].kind == ScopeKind::function &&
         !scopes_.is_captured(variable.atom, variable.scope);
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

// `state["buffer"]` of a dict that is written out where it is made: what stands there under that key, and what is
// stored under it later. Nothing where more than that may be there.
std::optional<Type> Evaluator::item_under_key(Node container, Node key) {
  container = syntax::unparenthesized(container);
  if (!key.is_any(Kind::string, Kind::integer) || key.first_child()) return {};
  DefinitionId definition = flow_.reaching(container);
  if (definition == no_definition) return {};
  std::vector<Node> uses;
  if (flow_[definition].kind == DefinitionKind::attribute) {
    const ClassId id = pool_.class_of(type_of(flow_.operand(definition)).type);
    definition = only_attribute_binding(definition);
    if (definition == no_definition || !types::is_document(id)) return {};
    auto found = uses_of_attribute(id - types::first_document_id, syntax::Attribute(container).name());
    if (!found) return {};
    uses = std::move(*found);
  } else if (flow_[definition].kind == DefinitionKind::assignment && is_filled_in_sight(definition)) {
    uses = uses_of_value(definition);
  }
  const Node display = syntax::unparenthesized(tree_.node(flow_[definition].value));
  if (flow_[definition].kind != DefinitionKind::assignment || !display.is(Kind::dictionary) || uses.empty() ||
      uses.size() > most_uses || display.next_sibling().is(Kind::pattern_list))
    return {};
  // Solved as a question of its own: `d["k"] = d["k"][n:]` asks for itself.
  const std::uint64_t id = (static_cast<std::uint64_t>(definition) << 32) | atoms_.intern(key.text());
  const Typed item = solve_item(id, [&]() -> Typed {
    const auto found = item_of_display(display, uses, key);
    return found ? Typed{*found, types::Evidence::assignment, {}} : Typed{};
  });
  return item.evidence == types::Evidence::none && item.type == Type::unknown ? std::nullopt : std::optional(item.type);
}

std::optional<Type> Evaluator::item_of_display(Node display, const std::vector<Node>& uses, Node key) {
  Contents contents;
  contents.only_key = key.text();
  for (const Node pair : display.children()) {
    if (!pair.is(Kind::pair) || !pair.child(Field::key).is_any(Kind::string, Kind::integer)) return {};
    if (pair.child(Field::key).text() != key.text()) continue;
    contents.item = widened(type_of(pair.child(Field::value)).type);
  }
  for (const Node use : uses) {
    add_contents(use, ContainerKind::mapping, contents);
    if (contents.open) return {};
  }
  return contents.item == Type::never && now_.leans_on == no_lean ? std::nullopt : std::optional(contents.item);
}

}  // namespace slicecop::semantics
