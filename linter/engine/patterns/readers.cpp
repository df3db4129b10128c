#include "engine/patterns/readers.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/patterns/repeated.h"
#include "syntax/views.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

namespace {

/// Methods of a socket that other things with a `recv` lack: an SSH channel has `sendall` and `settimeout`, too.
constexpr std::array<std::string_view, 10> socket_methods{"recv_into",  "recvfrom",    "recvfrom_into", "setsockopt",
                                                          "getsockopt", "getsockname", "sendto",        "recvmsg",
                                                          "accept",     "listen"};

/// Whose methods and functions are looked at: of an attribute all of its class, of a name its function.
Node home_of(Node value) {
  for (Node node = value; node; node = node.parent()) {
    if (node.is(value.is(Kind::attribute) ? Kind::class_definition : Kind::function_definition)) return node;
  }
  return value.tree().root();
}

bool is_called_like_socket(Node value) {
  constexpr syntax::NodeId most_nodes = 32'768;
  if (!value.is_any(Kind::identifier, Kind::attribute)) return false;
  const Node home = home_of(value);
  const syntax::NodeId end = std::min(home.after(), home.id() + most_nodes);
  for (syntax::NodeId id = home.id(); id < end; ++id) {
    const syntax::Attribute method(syntax::Call(home.tree().node(id)).function());
    if (method && same_place(method.object(), value) &&
        std::ranges::find(socket_methods, method.name()) != socket_methods.end())
      return true;
  }
  return false;
}

bool is_socket_or_number(std::string_view described) {
  bool is_socket = false;
  while (!described.empty()) {
    const std::size_t bar = std::min(described.find(" | "), described.size());
    const std::string_view part = described.substr(0, bar);
    described.remove_prefix(std::min(bar + 3, described.size()));
    if (part == "int" || part == "bool" || part == "None") continue;
    if (part != "socket" && part != "SSLSocket") return false;
    is_socket = true;
  }
  return is_socket;
}

}  // namespace

bool may_be_unknown(semantics::Model& model, types::Type type) {
  return type == types::Type::unknown || model.describe(type).find("Unknown") != std::string::npos;
}

bool has_readinto(semantics::Model& model, Node file) {
  const types::Type type = model.type_of(file).type;
  const std::string name = model.describe(type);
  if (name.starts_with("GzipFile") || name.starts_with("LZMAFile") || name.starts_with("ZipExtFile")) return false;
  if (model.is_instance(type, types::Known::raw_io_base)) return true;
  if (model.is_instance(type, types::Known::buffered_io_base)) return true;
  return name.starts_with("IO[bytes]") || name.starts_with("BinaryIO");
}

bool fills_buffers(semantics::Model& model, Node file) {
  const std::string name = model.describe(model.type_of(file).type);
  return has_readinto(model, file) && !name.starts_with("IO[bytes]") && !name.starts_with("BinaryIO");
}

bool has_recv_into(semantics::Model& model, Node socket) {
  const types::Type type = model.type_of(socket).type;
  if (may_be_unknown(model, type)) return is_called_like_socket(socket);
  // `self.sock = 0` or `-1` before there is one: a number has no `recv`.
  return model.is_instance(type, types::Known::socket) || is_socket_or_number(model.describe(type));
}

syntax::Call opening_of(semantics::Model& model, Node file, std::string_view mode) {
  const syntax::Call none(Node{});
  if (!file.is(Kind::identifier)) return none;
  const std::vector<Node> bindings = model.bindings_of(file);
  if (bindings.size() != 1) return none;
  // `file` in `open(...) as file`
  Node made = bindings.front();
  while (made && !made.is_any(Kind::as_pattern, Kind::call, Kind::block)) made = made.parent();
  const syntax::Call open(made.is(Kind::as_pattern) ? made.first_child() : made);
  const bool by_name = model.callee_name(open) == "builtins.open" && open.argument_count() == 2 &&
                       model.literal_of(open.positional(1)) == mode;
  return by_name ? open : none;
}

}  // namespace slicecop::engine
