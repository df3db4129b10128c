// Evaluator: classes of the document whose fields are told in other ways than by assignment: NamedTuple, TypedDict,
// attrs.

#include <algorithm>

#include "semantics/evaluator.h"
#include "semantics/record_calls.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Evidence;
using types::Form;

namespace {

// Bases of bases that are looked at.
constexpr int deepest_base = 8;

// Calls of one record that are looked at.
constexpr std::size_t most_makers = 60;

bool is_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

}  // namespace

bool Evaluator::names_base(ScopeId class_scope, std::string_view name) {
  if (is_record(class_scope)) {
    const RecordKind kind = record_kind(tree_.node(scopes_[class_scope].node));
    return name == (kind == RecordKind::typed_dict ? "TypedDict" : "NamedTuple");
  }
  const syntax::ClassDefinition definition(tree_.node(scopes_[class_scope].node));
  for (const Node base : definition.superclasses().children()) {
    if ((base.is(Kind::attribute) ? base.child(Field::attribute) : base).text() == name) return true;
  }
  return false;
}

// Only where the name called is not one of the document's own.
std::optional<Type> Evaluator::made_record(syntax::Call call) {
  if (record_kind(call.node()) == RecordKind::none) return {};
  const ScopeId scope = scopes_.scope_at(call.node().id());
  const Type callee = type_of(call.function()).type;
  const auto function = function_of(callee);
  const ClassId made = pool_.form(callee) == Form::class_object ? pool_[callee].payload : 0;
  if ((function && !types::is_library(*function)) || types::is_document(made) || scope == no_scope) return {};
  if (scopes_.bindings(scope).names.empty()) return {};
  return pool_.class_object(types::first_document_id + scope);
}

std::vector<Type> Evaluator::record_bases(ScopeId record) {
  const auto module = stubs_.module("typing");
  if (record_kind(tree_.node(scopes_[record].node)) == RecordKind::named_tuple && module) {
    const Type base = type_of_symbol(stubs_.find(*module, "NamedTuple", version_));
    if (pool_.form(base) == Form::class_object) return {pool_.instance(pool_[base].payload)};
  }
  return {Type::unknown};
}

// The name that the class goes by: `Pair = namedtuple(...)`, `class Pair(namedtuple(...))`.
syntax::Node Evaluator::record_name(ScopeId record) const {
  const Node call = tree_.node(scopes_[record].node);
  const Node parent = call.parent();
  if (parent.is(Kind::assignment)) return parent.child(Field::left);
  return parent.is(Kind::argument_list) ? parent.parent().child(Field::name) : Node{};
}

// A field of which nothing is written is what the calls in the file make it of.
Type Evaluator::record_field(ScopeId record, Atom field) {
  const std::vector<RecordField> fields = record_fields(syntax::Call(tree_.node(scopes_[record].node)));
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (atoms_.text(field) == fields[i].name) return field_by_calls(record, i, fields[i].name);
  }
  return Type::unknown;
}

Type Evaluator::field_by_calls(ScopeId record, std::size_t position, std::string_view name) {
  const Node named = record_name(record);
  if (!named.is(Kind::identifier)) return Type::unknown;
  const Atom atom = atoms_.intern(named.text());
  const ScopeId around = scopes_.resolve(atom, scopes_.scope_of(named));
  Type all = Type::never;
  std::size_t left = most_makers;
  for (const syntax::NodeId id : mentions_.of(named.text(), tree_.root())) {
    const Node mention = tree_.node(id);
    if (mention.parent().is(Kind::attribute)) return Type::unknown;  // `Pair._make(row)`
    const syntax::Call call(mention.parent());
    if (!call || call.function() != mention) continue;
    if (scopes_.resolve(atom, scopes_.scope_of(mention)) != around) continue;
    if (left-- == 0 || call.has_splat()) return Type::unknown;
    Node argument = call.keyword(name);
    if (!argument) argument = call.positional(static_cast<std::uint32_t>(position));
    all = pool_.join(all, argument ? widened(type_of(argument).type) : Type::unknown);
  }
  return all == Type::never && now_.leans_on == no_lean ? Type::unknown : all;
}

// An instance of a NamedTuple of the document as the tuple of its fields; any other type as it is.
Type Evaluator::as_plain_tuple(Type type) {
  const ClassId id = pool_.class_of(type);
  if (pool_.form(type) != Form::instance || !types::is_document(id)) return type;
  const ScopeId scope = id - types::first_document_id;
  if (is_record(scope)) return names_base(scope, "NamedTuple") ? tuple_of_fields(scope) : type;
  if (!names_base(scope, "NamedTuple")) {
    // class Pair(namedtuple("Pair", "name body"))
    const std::vector<Type> bases = document_bases(scope);
    const ClassId base = bases.size() == 1 ? pool_.class_of(bases.front()) : 0;
    if (!types::is_document(base) || !is_record(base - types::first_document_id)) return type;
    return as_plain_tuple(bases.front());
  }
  std::vector<syntax::NodeId> annotations;
  for (const auto& [atom, annotation] : scopes_.bindings(scope).declared) annotations.push_back(annotation);
  std::ranges::sort(annotations);
  std::vector<Type> fields;
  fields.reserve(annotations.size());
  for (const syntax::NodeId annotation : annotations) fields.push_back(declared(tree_.node(annotation), scope));
  return pool_.make(Form::tuple, 0, fields);
}

Type Evaluator::tuple_of_fields(ScopeId record) {
  std::vector<Type> fields;
  for (const RecordField& field : record_fields(syntax::Call(tree_.node(scopes_[record].node)))) {
    fields.push_back(class_attribute(record, atoms_.intern(field.name)).type);
  }
  return pool_.make(Form::tuple, 0, fields);
}

// What `table[key]` is where the class of `table` is a TypedDict; nothing where it is none, or declares no such key.
std::optional<Type> Evaluator::typed_dict_item(Type table, Node key) {
  const ClassId id = pool_.class_of(table);
  if (pool_.form(table) != Form::instance || !types::is_document(id) || !key.is(Kind::string)) return {};
  const Atom atom = atoms_.intern(syntax::string_content(key));
  ScopeId scope = id - types::first_document_id;
  std::optional<Type> item;
  for (int depth = 0; depth < deepest_base; ++depth) {
    if (!item) item = declaration_of(atom, scope);
    if (names_base(scope, "TypedDict")) return item;
    const std::vector<Type> bases = document_bases(scope);
    const ClassId base = bases.empty() ? 0 : pool_.class_of(bases.front());
    if (!types::is_document(base)) return {};
    scope = base - types::first_document_id;
  }
  return {};
}

// `attr.ib(factory=bytearray)` in the body of a class: what the attribute holds.
Typed Evaluator::attrs_field(syntax::Call call) {
  const std::string_view name = call.function().text();
  if (!is_any(name, {"attr.ib", "attr.attrib", "attr.field", "attrs.field", "attrib", "field"})) return {};
  const ScopeId scope = scopes_.scope_of(call.node());
  if (scopes_[scope].kind != ScopeKind::class_) return {};
  if (const Node type = call.keyword("type")) return {declared(type, scope), Evidence::annotation, type};
  for (const std::string_view maker : {"converter", "convert", "factory"}) {
    if (const Node callee = call.keyword(maker)) return {result_of(type_of(callee).type), Evidence::call, {}};
  }
  const Node standard = call.keyword("default");
  const Typed typed = standard ? type_of(standard) : Typed{};
  return typed.type == Type::none ? Typed{} : Typed{widened(typed.type), typed.evidence, {}};
}

bool Evaluator::is_dataclass(ScopeId class_scope) {
  const Node around = tree_.node(scopes_[class_scope].node).parent();
  if (!around.is(Kind::decorated_definition)) return false;
  for (const Node child : around.children()) {
    Node decorator = child.is(Kind::decorator) ? child.first_child() : Node{};
    if (decorator.is(Kind::call)) decorator = decorator.child(Field::function);
    if (is_any(decorator.text(), {"dataclass", "dataclasses.dataclass"})) return true;
  }
  return false;
}

}  // namespace slicecop::semantics
