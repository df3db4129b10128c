#include "semantics/consumers.h"

#include <algorithm>

#include "semantics/buffers.h"
#include "semantics/flow_conditions.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Evidence;

namespace {

// From use to use: a slice of it, a name for that, a slice of that.
constexpr int longest_trail = 12;

// Uses looked at for one question.
constexpr int most_visits = 300;

// Methods of bytes whose first argument must be a buffer too. Not `index` and `count`, which lists have for anything.
bool searches(std::string_view method) {
  for (const std::string_view name :
       {"startswith", "endswith", "find", "rfind", "rindex", "split", "rsplit", "partition", "rpartition", "replace",
        "strip", "lstrip", "rstrip", "removeprefix", "removesuffix"}) {
    if (method == name) return true;
  }
  return false;
}

// `self.buffer = data`
bool is_stored(syntax::Node place) {
  const syntax::Node value = syntax::with_parentheses(place);
  return value.field() == Field::right && value.parent().is(Kind::assignment) &&
         value.parent().child(Field::left).is(Kind::attribute);
}

}  // namespace

void Consumers::Verdict::add(const Verdict& more) {
  if (more.buffer && !buffer) because = more.because;
  buffer = buffer || more.buffer;
  view = view || more.view;
  other = other || more.other;
}

void Consumers::begin() {
  visits_left_ = most_visits;
  attributes_seen_.clear();
}

Typed Consumers::proof(Node expression) {
  begin();
  Verdict verdict = of_place(expression, 0);
  const DefinitionId definition = evaluator_.flow().reaching(syntax::unparenthesized(expression));
  begin();
  if (definition != no_definition) verdict.add(of_definition(definition, 0));
  return typed(verdict);
}

Typed Consumers::proof(DefinitionId definition) {
  begin();
  return typed(of_definition(definition, 0));
}

bool Consumers::speaks_against(DefinitionId definition) {
  begin();
  return of_definition(definition, 0).other;
}

// Of whatever the expression may have been bound to.
bool Consumers::speaks_against(Node expression) {
  constexpr std::size_t most_definitions = 16;
  begin();
  if (of_place(expression, 0).other) return true;
  const Flow& flow = evaluator_.flow();
  std::vector<DefinitionId> open{evaluator_.flow().reaching(syntax::unparenthesized(expression))};
  for (std::size_t next = 0; next < open.size() && next < most_definitions; ++next) {
    const DefinitionId definition = open[next];
    if (definition == no_definition) continue;
    if (speaks_against(definition)) return true;
    const DefinitionKind kind = flow[definition].kind;
    if (kind != DefinitionKind::phi && kind != DefinitionKind::narrow && kind != DefinitionKind::augmented) continue;
    flow.each_operand(definition, [&](DefinitionId operand) {
      if (std::ranges::find(open, operand) == open.end()) open.push_back(operand);
    });
  }
  return false;
}

Typed Consumers::typed(const Verdict& verdict) {
  if (!verdict.buffer || verdict.other) return {};
  types::Pool& pool = evaluator_.pool();
  const Type bytes_like = pool.join(pool.instance(Known::bytes), pool.instance(Known::bytearray));
  return {verdict.view ? pool.instance(Known::buffer) : bytes_like, Evidence::consumer, verdict.because};
}

Consumers::Verdict Consumers::of_definition(DefinitionId definition, int depth) {
  if (depth == 0) {
    if (const auto found = known_.find(definition); found != known_.end()) return found->second;
  }
  const bool on_trail = std::ranges::find(trail_, definition) != trail_.end();  // adds nothing
  if (on_trail || depth > longest_trail || visits_left_ <= 0) return {};
  trail_.push_back(definition);
  Flow& flow = evaluator_.flow();
  Verdict verdict;
  // What is near comes first: on the way through the attributes of a class the visits may run out.
  std::vector<Node> far;
  flow.all_uses(definition, [&](syntax::NodeId use) {
    if (--visits_left_ <= 0) return false;
    const Node place = evaluator_.tree().node(use);
    if (is_stored(place)) {
      far.push_back(place);
    } else {
      verdict.add(of_place(place, depth + 1));
    }
    return true;
  });
  flow.each_dependent(definition, [&](DefinitionId dependent) {
    if (--visits_left_ <= 0) return;
    const Definition next = flow[dependent];
    const bool by_class = next.kind == DefinitionKind::narrow && tests_class(evaluator_.tree().node(next.owner));
    const bool follows = (next.kind == DefinitionKind::narrow && !by_class) ||
                         (next.kind == DefinitionKind::phi && passes_through(dependent, definition)) ||
                         next.kind == DefinitionKind::augmented;
    if (follows) verdict.add(of_definition(dependent, depth + 1));
  });
  const Definition made = flow[definition];
  if (made.kind == DefinitionKind::narrow && !tests_class(evaluator_.tree().node(made.owner))) {
    verdict.add(of_definition(flow.operand(definition), depth + 1));
  }
  if (made.kind == DefinitionKind::augmented) {
    const syntax::AugmentedAssignment statement(evaluator_.tree().node(made.owner));
    if (statement.operator_kind() == Kind::token_plus_equal) {
      verdict.add(by_other_operand(statement.right(), statement.node()));
    }
  }
  if (made.kind == DefinitionKind::assignment && made.target != syntax::no_node) {
    // A slice of a buffer is one: `chunk = data[a:b]` is what `data` is.
    const syntax::Subscript value(syntax::unparenthesized(evaluator_.tree().node(made.value)));
    const Node left = evaluator_.tree().node(made.owner).child(Field::left);
    if (value && value.slice() && left.id() == made.target) {
      const DefinitionId base = flow.reaching(syntax::unparenthesized(value.value()));
      if (base != no_definition && base != definition) verdict.add(of_definition(base, depth + 1));
    }
  }
  for (const Node place : far) {
    if (visits_left_ > 0) verdict.add(of_place(place, depth + 1));
  }
  // What this function says counts for more than what others do.
  if (!verdict.buffer && !verdict.other) {
    verdict.add(of_attribute(definition, depth));
    verdict.add(of_captured(definition, depth));
    verdict.add(of_capturing(definition, depth));
  }
  trail_.pop_back();
  // Only whole questions are remembered, and only they are answered from memory: what is found on a trail depends on
  // how far it has come, and must not depend on what was asked before.
  if (depth == 0) known_[definition] = verdict;
  return verdict;
}

// Where paths meet, a use behind speaks for this one only if the other paths bring nothing that was made from it
// (`if isinstance(x, str): x = x.encode()`) and nothing that is known to be no buffer.
bool Consumers::passes_through(DefinitionId phi, DefinitionId from) {
  Flow& flow = evaluator_.flow();
  return flow.all_operands(phi, [&](DefinitionId operand) {
    if (operand == from) return true;
    if (--visits_left_ <= 0) return false;
    const Type type = evaluator_.type_of(operand).type;
    if (type == Type::never || buffer_of(evaluator_, type)) return true;
    const Definition definition = flow[operand];
    const bool is_phi_or_narrow = definition.kind == DefinitionKind::phi || definition.kind == DefinitionKind::narrow;
    if (definition.kind == DefinitionKind::augmented || is_phi_or_narrow) return true;
    if (definition.kind != DefinitionKind::assignment) return false;
    const Node value = syntax::unparenthesized(evaluator_.tree().node(definition.value));
    return syntax::Subscript(value).slice() || value.is(Kind::binary_operator);
  });
}

Consumers::Verdict Consumers::of_place(Node node, int depth) {
  if (depth > longest_trail) return {};
  node = syntax::with_parentheses(node);
  const Node parent = node.parent();
  switch (parent.kind()) {
    case Kind::argument_list:
    case Kind::keyword_argument:
      return of_argument(node, depth);
    case Kind::list:
    case Kind::tuple:
    case Kind::generator_expression:
    case Kind::list_comprehension:
      return parent.is_any(Kind::list, Kind::tuple) || node.field() == Field::body ? of_element(parent, depth)
                                                                                   : Verdict{};
    case Kind::comparison_operator:
      return of_comparison(parent, node);
    case Kind::binary_operator:
      return of_operand(parent, node);
    case Kind::attribute:
      return node.field() == Field::object ? of_method(parent) : Verdict{};
    case Kind::subscript:
      // Only slices: an item of a buffer is a number.
      return node.field() == Field::value && syntax::Subscript(parent).slice() ? of_place(parent, depth + 1)
                                                                               : Verdict{};
    case Kind::assignment:
    case Kind::expression_list:
      return of_assignment(parent, node, depth);
    case Kind::named_expression: {
      if (node.field() != Field::value) return {};
      Verdict verdict = of_place(parent, depth + 1);
      verdict.add(of_definition(evaluator_.flow().definition_at(parent.child(Field::name)), depth + 1));
      return verdict;
    }
    case Kind::augmented_assignment: {
      const syntax::AugmentedAssignment statement(parent);
      if (node.field() != Field::right || statement.operator_kind() != Kind::token_plus_equal) return {};
      // bytes += x takes a buffer; bytearray += x takes a list of numbers, too.
      const Type left = evaluator_.type_of(statement.left()).type;
      if (evaluator_.pool().is(left, Known::bytes)) return {true, true, false, parent};
      return {false, false, is_number(left), parent};
    }
    case Kind::slice:
      return {false, false, true, parent};  // a bound is a number
    case Kind::conditional_expression:
      return parent.child(1U) == node ? Verdict{} : of_place(parent, depth + 1);
    default:
      return {};
  }
}

Consumers::Verdict Consumers::of_assignment(Node assignment, Node node, int depth) {
  std::size_t index = 0;
  bool in_list = false;
  if (assignment.is(Kind::expression_list)) {
    in_list = true;
    for (const Node sibling : assignment.children()) {
      if (sibling == node) break;
      ++index;
    }
    node = assignment;
    assignment = assignment.parent();
  }
  if (!assignment.is(Kind::assignment) || node.field() != Field::right) return {};
  Node target = assignment.child(Field::left);
  if (in_list) {
    if (!target.is(Kind::pattern_list)) return {};
    target = target.child(static_cast<std::uint32_t>(index));
  }
  const DefinitionId made = evaluator_.flow().definition_at(target);
  return made == no_definition ? Verdict{} : of_definition(made, depth + 1);
}

Consumers::Verdict Consumers::of_argument(Node argument, int depth) {
  const bool keyword = argument.parent().is(Kind::keyword_argument);
  const Node written = keyword ? argument.parent() : argument;
  const syntax::Call call(written.parent().parent());
  if (!call) return {};
  std::size_t index = 0;
  for (const Node sibling : call.arguments().children()) {
    if (sibling == written) break;
    ++index;
  }
  const Verdict by_library = by_parameters(call, index, false);
  return by_library.buffer || by_library.other ? by_library : of_parameter(call, index, written, depth);
}

// An element of a display that is handed to `join`, `writelines`, `sendmsg`.
Consumers::Verdict Consumers::of_element(Node display, int /*depth*/) {
  display = syntax::with_parentheses(display);
  const Node list = display.parent();
  if (list.is(Kind::call)) return by_parameters(syntax::Call(list), 0, true);
  if (!list.is(Kind::argument_list)) return {};
  std::size_t index = 0;
  for (const Node sibling : list.children()) {
    if (sibling == display) break;
    ++index;
  }
  return by_parameters(syntax::Call(list.parent()), index, true);
}

Consumers::Verdict Consumers::by_parameters(syntax::Call call, std::size_t index, bool element) {
  if (!call) return {};
  Verdict verdict;
  bool all = true;
  const std::vector<Type> parameters = evaluator_.parameters_for(call, index);
  for (Type parameter : parameters) {
    if (element) {
      const Type iterable = evaluator_.as_base(parameter, types::class_id(Known::iterable));
      if (iterable == Type::unknown) return {};
      parameter = evaluator_.pool().argument(iterable, 0);
    }
    switch (takes(evaluator_, parameter)) {
      case Takes::any_buffer:
        verdict.buffer = verdict.view = true;
        break;
      case Takes::some_buffers:
        verdict.buffer = true;
        break;
      case Takes::no_buffer:
        verdict.other = true;
        break;
      default:
        all = false;
    }
  }
  verdict.because = call.node();
  // Overloads that disagree prove nothing.
  if (!all || parameters.empty() || (verdict.buffer && verdict.other)) return {};
  return verdict;
}

Consumers::Verdict Consumers::of_method(Node attribute) {
  const syntax::Call call(attribute.parent());
  if (!call || call.function() != attribute) return {};
  const std::string_view method = syntax::Attribute(attribute).name();
  const Node argument = call.positional(0);
  if (method == "decode") {
    // bytes.decode takes the name of an encoding or nothing; a decoder's decode takes data.
    const bool as_of_bytes = call.argument_count() == 0 ||
                             (argument && argument.is(Kind::string) && !syntax::is_bytes_literal(argument)) ||
                             call.keyword("encoding") || call.keyword("errors");
    return as_of_bytes ? Verdict{true, false, false, call.node()} : Verdict{};
  }
  // What only text, mappings, files and lists have.
  for (const std::string_view foreign : {"encode", "format", "casefold", "isdecimal", "isnumeric", "items", "keys",
                                         "values", "get", "read", "recv", "send", "sort", "add", "update"}) {
    if (method == foreign) return {false, false, true, call.node()};
  }
  const bool fills_up = method == "ljust" || method == "rjust" || method == "center";
  const Node bytes = fills_up ? call.positional(1) : argument;
  if (!bytes || (!fills_up && !searches(method))) return {};
  if (bytes.is(Kind::tuple)) return bytes.first_child() ? by_other_side(bytes.first_child(), call.node()) : Verdict{};
  return by_other_side(bytes, call.node());
}

}  // namespace slicecop::semantics
