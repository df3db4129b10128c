#include "engine/patterns/socket_kind.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "engine/patterns/growing_sum.h"
#include "engine/patterns/repeated.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

namespace {

constexpr syntax::NodeId most_nodes = 65'536;

Node class_around(Node node) {
  while (node && !node.is(Kind::class_definition)) node = node.parent();
  return node;
}

bool never_waits_short(std::string_view method, Node argument) {
  if (method == "settimeout") return argument.is(Kind::none_literal);
  return argument.is(Kind::true_) || argument.text() == "1";
}

/// `self.sock.settimeout(None)`, and no other timeout of it in the class or file.
bool blocks(Node socket) {
  const Node around = class_around(socket);
  const Node home = socket.is(Kind::attribute) && around ? around : socket.tree().root();
  const syntax::NodeId end = std::min(home.after(), home.id() + most_nodes);
  bool found = false;
  for (syntax::NodeId id = home.id(); id < end; ++id) {
    const syntax::Call call(home.tree().node(id));
    const syntax::Attribute method(call ? call.function() : Node{});
    if (!method || (method.name() != "settimeout" && method.name() != "setblocking")) continue;
    if (!never_waits_short(method.name(), syntax::unparenthesized(call.positional(0)))) return false;
    found = found || same_place(method.object(), socket);
  }
  return found;
}

bool is_for_messages(syntax::Call maker) {
  static constexpr std::array<std::string_view, 6> kinds{"SOCK_DGRAM", "SOCK_RAW",  "SOCK_SEQPACKET",
                                                         "AF_CAN",     "AF_PACKET", "PF_CAN"};
  for (const Node argument : maker.arguments().children()) {
    const Node kind = argument.is(Kind::keyword_argument) ? argument.child(syntax::Field::value) : argument;
    const std::string_view name = kind.is(Kind::attribute) ? syntax::Attribute(kind).name() : kind.text();
    if (std::ranges::find(kinds, name) != kinds.end()) return true;
  }
  return false;
}

/// All sockets that the file makes are for datagrams or frames.
bool makes_message_sockets_only(const syntax::Tree& tree) {
  const syntax::NodeId end = std::min<syntax::NodeId>(tree.root().after(), most_nodes);
  bool found = false;
  for (syntax::NodeId id = 0; id < end; ++id) {
    const syntax::Call call(tree.node(id));
    if (!call) continue;
    const syntax::Attribute method(call.function());
    const std::string_view name = method ? method.name() : call.function().text();
    if (name == "create_connection" || name == "accept" || name == "socketpair") return false;
    if (name != "socket") continue;
    if (!is_for_messages(call)) return false;
    found = true;
  }
  return found;
}

/// A literal, `text.encode()`, or the fields of a message: `struct.pack("!H", port)`.
bool is_short(Node value) {
  value = syntax::unparenthesized(value);
  if (value.is_any(Kind::string, Kind::none_literal)) return true;
  const syntax::Attribute method(syntax::Call(value).function());
  return method && (method.name() == "encode" || method.name() == "pack");
}

}  // namespace

bool takes_all_at_once(semantics::Model& model, syntax::Call send) {
  const syntax::Attribute method(send.function());
  if (!method) return false;
  return makes_message_sockets_only(model.tree()) || blocks(syntax::unparenthesized(method.object()));
}

bool is_foreign_write(semantics::Model& model, syntax::Call call) {
  const syntax::Attribute method(call.function());
  if (!method || method.name() != "write" || !model.callee_name(call).empty()) return false;
  const syntax::FunctionDefinition function(syntax::enclosing_function(call.node()));
  const bool in_class = class_around(call.node()) && function.parameters().first_child();
  if (in_class && method.object().text() == function.parameters().first_child().text()) return false;
  return !model.function_called(call);
}

bool is_made_of_short_parts(semantics::Model& model, Node attribute) {
  if (!attribute.is(Kind::attribute)) return false;
  const Node home = class_around(attribute);
  if (!home) return false;
  const syntax::NodeId end = std::min(home.after(), home.id() + most_nodes);
  bool made = false;
  for (syntax::NodeId id = home.id(); id < end; ++id) {
    const Node statement = model.tree().node(id);
    if (!statement.is_any(Kind::assignment, Kind::augmented_assignment)) continue;
    if (!same_place(statement.child(syntax::Field::left), attribute)) continue;
    const syntax::Subscript cut(statement.child(syntax::Field::right));
    if (cut.slice() && same_place(cut.value(), attribute)) continue;
    for (const Node piece : pieces_of(statement, attribute)) {
      if (!is_short(piece)) return false;
      made = made || piece.is(Kind::call);
    }
  }
  return made;
}

}  // namespace slicecop::engine
