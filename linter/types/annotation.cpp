#include "types/annotation.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "syntax/parse.h"
#include "syntax/views.h"
#include "types/literal.h"
#include "types/substitute.h"

namespace slicecop::types {

namespace {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

constexpr int deepest = 32;
constexpr std::size_t longest_tuple = 255;

struct SpecialName {
  std::string_view name;
  SpecialForm form;
};

// Of typing and typing_extensions.
constexpr std::array<SpecialName, 20> typing_names{{
    {"Annotated", SpecialForm::transparent},
    {"Any", SpecialForm::any},
    {"Callable", SpecialForm::callable},
    {"ClassVar", SpecialForm::transparent},
    {"Final", SpecialForm::transparent},
    {"Literal", SpecialForm::literal},
    {"LiteralString", SpecialForm::literal_string},
    {"Never", SpecialForm::never},
    {"NoReturn", SpecialForm::never},
    {"NotRequired", SpecialForm::transparent},
    {"Optional", SpecialForm::optional},
    {"ReadOnly", SpecialForm::transparent},
    {"Required", SpecialForm::transparent},
    {"Self", SpecialForm::self},
    {"Tuple", SpecialForm::tuple},
    {"Type", SpecialForm::type},
    {"TypeGuard", SpecialForm::boolean},
    {"TypeIs", SpecialForm::boolean},
    {"Union", SpecialForm::union_of},
    {"Unpack", SpecialForm::transparent},
}};

bool is_union(Node node) {
  if (node.is(Kind::union_type)) return true;
  return node.is(Kind::binary_operator) && node.child(Field::operator_).is(Kind::token_pipe);
}

// Without the wrappers that mean nothing: the `type` node and parentheses.
Node bare(Node node) {
  while (node.is_any(Kind::type, Kind::parenthesized_expression)) node = node.first_child();
  return node;
}

// Stands for any number of positions: `*Ts`, `*tuple[int, ...]`, `Unpack[Ts]`.
bool is_unpacked(Node node) {
  if (node.text().starts_with('*')) return true;
  return node.is_any(Kind::generic_type, Kind::subscript) && bare(node.first_child()).text().ends_with("Unpack");
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n\f";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

class AnnotationReader {
 public:
  AnnotationReader(Pool& pool, NameResolver& names) : pool_(pool), names_(names) {}

  Type read(Node node, int depth) {
    node = bare(node);
    if (depth > deepest) return Type::unknown;
    if (is_union(node)) return read_union(node, depth);
    if (syntax::is_dotted_name(node)) return unsubscripted(names_.resolve(node.text()));
    switch (node.kind()) {
      case Kind::none_literal:
        return Type::none;
      case Kind::string:
        return read_string(node, depth);
      case Kind::generic_type:
      case Kind::subscript:
        return read_subscript(node, depth);
      default:
        return Type::unknown;
    }
  }

 private:
  // `A | B | C` nests to the left as deep as it is long: a worklist, no recursion.
  Type read_union(Node node, int depth) {
    std::vector<Node> pending{node};
    std::vector<Type> members;
    while (!pending.empty()) {
      const Node next = bare(pending.back());
      pending.pop_back();
      if (next.is(Kind::union_type)) {
        for (const Node part : next.children()) pending.push_back(part);
      } else if (is_union(next)) {
        pending.push_back(next.child(Field::right));
        pending.push_back(next.child(Field::left));
      } else {
        members.push_back(read(next, depth + 1));
      }
    }
    return pool_.join(members);
  }

  Type read_string(Node node, int depth) {
    const std::string_view text = trimmed(syntax::string_content(node));
    if (text.empty() || text.find('\\') != std::string_view::npos) return Type::unknown;
    const auto tree = syntax::parse(text);
    if (!tree || tree->root().has_error()) return Type::unknown;
    const Node statement = tree->root().first_child();
    if (!statement.is(Kind::expression_statement) || statement.next_sibling()) return Type::unknown;
    const Node expression = statement.first_child();
    return expression.text() == text ? read(expression, depth + 1) : Type::unknown;
  }

  Type read_subscript(Node node, int depth) {
    std::vector<Node> arguments;
    const Node head = bare(node.first_child());
    if (node.is(Kind::generic_type)) {
      for (const Node argument : node.child(1).children()) arguments.push_back(bare(argument));
    } else {
      for (const Node child : node.children()) {
        if (child.field() == Field::subscript) arguments.push_back(bare(child));
      }
    }
    if (!syntax::is_dotted_name(head) || arguments.empty()) return Type::unknown;
    if (arguments.size() == 1 && arguments.front().is(Kind::tuple) && arguments.front().first_child()) {
      const Node written = arguments.front();  // Tuple[(int, str)]
      arguments.clear();
      for (const Node part : written.children()) arguments.push_back(bare(part));
    }
    return subscripted(names_.resolve(head.text()), arguments, depth + 1);
  }

  // What `Name` means where it stands alone.
  Type unsubscripted(const NameMeaning& meaning) {
    switch (meaning.special) {
      case SpecialForm::none:
        if (meaning.alias) return substitute(pool_, meaning.type, {.parameters = meaning.parameters, .arguments = {}});
        return instance_of(meaning.type);
      case SpecialForm::any:
        return Type::any;
      case SpecialForm::self:
        return pool_.make(Form::self_type, 0);
      case SpecialForm::never:
        return Type::never;
      case SpecialForm::boolean:
        return pool_.instance(Known::bool_);
      case SpecialForm::literal_string:
        return pool_.instance(Known::str);
      case SpecialForm::type:
        return pool_.instance(Known::type);
      case SpecialForm::tuple:
        return pool_.instance(Known::tuple);
      case SpecialForm::callable:
        return callable(Type::unknown);
      default:
        return Type::unknown;
    }
  }

  // What `Name[arguments]` means.
  Type subscripted(const NameMeaning& meaning, std::span<const Node> arguments, int depth) {
    switch (meaning.special) {
      case SpecialForm::none:
        return subscripted_type(meaning, arguments, depth);
      case SpecialForm::optional:
        return pool_.join(read(arguments.front(), depth), Type::none);
      case SpecialForm::union_of:
        return pool_.join(read_all(arguments, depth));
      case SpecialForm::callable:
        return read_callable(arguments, depth);
      case SpecialForm::literal:
        return read_literals(arguments, depth);
      case SpecialForm::type:
        return class_objects_of(pool_, read(arguments.front(), depth));
      case SpecialForm::tuple:
        return read_tuple(arguments, depth);
      case SpecialForm::transparent:
        return read(arguments.front(), depth);
      default:
        return unsubscripted(meaning);
    }
  }

  Type subscripted_type(const NameMeaning& meaning, std::span<const Node> arguments, int depth) {
    if (meaning.alias) {
      const std::vector<TypeVariableId> parameters(meaning.parameters.begin(), meaning.parameters.end());
      const std::vector<Type> types = read_all(arguments, depth);
      return substitute(pool_, meaning.type, {.parameters = parameters, .arguments = types});
    }
    const TypeNode node = pool_[meaning.type];
    if (node.form != Form::class_object) return instance_of(meaning.type);
    if (node.payload == class_id(Known::tuple)) return read_tuple(arguments, depth);
    if (node.payload == class_id(Known::type)) return class_objects_of(pool_, read(arguments.front(), depth));
    return make_instance(pool_, node.payload, read_all(arguments, depth));
  }

  std::vector<Type> read_all(std::span<const Node> nodes, int depth) {
    std::vector<Type> types;
    types.reserve(nodes.size());
    for (const Node node : nodes) types.push_back(read(node, depth));
    return types;
  }

  Type instance_of(Type type) {
    const TypeNode node = pool_[type];
    if (node.form == Form::module || node.form == Form::function || node.form == Form::bound_method) {
      return Type::unknown;
    }
    if (node.form != Form::class_object) return type;
    if (node.payload == class_id(Known::object)) return Type::any;
    const std::span<const Type> arguments = pool_.arguments(type);
    return pool_.instance(node.payload, std::vector<Type>(arguments.begin(), arguments.end()));
  }

  Type callable(Type result) {
    const std::array<Type, 1> types{result};
    return pool_.make(Form::callable, 0, types);
  }

  Type read_callable(std::span<const Node> arguments, int depth) {
    const Type result = arguments.size() == 2 ? read(arguments[1], depth) : Type::unknown;
    if (!arguments.front().is(Kind::list)) return callable(result);
    std::vector<Type> types{result};
    for (const Node parameter : arguments.front().children()) types.push_back(read(parameter, depth));
    return types.size() > longest_tuple ? callable(result) : pool_.make(Form::callable, 1, types);
  }

  Type read_tuple(std::span<const Node> arguments, int depth) {
    if (arguments.size() == 2 && arguments[1].is(Kind::ellipsis)) {
      const std::array<Type, 1> element{read(arguments[0], depth)};
      return make_instance(pool_, class_id(Known::tuple), element);
    }
    if (arguments.size() == 1 && arguments[0].is(Kind::tuple)) return pool_.make(Form::tuple, 0);  // tuple[()]
    if (arguments.size() > longest_tuple || std::ranges::any_of(arguments, is_unpacked)) {
      return pool_.instance(Known::tuple);
    }
    return pool_.make(Form::tuple, 0, read_all(arguments, depth));
  }

  Type read_literals(std::span<const Node> arguments, int depth) {
    std::vector<Type> members;
    members.reserve(arguments.size());
    for (const Node argument : arguments) members.push_back(read_one_literal(argument, depth));
    return pool_.join(members);
  }

  Type read_one_literal(Node node, int depth) {
    if (const std::optional<Literal> literal = read_literal(node)) {
      return make_literal(literal->spelling, pool_.instance(literal->known));
    }
    if (node.is(Kind::attribute) && syntax::is_dotted_name(node)) return read_enum_member(node);
    return read(node, depth);  // None, or a Literal[...] in a Literal
  }

  Type read_enum_member(Node node) {
    const Node owner = node.child(Field::object);
    const Type type = names_.resolve(owner.text()).type;
    if (pool_.form(type) != Form::class_object) return Type::unknown;
    const std::string_view class_name = owner.is(Kind::attribute) ? owner.child(Field::attribute).text() : owner.text();
    const std::string spelling = std::string(class_name) + "." + std::string(node.child(Field::attribute).text());
    return make_literal(spelling, pool_.instance(pool_[type].payload));
  }

  Type make_literal(std::string_view spelling, Type type) {
    const std::array<Type, 1> instance{type};
    return pool_.make(Form::literal, names_.intern(spelling), instance);
  }

  Pool& pool_;
  NameResolver& names_;
};

}  // namespace

SpecialForm special_form(std::string_view module, std::string_view name) {
  if (module == "builtins") {
    if (name == "tuple") return SpecialForm::tuple;
    return name == "type" ? SpecialForm::type : SpecialForm::none;
  }
  if (module == "collections.abc" || module == "_collections_abc") {
    return name == "Callable" ? SpecialForm::callable : SpecialForm::none;
  }
  if (module != "typing" && module != "typing_extensions") return SpecialForm::none;
  const auto* const found = std::ranges::find(typing_names, name, &SpecialName::name);
  return found == typing_names.end() ? SpecialForm::none : found->form;
}

Type read_annotation(Node node, Pool& pool, NameResolver& names) { return AnnotationReader(pool, names).read(node, 0); }

}  // namespace slicecop::types
