// All types of one analysis, each once.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "types/known_classes.h"
#include "types/type.h"

namespace slicecop::types {

/// Types made at build time. `index` is an open-addressing hash table over `nodes` (a power of two of slots, empty ones
/// 0xffffffff), filled by the same hash as Pool's.
struct StaticPool {
  std::span<const TypeNode> nodes;
  std::span<const Type> arguments;
  std::span<const std::uint32_t> index;
};

/// A union of more members has its literals widened to their classes, and is unknown if that does not help. The modes
/// that open() takes for text are 57 literals.
inline constexpr std::size_t most_members = 64;

/// The members of a type, by value.
class Members {
 public:
  [[nodiscard]] const Type* begin() const { return members_.data(); }
  [[nodiscard]] const Type* end() const { return members_.data() + count_; }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  void add(Type type) { members_[count_++] = type; }

 private:
  std::array<Type, most_members> members_;
  std::uint8_t count_ = 0;
};

/// The hash that both kinds of index use: of form, payload and arguments.
std::uint32_t hash(Form form, std::uint32_t payload, std::span<const Type> arguments);

/// Makes types and remembers them. Not for several threads at once.
class Pool {
 public:
  /// A pool on top of `base`, which must outlive it and begins with the four fixed types.
  explicit Pool(StaticPool base);

  /// A pool with the four fixed types alone: for the stub compiler and for tests.
  Pool();

  Type make(Form form, std::uint32_t payload, std::span<const Type> arguments = {});

  Type instance(ClassId id, std::span<const Type> arguments = {}) { return make(Form::instance, id, arguments); }
  Type instance(Known known) { return make(Form::instance, class_id(known)); }
  Type instance(Known known, std::initializer_list<Type> arguments) {
    return make(Form::instance, class_id(known), {arguments.begin(), arguments.size()});
  }
  Type class_object(ClassId id, std::span<const Type> arguments = {}) {
    return make(Form::class_object, id, arguments);
  }

  /// The union of both: never adds nothing; unknown stays a member, since "bytes or something" is worth telling apart.
  /// For more members than most_members see there.
  Type join(Type a, Type b);
  Type join(std::span<const Type> members);

  [[nodiscard]] const TypeNode& operator[](Type type) const;
  /// Valid until the next type is made.
  [[nodiscard]] std::span<const Type> arguments(Type type) const;
  /// One argument, or unknown where there are fewer.
  [[nodiscard]] Type argument(Type type, std::size_t index) const;
  [[nodiscard]] Form form(Type type) const { return (*this)[type].form; }

  /// A type variable or Self stands in it.
  [[nodiscard]] bool is_generic(Type type) const { return ((*this)[type].flags & flag_generic) != 0; }

  /// The members of a union; of any other type, itself alone; of never, nothing. A copy: making types while looking at
  /// it is fine.
  [[nodiscard]] Members members(Type type) const;

  /// True for an instance (or a literal) of exactly that class.
  [[nodiscard]] bool is(Type type, Known known) const;

  /// The class of an instance, a literal or a tuple; 0xffffffff where there is none.
  [[nodiscard]] ClassId class_of(Type type) const;

  [[nodiscard]] std::size_t size() const { return base_.nodes.size() + nodes_.size(); }

  /// What this pool holds on top of its base: for the stub compiler, whose pool has no base.
  [[nodiscard]] std::span<const TypeNode> own_nodes() const { return nodes_; }
  [[nodiscard]] std::span<const Type> own_arguments() const { return arguments_; }
  [[nodiscard]] std::span<const std::uint32_t> own_index() const { return index_; }

 private:
  [[nodiscard]] bool equal(Type type, Form form, std::uint32_t payload, std::span<const Type> arguments) const;
  void grow();

  StaticPool base_;
  std::vector<TypeNode> nodes_;
  std::vector<Type> arguments_;
  std::vector<std::uint32_t> index_;
};

}  // namespace slicecop::types
