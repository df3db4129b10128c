// Evaluator: types as people write them.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using types::Form;

namespace {
constexpr int deepest_description = 4;
}  // namespace

std::string Evaluator::describe(Type type) { return describe(type, 0); }

std::string Evaluator::describe(Type type, int depth) {
  const types::TypeNode node = pool_[type];
  const auto arguments = [&](std::size_t first) {
    std::string text;
    for (std::size_t i = first; i < node.argument_count; ++i) {
      if (i > first) text += ", ";
      text += depth == deepest_description ? "..." : describe(pool_.argument(type, i), depth + 1);
    }
    return text;
  };
  const auto class_name = [&](ClassId id) -> std::string {
    if (types::is_foreign(id)) return foreign_.class_name(id);
    if (id >= types::first_document_id) {
      const syntax::Call record(document_node(id));
      if (record) return std::string(syntax::string_content(record.positional(0)));
      return std::string(document_node(id).child(syntax::Field::name).text());
    }
    return std::string(stubs_.class_at(id).name);
  };
  switch (node.form) {
    case Form::none:
      return "None";
    case Form::never:
      return "Never";
    case Form::instance: {
      const bool plain = node.argument_count == 0 || node.payload == types::class_id(Known::memoryview) ||
                         node.payload == types::class_id(Known::array);
      return class_name(node.payload) + (plain ? "" : "[" + arguments(0) + "]");
    }
    case Form::literal:
      return describe(pool_.argument(type, 0), depth);
    case Form::tuple:
      return "tuple[" + (node.argument_count == 0 ? "()" : arguments(0)) + "]";
    case Form::class_object:
      return "type[" + class_name(node.payload) + "]";
    case Form::union_of:
      return describe_union(type, depth);
    case Form::module:
      return types::is_foreign(node.payload) ? "Module"
                                             : "Module(\"" + std::string(stubs_.module_name(node.payload)) + "\")";
    case Form::function:
    case Form::bound_method:
    case Form::callable:
      return "(...) -> ...";
    default:
      return "Unknown";
  }
}

// The members by class and then by name, so that the order in which types were made does not show; None last.
std::string Evaluator::describe_union(Type type, int depth) {
  std::vector<std::pair<ClassId, std::string>> names;
  bool none = false;
  for (const Type member : pool_.members(type)) {
    none = none || member == Type::none;
    if (member != Type::none) names.emplace_back(pool_.class_of(member), describe(member, depth + 1));
  }
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);  // two literals of one class
  names.erase(repeated.begin(), repeated.end());
  std::string text;
  for (const auto& [id, name] : names) text += (text.empty() ? "" : " | ") + name;
  return none ? text + " | None" : text;
}

}  // namespace slicecop::semantics
