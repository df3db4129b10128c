// The semantic model of one file: what every value is, where it goes and what it costs. Rules ask it and never work any
// of this out themselves. Everything is computed on demand, one function (scope) at a time, and remembered.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "semantics/buffer.h"
#include "semantics/called_repeatedly.h"
#include "semantics/change.h"
#include "semantics/loop.h"
#include "semantics/project.h"
#include "semantics/typed.h"
#include "semantics/use.h"
#include "semantics/width.h"
#include "stubs/table.h"
#include "syntax/tree.h"
#include "syntax/views.h"
#include "types/evidence.h"
#include "types/pool.h"

namespace slicecop::semantics {

struct ModelOptions {
  /// Of the file, as the project knows it.
  std::string path = {};
  stubs::PythonVersion target_version = 9;
  const stubs::Table* stubs = &stubs::Table::builtin();
  /// Where nothing else is known, a parameter called `data` or `payload` is taken for a buffer, with Evidence::name.
  bool names_tell = false;
};

class Analysis;  // the machinery behind the questions

class Model {
 public:
  /// `tree`, `project` and the stub table must outlive the model.
  Model(const syntax::Tree& tree, const Project& project, const ModelOptions& options);
  ~Model();
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  // --- types ---

  /// What the value of `expression` is at its place. Consumer evidence included. Unknown in dead code: behind a return,
  /// in branches that the target version never takes.
  Typed type_of(syntax::Node expression);

  /// The same without what the calls in other files of the project tell: much cheaper, for questions about everything
  /// that a file holds. What those tell is never a memoryview.
  Typed type_without_callers(syntax::Node expression);

  /// What the buffers among the possible types of a value are; see Buffer.
  Buffer buffer_of(const Typed& typed);
  Buffer buffer_of(syntax::Node expression) { return buffer_of(type_of(expression)); }

  /// "bytes", "bytes | None", "BufferedReader", "Unknown".
  std::string describe(types::Type type);

  /// True where `type` (each member, None aside) is an instance of that class or of a subclass.
  bool is_instance(types::Type type, types::Known known);

  /// True where None is among the possible types.
  [[nodiscard]] bool may_be_none(types::Type type) const;

  /// The dotted name of the library function, class or method that `call` calls, by where it is defined for users:
  /// "struct.unpack", "socket.socket.send", "builtins.bytes"; empty where it is unknown or defined in this file.
  std::string_view callee_name(syntax::Call call);

  /// The function or method of this file that `call` calls, as far as is known: of an object that may be something
  /// unknown as well, the method that it has otherwise. No node where there is none, or more than one.
  syntax::Node function_called(syntax::Call call);
  /// The calls of this function or method in its own file, at most 64: those by its name, then those of what
  /// `getattr(self, "on_" + event)` may choose.
  std::vector<syntax::Node> calls_of(syntax::Node function);

  /// True for a call that always takes all of the buffer that it is handed, as the `write` of a buffered file does.
  bool takes_everything(syntax::Call call);
  /// True for a call that reads a few bytes, whatever else a value may hold: a number, an address, a line of text.
  bool takes_little(syntax::Call call);

  // --- uses ---

  /// Where the value of `expression` goes: its own place, and, where it is bound to a local name, every use that this
  /// binding reaches (through further names, conditional expressions, parentheses). Bounded: `complete` tells whether
  /// all were seen. Of a name in the place where it is bound (a loop's target): the uses of that binding.
  Uses uses_of(syntax::Node expression);

  /// The expression that a local name stands for at this place, where exactly one assignment `name = expression`
  /// reaches it; no node otherwise. Names apart, the node itself.
  syntax::Node definition_of(syntax::Node name);

  /// The right sides, parameters and targets of all bindings that may reach this use of a name, at most eight.
  std::vector<syntax::Node> bindings_of(syntax::Node use);

  /// True where `a` and `b` are the same name or attribute chain and hold the same value: no assignment lies between.
  bool same_value(syntax::Node a, syntax::Node b);

  // --- loops and growth ---

  /// The innermost loop (statement or comprehension) of the same function that runs `node` on each of many passes; an
  /// empty one where there is none. See Loop for what does not count.
  Loop loop_around(syntax::Node node);

  /// True where nothing that `expression` mentions is bound inside `loop`.
  bool is_invariant(syntax::Node expression, const Loop& loop);

  /// The loop that brings the value which `target` binds back to the same binding on a later pass: what makes
  /// `data = data[n:]` quadratic. `target` is the name or attribute as it is bound (in a tuple, too), or the whole
  /// assignment where it has one target.
  Loop carrying_loop(syntax::Node target);

  /// True for a function that is called again and again: a method with a parameter besides self, or one that a loop of
  /// its class calls (no constructors and other special methods); any other function that a loop calls, or that takes
  /// something and is handed to somebody or decorated by a call. Stands in for a loop in the quadratic group.
  bool is_fed_repeatedly(syntax::Node function);

  /// True where what is bound to `place` is still there on the next call of the function around it: a name of an
  /// enclosing scope (`nonlocal`, `global`), an attribute or an item of what does not belong to this call alone.
  bool outlives_call(syntax::Node place);

  /// How it is known that a function is called again and again, once for each packet or chunk: a call in a loop, in the
  /// file or the project, of it or of what calls it; as a callback; as a method of a library that takes data. Nothing
  /// where no such evidence is found.
  std::optional<CalledRepeatedly> called_repeatedly(syntax::Node function);

  // --- widths ---

  /// How many bytes the slice takes, as far as its bounds tell.
  Width width_of(syntax::Subscript slice);

  /// Bounds of len() of a value: literals, slices, reads of a given size, struct.pack of a constant format, ...
  Width size_of(syntax::Node expression);

  /// True where one of the values of `expression` is a line of a file: mostly short.
  bool is_line(syntax::Node expression);
  /// The same, or another part of something that is mostly short: of what was split, an item of a loop, encoded text.
  bool is_fragment(syntax::Node expression);
  /// True where one of them was made by a call that neither reads nor receives: not known to be large.
  bool is_computed(syntax::Node expression);
  /// True where one of them comes from where data come in bulk: read, received, decompressed, a parameter, ...; see
  /// bulk.h.
  bool is_bulk(syntax::Node expression);
  /// True where each of them is small by the way it is made: a digest, a packed number, an encoded str.
  bool is_small_by_making(syntax::Node expression);

  /// The value of an integer expression that is constant: literals, names bound once to one, + - * //, len of a
  /// literal, struct.calcsize of a literal format.
  std::optional<std::int64_t> constant_of(syntax::Node expression);

  /// The value of a str or bytes literal, or of a name bound once to one, as the text between the quotes (no escapes in
  /// it); nothing otherwise.
  std::optional<std::string_view> literal_of(syntax::Node expression);

  /// True where the value of an index expression is known not to be negative.
  bool is_non_negative(syntax::Node expression);

  /// For a call of unpack, unpack_from, iter_unpack or pack (of struct or of a Struct): calcsize of the format, where
  /// that is a literal or a name or Struct bound once to one.
  std::optional<std::uint64_t> unpacked_size(syntax::Call call);

  /// The dotted_name or aliased_import of the import statement that binds `name` at this place; no node where it is
  /// bound by anything else.
  syntax::Node import_of(syntax::Node name);

  /// True where `node` is the code of a test; see test_code.h.
  bool is_test_code(syntax::Node node);

  // --- safety ---

  /// The gravest change of `base` (a name or a chain of attributes) that the code in `region` may make.
  std::optional<Change> written_in(syntax::Node base, syntax::Node region);

  /// The gravest change of `base` that may come while a name lives that `node` binds to a view of it: up to the end of
  /// the function, all through the loops around `node`, and by the end of a `with` that closes it.
  std::optional<Change> changed_after(syntax::Node base, syntax::Node node);

  /// The library name ("struct.unpack_from", "builtins.memoryview") that `name` would stand for at `place`; empty where
  /// it means something else, or nothing.
  std::string meaning_of(std::string_view name, syntax::Node place);

  /// True where no binding or use of `name` is in the function around `place`, so that a fix may introduce it.
  [[nodiscard]] bool is_free(std::string_view name, syntax::Node place) const;

  [[nodiscard]] const types::Pool& pool() const;
  [[nodiscard]] const syntax::Tree& tree() const;

 private:
  std::unique_ptr<Analysis> analysis_;
};

}  // namespace slicecop::semantics
