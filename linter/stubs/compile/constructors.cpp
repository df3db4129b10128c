#include "stubs/compile/constructors.h"

#include <algorithm>
#include <ranges>

#include "stubs/compile/decorators.h"

namespace slicecop::stubs::compile {

namespace {

using types::Form;

// `name: ClassVar[int]` is no field, `_: KW_ONLY` a mark between fields.
bool is_field(std::string_view annotation) {
  const std::string_view head = last_part(annotation.substr(0, annotation.find('[')));
  return head != "ClassVar" && head != "KW_ONLY";
}

}  // namespace

std::optional<Constructor> Constructors::of(types::ClassId id) {
  const Class& declared = classes_.declared(id);
  const ClassFacts& facts = classes_.facts(id);
  const auto method = static_cast<std::uint8_t>(FunctionFlag::method);
  SignatureFacts signature{.versions = declared.versions};

  // The last base of a named tuple is the tuple of its fields.
  const bool is_tuple = !facts.bases.empty() && annotations_.pool().form(facts.bases.back()) == Form::tuple;
  if (is_tuple && (facts.flags & static_cast<std::uint8_t>(ClassFlag::named_tuple)) != 0) {
    if (declares(declared, "__new__")) return std::nullopt;
    add_field(signature, annotations_.program().names.intern("cls"), ParameterKind::positional, false, Type::unknown);
    if (declared.is_functional_tuple) {
      for (const auto& [name, type] : classes_.fields(id)) {
        add_field(signature, name, ParameterKind::positional, false, type);
      }
    } else {
      add_fields(declared, signature);
    }
    signature.result = annotations_.pool().make(Form::self_type, 0);
    const auto class_method = static_cast<std::uint8_t>(FunctionFlag::class_method);
    return Constructor{"__new__", static_cast<std::uint8_t>(method | class_method), {std::move(signature)}};
  }
  if (!declared.is_dataclass || declares(declared, "__init__")) return std::nullopt;
  add_field(signature, annotations_.program().names.intern("self"), ParameterKind::positional, false, Type::unknown);
  for (const Type base : facts.linearization | std::views::reverse) {
    const Class& part = classes_.declared(annotations_.pool().class_of(base));
    if (part.is_dataclass) add_fields(part, signature);
  }
  signature.result = Type::none;
  return Constructor{"__init__", method, {std::move(signature)}};
}

bool Constructors::declares(const Class& declared, std::string_view name) const {
  return declared.scope.find(annotations_.program().names.find(name)) != nullptr;
}

void Constructors::add_fields(const Class& declared, SignatureFacts& facts) {
  ParameterKind kind = ParameterKind::positional;
  for (const Declaration& declaration : declared.scope.declarations) {
    if (declaration.kind != DeclarationKind::variable || !declaration.node || declaration.versions == 0) continue;
    if (last_part(declaration.node.text()) == "KW_ONLY") kind = ParameterKind::keyword_only;
    if (!is_field(declaration.node.text())) continue;
    Window window{representative(declaration.versions), declaration.versions};
    const Type type = annotations_.read(declaration.node, {&declared.scope}, window);
    add_field(facts, declaration.name, kind, static_cast<bool>(declaration.value), type);
  }
}

// A field that is declared once more keeps its place.
void Constructors::add_field(SignatureFacts& facts, Name name, ParameterKind kind, bool has_default, Type type) {
  const ParameterRecord field{name, kind, has_default, type};
  const auto found = std::ranges::find(facts.parameters, name, &ParameterRecord::name);
  if (found != facts.parameters.end()) {
    *found = field;
  } else {
    facts.parameters.push_back(field);
  }
}

}  // namespace slicecop::stubs::compile
