#include "engine/patterns/into_buffer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/patterns/filled_buffer.h"
#include "engine/patterns/filling.h"
#include "engine/patterns/readers.h"
#include "engine/patterns/repeated.h"
#include "engine/wording.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

namespace {

/// The method `name` of the class around `node`.
Node method_beside(Node node, std::string_view name) {
  Node home = node;
  while (home && !home.is(Kind::class_definition)) home = home.parent();
  for (Node statement : syntax::ClassDefinition(home).body().children()) {
    if (statement.is(Kind::decorated_definition)) statement = statement.child(syntax::Field::definition);
    const syntax::FunctionDefinition function(statement);
    if (function && function.name().text() == name) return statement;
  }
  return {};
}

/// `return self.file.read(n)`, of a file whose `readinto` fills a buffer.
bool hands_on_what_it_reads(semantics::Model& model, Node function) {
  constexpr syntax::NodeId most_nodes = 2048;
  const syntax::NodeId end = std::min(function.after(), function.id() + most_nodes);
  for (syntax::NodeId id = function.id(); function && id < end; ++id) {
    const syntax::Call call(function.tree().node(id));
    const syntax::Attribute method(call.function());
    if (method.name() != "read" || method.object().text() == "self" || !has_readinto(model, method.object())) continue;
    const bool is_returned = model.uses_of(call.node()).all_are([](semantics::UseKind kind) {
      return kind == semantics::UseKind::measured || kind == semantics::UseKind::returned;
    });
    if (is_returned) return true;
  }
  return false;
}

/// `data = self.read(len(buffer)); buffer[:len(data)] = data` in the method `readinto` of the same class, whose `read`
/// only hands on what another file gives.
bool is_built_on_itself(semantics::Model& model, syntax::Attribute method) {
  const syntax::FunctionDefinition function(syntax::enclosing_function(method.node()));
  if (!function || function.name().text() != "readinto" || method.object().text() != "self") return false;
  return hands_on_what_it_reads(model, method_beside(function.node(), "read"));
}

/// `self.read(n)`: of a method of this class, which may make what it gives.
bool is_own_method(syntax::Attribute method) {
  return method.object().text() == "self" && method_beside(method.node(), method.name());
}

/// Another branch of the function has `readinto` already, for what has it.
bool fills_elsewhere(Node function, Node reader) {
  constexpr syntax::NodeId most_nodes = 4096;
  const syntax::NodeId end = std::min(function.after(), function.id() + most_nodes);
  for (syntax::NodeId id = function.id(); function && id < end; ++id) {
    const syntax::Attribute method(syntax::Call(function.tree().node(id)).function());
    const bool fills = method.name() == "readinto" || method.name() == "recv_into";
    if (fills && same_place(method.object(), reader)) return true;
  }
  return false;
}

std::string copy_advice(syntax::Attribute method, syntax::Subscript into, std::string_view instead) {
  if (is_own_method(method)) {
    return "let `readinto` fill " + code(into.value()) + " from what `read` reads from, and build `read` on it";
  }
  return code(std::string(method.object().text()) + "." + std::string(instead)) + " fills a memoryview of " +
         code(into.value()) + " without it";
}

Report copied(Context& context, syntax::Call read, syntax::Subscript into, std::string_view instead) {
  semantics::Model& model = context.model();
  const syntax::Attribute method(read.function());
  const bool in_loop = static_cast<bool>(model.loop_around(read.node()));
  Report report{.where = read.node(),
                .message = code(read.node()) + " makes a bytes object only to be copied into " + code(into.node()) +
                           "; " + copy_advice(method, into, instead),
                .typed = model.type_of(read.node()),
                .cost = {.growth = in_loop ? Growth::per_iteration : Growth::once,
                         .width = model.size_of(read.node()).exact(),
                         .gains_from = context.settings().min_slice_bytes,
                         .in_loop = in_loop}};
  if (!syntax::enclosing_statement(into.node()).contains(read.node())) {
    report.notes.push_back({.message = "copied here", .range = into.range()});
  }
  return report;
}

std::string_view gathered_how(Gathering by) {
  return by == Gathering::append ? " makes bytes objects that are copied once more to be joined"
                                 : " makes bytes objects that are copied into a growing buffer";
}

Report filled(Context& context, const Filling& filling, std::string_view instead) {
  const std::string total(syntax::unparenthesized(filling.total).text());
  const std::string reader(filling.method.object().text());
  return {.where = filling.read.node(),
          .message = code(filling.read.node()) + std::string(gathered_how(filling.by)) +
                     ", though their size is known before; make " + code("bytearray(" + total + ")") +
                     " once and fill it with " + code(reader + "." + std::string(instead)) +
                     " through a memoryview of what is still empty",
          .typed = context.model().type_of(filling.read.node()),
          .cost = {.growth = Growth::per_iteration,
                   .width = {},
                   .gains_from = context.settings().min_slice_bytes,
                   .in_loop = true},
          .notes = {{.message = "gathered here", .range = filling.growing.range()},
                    {.message = "in this loop", .range = head_of(filling.loop.node)}},
          .fix = fill_buffer(context, filling, instead)};
}

/// Nothing else is put into the list in this loop.
bool is_only_append(const Filling& filling) {
  constexpr syntax::NodeId most_nodes = 4096;
  const Node loop = filling.loop.node;
  const syntax::NodeId end = std::min(loop.after(), loop.id() + most_nodes);
  for (syntax::NodeId id = loop.id(); id < end; ++id) {
    const Node node = loop.tree().node(id);
    const syntax::Attribute method(syntax::Call(node).function());
    if (node != filling.growing && method.name() == "append" && same_place(method.object(), filling.target))
      return false;
  }
  return true;
}

/// Pieces that are joined, or a buffer that grows in place: what grows with the square is another rule's. A file gives
/// all that it is asked for, so whoever asks it for parts of that has reasons, such as not to trust the size.
bool is_gathered_once(Context& context, const Filling& filling) {
  semantics::Model& model = context.model();
  if (filling.by == Gathering::append) {
    const std::string type = model.describe(model.type_of(filling.target).type);
    return filling.method.name() == "recv" && type.starts_with("list[") && is_only_append(filling);
  }
  return model.buffer_of(filling.target).only(semantics::Buffer::bytearray);
}

}  // namespace

std::optional<Report> read_into_buffer(Context& context, syntax::Call read, std::string_view instead) {
  semantics::Model& model = context.model();
  const std::uint64_t smallest = context.settings().min_slice_bytes;
  const syntax::Attribute method(read.function());
  if (!syntax::enclosing_function(read.node()) && !model.loop_around(read.node())) return std::nullopt;
  if (const syntax::Subscript into = copied_into(model, read.node())) {
    if (is_own_method(method) ? !is_built_on_itself(model, method) : instead.empty()) return std::nullopt;
    if (model.size_of(read.node()).below(smallest)) return std::nullopt;
    if (fills_elsewhere(syntax::enclosing_function(read.node()), method.object())) return std::nullopt;
    return copied(context, read, into, instead);
  }
  if (instead.empty()) return std::nullopt;
  const std::optional<Filling> filling = filling_of(model, read);
  if (!filling || !is_gathered_once(context, *filling)) return std::nullopt;
  const std::optional<std::int64_t> total = model.constant_of(filling->total);
  if (total && std::cmp_less(*total, smallest)) return std::nullopt;
  return filled(context, *filling, instead);
}

}  // namespace slicecop::engine
