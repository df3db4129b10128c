#include "engine/patterns/summed_copy.h"

#include "syntax/views.h"

namespace slicecop::engine {

using semantics::Buffer;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

namespace {

bool is_buffer(semantics::Model& model, Node node) {
  const Buffer buffer = model.buffer_of(node);
  return buffer.only(Buffer::bytes | Buffer::bytearray | Buffer::view | Buffer::consumed) && !buffer.optional;
}

// What is copied to bytes only to be added: `x` of `bytes(x)` and `x.tobytes()`.
Node uncopied(semantics::Model& model, Node trailer) {
  const Call call(trailer);
  const syntax::Attribute method(call.function());
  if (method && method.name() == "tobytes" && call.argument_count() == 0) {
    const bool is_array = model.buffer_of(method.object()).only(Buffer::array);
    return is_array || is_buffer(model, method.object()) ? method.object() : trailer;
  }
  const bool copies = call.argument_count() == 1 && model.callee_name(call) == "builtins.bytes";
  return copies && is_buffer(model, call.positional(0)) ? call.positional(0) : trailer;
}

// A function that is not of a library, or code that runs meanwhile.
bool runs_code(semantics::Model& model, Node trailer) {
  for (syntax::NodeId id = trailer.id(); id < trailer.after(); ++id) {
    const Node node = trailer.tree().node(id);
    if (node.is_any(Kind::await, Kind::yield)) return true;
    if (node.is(Kind::call) && model.callee_name(Call(node)).empty()) return true;
  }
  return false;
}

std::string_view doubt_about(semantics::Model& model, Node trailer) {
  if (runs_code(model, trailer)) return "what is copied may change before the parts are joined";
  const bool by_use = model.type_of(trailer).evidence == types::Evidence::consumer;
  return by_use ? std::string_view("what is added is known by its use alone") : std::string_view{};
}

}  // namespace

std::optional<SummedCopy> summed_copy(semantics::Model& model, Node copy) {
  SummedCopy summed;
  for (Node part = syntax::with_parentheses(copy);;) {
    const syntax::BinaryOperator operation(part.parent());
    if (operation.operator_kind() != Kind::token_plus || operation.left() != part) break;
    if (!is_buffer(model, operation.right())) return std::nullopt;
    summed.trailers.push_back(operation.right());
    if (summed.doubt.empty()) summed.doubt = doubt_about(model, operation.right());
    summed.sum = operation.node();
    part = syntax::with_parentheses(operation.node());
  }
  if (summed.trailers.empty()) return std::nullopt;
  return summed;
}

bool is_trailer_of_copy(semantics::Model& model, Node copy) {
  Node first = syntax::with_parentheses(copy);
  const syntax::BinaryOperator sum(first.parent());
  if (sum.operator_kind() != Kind::token_plus || sum.right() != first) return false;
  for (first = sum.node(); syntax::BinaryOperator(first);) {
    if (syntax::BinaryOperator(first).operator_kind() != Kind::token_plus) return false;
    first = syntax::unparenthesized(syntax::BinaryOperator(first).left());
  }
  return uncopied(model, first) != first && summed_copy(model, first);
}

std::string joined_text(semantics::Model& model, const SummedCopy& summed, std::string_view first) {
  std::string text = "b\"\".join((" + std::string(first);
  for (const Node trailer : summed.trailers) text += ", " + std::string(uncopied(model, trailer).text());
  return text + "))";
}

}  // namespace slicecop::engine
