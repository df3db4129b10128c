#include "stubs/compile/signatures.h"

#include <algorithm>
#include <array>

#include "syntax/views.h"

namespace slicecop::stubs::compile {

namespace {

using syntax::Field;
using syntax::Kind;
using syntax::Node;
using types::Known;

// Reads the parameters of one `def` from left to right.
class ParameterReader {
 public:
  ParameterReader(Annotations& annotations, const Place& place, Window& window, bool is_method)
      : annotations_(annotations), place_(place), window_(window), is_method_(is_method) {}

  std::vector<ParameterRecord> read(Node list) {
    for (const Node node : list.children()) parameter(node);
    if (!has_separator_) apply_underscores();
    return std::move(parameters_);
  }

 private:
  void parameter(Node node) {
    switch (node.kind()) {
      case Kind::positional_separator:
        for (ParameterRecord& before : parameters_) before.kind = ParameterKind::positional_only;
        has_separator_ = true;
        break;
      case Kind::keyword_separator:
        keyword_only_ = true;
        break;
      case Kind::identifier:
        add(node, {}, false);
        break;
      case Kind::default_parameter:
      case Kind::typed_default_parameter:
        add(node.child(Field::name), node.child(Field::type), true);
        break;
      case Kind::typed_parameter:
        add(node.first_child(), node.child(Field::type), false);
        break;
      default:
        add(node, {}, false);
        break;
    }
  }

  void add(Node name, Node type, bool has_default) {
    ParameterKind kind = keyword_only_ ? ParameterKind::keyword_only : ParameterKind::positional;
    if (name.is(Kind::list_splat_pattern)) {
      kind = ParameterKind::variadic;
      keyword_only_ = true;
      name = name.first_child();
    } else if (name.is(Kind::dictionary_splat_pattern)) {
      kind = ParameterKind::variadic_keyword;
      name = name.first_child();
    }
    if (!name.is(Kind::identifier)) return;
    Type declared = Type::unknown;
    // `**options: Unpack[Options]` describes all of them together, not each.
    if (type && !type.text().starts_with("Unpack[")) declared = annotations_.read(type, place_, window_);
    const Name id = annotations_.program().names.intern(name.text());
    parameters_.push_back({id, kind, has_default, declared});
  }

  // The spelling of positional-only parameters before Python 3.8: `__x`, as long as no other stands before it.
  void apply_underscores() {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      ParameterRecord& parameter = parameters_[i];
      const std::string_view name = annotations_.program().names.text(parameter.name);
      const bool underscored = name.starts_with("__") && !name.ends_with("__");
      if (i == 0 && is_method_ && !underscored) continue;
      if (!underscored || parameter.kind != ParameterKind::positional) return;
      parameter.kind = ParameterKind::positional_only;
      if (is_method_) parameters_.front().kind = ParameterKind::positional_only;
    }
  }

  Annotations& annotations_;
  const Place& place_;
  Window& window_;
  bool is_method_;
  bool keyword_only_ = false;
  bool has_separator_ = false;
  std::vector<ParameterRecord> parameters_;
};

}  // namespace

Signatures::Signatures(Annotations& annotations)
    : annotations_(annotations),
      context_manager_(context_manager("_GeneratorContextManager")),
      async_context_manager_(context_manager("_AsyncGeneratorContextManager")) {}

types::ClassId Signatures::context_manager(std::string_view name) const {
  const Index index = annotations_.lookup().class_named("contextlib", name);
  return index == no_index ? no_index : annotations_.program().classes[index].id;
}

std::vector<SignatureFacts> Signatures::read(const Function& function) {
  std::vector<SignatureFacts> signatures;
  for (const Definition& definition : function.definitions) {
    const std::size_t first = signatures.size();
    for (VersionSet left = definition.versions; left != 0;) {
      Window window{lowest(left), left};
      SignatureFacts facts = read_definition(function, definition, window);
      facts.versions = window.versions;
      left &= ~window.versions;
      // Names differ that mean the same in the end: an alias with one more line for a newer version.
      const auto same = std::ranges::find_if(
          signatures.begin() + static_cast<std::ptrdiff_t>(first), signatures.end(), [&](const SignatureFacts& other) {
            return other.parameters == facts.parameters && other.result == facts.result;
          });
      if (same != signatures.end()) {
        same->versions |= facts.versions;
      } else {
        signatures.push_back(std::move(facts));
      }
    }
  }
  return signatures;
}

Type Signatures::property(const Function& function, Window& window) {
  for (const Definition& definition : function.definitions) {
    const Place place{function.scope, definition.parameters};
    return read_result(function, definition, place, window);
  }
  return Type::unknown;
}

SignatureFacts Signatures::read_definition(const Function& function, const Definition& definition, Window& window) {
  const Place place{function.scope, definition.parameters};
  const bool is_method = (function.flags & static_cast<std::uint8_t>(FunctionFlag::method)) != 0;
  ParameterReader reader(annotations_, place, window, is_method);
  SignatureFacts facts;
  facts.parameters = reader.read(definition.node.child(Field::parameters));
  facts.result = read_result(function, definition, place, window);
  return facts;
}

Type Signatures::read_result(const Function& function, const Definition& definition, const Place& place,
                             Window& window) {
  const syntax::FunctionDefinition node(definition.node);
  Type result = Type::unknown;
  if (node.return_type()) result = annotations_.read(node.return_type(), place, window);
  if (node.is_async()) result = annotations_.pool().instance(Known::coroutine, {Type::any, Type::any, result});
  return wrapped(function.wrapper, result);
}

// `@contextmanager` takes what the generator yields.
Type Signatures::wrapped(ResultWrapper wrapper, Type result) {
  if (wrapper == ResultWrapper::none) return result;
  const types::ClassId id = wrapper == ResultWrapper::context_manager ? context_manager_ : async_context_manager_;
  if (id == no_index) return Type::unknown;
  const std::array<Type, 1> yielded{annotations_.pool().argument(result, 0)};
  return annotations_.pool().instance(id, yielded);
}

}  // namespace slicecop::stubs::compile
