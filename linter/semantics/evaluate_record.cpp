// Evaluator: classes of the document whose fields are told in other ways than by assignment: NamedTuple, TypedDict,
// attrs.

#include <algorithm>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Evidence;
using types::Form;

namespace {

// Bases of bases that are looked at.
constexpr int deepest_base = 8;

bool is_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

}  // namespace

bool Evaluator::names_base(ScopeId class_scope, std::string_view name) {
  const syntax::ClassDefinition definition(tree_.node(scopes_[class_scope].node));
  for (const Node base : definition.superclasses().children()) {
    if ((base.is(Kind::attribute) ? base.child(Field::attribute) : base).text() == name) return true;
  }
  return false;
}

// An instance of a NamedTuple of the document as the tuple of its fields; any other type as it is.
Type Evaluator::as_plain_tuple(Type type) {
  const ClassId id = pool_.class_of(type);
  if (pool_.form(type) != Form::instance || !types::is_document(id)) return type;
  const ScopeId scope = id - types::first_document_id;
  if (!names_base(scope, "NamedTuple")) return type;
  std::vector<syntax::NodeId> annotations;
  for (const auto& [atom, annotation] : scopes_.bindings(scope).declared) annotations.push_back(annotation);
  std::ranges::sort(annotations);
  std::vector<Type> fields;
  fields.reserve(annotations.size());
  for (const syntax::NodeId annotation : annotations) fields.push_back(declared(tree_.node(annotation), scope));
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
