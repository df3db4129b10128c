#include "types/pool.h"

#include <algorithm>
#include <array>

namespace slicecop::types {

namespace {

constexpr std::uint32_t empty_slot = 0xffffffff;

constexpr std::array<TypeNode, 4> fixed_nodes{{
    {Form::unknown, 0, 0, 0, 0},
    {Form::never, 0, 0, 0, 0},
    {Form::none, 0, 0, 0, 0},
    {Form::any, 0, 0, 0, 0},
}};

void sort_once(std::vector<Type>& types) {
  std::ranges::sort(types);
  const auto repeated = std::ranges::unique(types);
  types.erase(repeated.begin(), repeated.end());
}

constexpr std::uint32_t mix(std::uint32_t seed, std::uint32_t value) {
  const std::uint32_t h = (seed ^ value) * 0x9e3779b1U;
  return h ^ (h >> 15);
}

}  // namespace

std::uint32_t hash(Form form, std::uint32_t payload, std::span<const Type> arguments) {
  std::uint32_t h = mix(static_cast<std::uint32_t>(form) + 1, payload);
  for (const Type argument : arguments) h = mix(h, static_cast<std::uint32_t>(argument) + 0x85ebca6bU);
  return h;
}

Pool::Pool(StaticPool base) : base_(base) {}

Pool::Pool() {
  for (const TypeNode& node : fixed_nodes) make(node.form, 0);
}

const TypeNode& Pool::operator[](Type type) const {
  const auto id = static_cast<std::uint32_t>(type);
  return id < base_.nodes.size() ? base_.nodes[id] : nodes_[id - base_.nodes.size()];
}

std::span<const Type> Pool::arguments(Type type) const {
  const auto id = static_cast<std::uint32_t>(type);
  const TypeNode& node = (*this)[type];
  const std::span<const Type> all = id < base_.nodes.size() ? base_.arguments : std::span<const Type>(arguments_);
  return all.subspan(node.first_argument, node.argument_count);
}

bool Pool::equal(Type type, Form form, std::uint32_t payload, std::span<const Type> arguments) const {
  const TypeNode& node = (*this)[type];
  return node.form == form && node.payload == payload && std::ranges::equal(this->arguments(type), arguments);
}

Type Pool::make(Form form, std::uint32_t payload, std::span<const Type> arguments) {
  const std::uint32_t h = hash(form, payload, arguments);
  if (!base_.index.empty()) {
    const std::size_t mask = base_.index.size() - 1;
    for (std::size_t slot = h & mask; base_.index[slot] != empty_slot; slot = (slot + 1) & mask) {
      if (const auto type = static_cast<Type>(base_.index[slot]); equal(type, form, payload, arguments)) return type;
    }
  }
  if (index_.size() < 2 * (nodes_.size() + 1)) grow();
  const std::size_t mask = index_.size() - 1;
  std::size_t slot = h & mask;
  for (; index_[slot] != empty_slot; slot = (slot + 1) & mask) {
    if (const auto type = static_cast<Type>(index_[slot]); equal(type, form, payload, arguments)) return type;
  }
  const auto id = static_cast<std::uint32_t>(size());
  const auto first = static_cast<std::uint32_t>(arguments_.size());
  const auto count = static_cast<std::uint16_t>(std::min<std::size_t>(arguments.size(), 0xffff));
  std::uint8_t flags = form == Form::type_variable || form == Form::self_type ? flag_generic : 0;
  for (const Type argument : arguments) flags |= (*this)[argument].flags;
  // The arguments may lie in arguments_ itself, which is about to grow.
  const std::vector<Type> copy(arguments.begin(), arguments.begin() + count);
  arguments_.insert(arguments_.end(), copy.begin(), copy.end());
  nodes_.push_back({form, flags, count, payload, first});
  index_[slot] = id;
  return static_cast<Type>(id);
}

void Pool::grow() {
  std::vector<std::uint32_t> larger(std::max<std::size_t>(64, index_.size() * 2), empty_slot);
  const std::size_t mask = larger.size() - 1;
  for (const std::uint32_t id : index_) {
    if (id == empty_slot) continue;
    const auto type = static_cast<Type>(id);
    std::size_t slot = hash((*this)[type].form, (*this)[type].payload, arguments(type)) & mask;
    while (larger[slot] != empty_slot) slot = (slot + 1) & mask;
    larger[slot] = id;
  }
  index_ = std::move(larger);
}

Type Pool::join(Type a, Type b) {
  if (a == b || b == Type::never) return a;
  if (a == Type::never) return b;
  const std::array<Type, 2> both{a, b};
  return join(both);
}

Type Pool::join(std::span<const Type> members) {
  std::vector<Type> flat;
  for (const Type& member : members) {
    const Members parts = this->members(member);
    flat.insert(flat.end(), parts.begin(), parts.end());
  }
  sort_once(flat);
  if (flat.empty()) return Type::never;
  if (flat.size() == 1) return flat.front();
  if (flat.size() > most_members) {
    for (Type& member : flat) {
      if (form(member) == Form::literal) member = arguments(member)[0];
    }
    sort_once(flat);
    if (flat.size() == 1) return flat.front();
    if (flat.size() > most_members) return Type::unknown;
  }
  return make(Form::union_of, 0, flat);
}

Members Pool::members(Type type) const {
  Members result;
  if (form(type) == Form::union_of) {
    for (const Type member : arguments(type)) result.add(member);
  } else if (type != Type::never) {
    result.add(type);
  }
  return result;
}

Type Pool::argument(Type type, std::size_t index) const {
  const std::span<const Type> all = arguments(type);
  return index < all.size() ? all[index] : Type::unknown;
}

bool Pool::is(Type type, Known known) const { return class_of(type) == class_id(known); }

ClassId Pool::class_of(Type type) const {
  const TypeNode& node = (*this)[type];
  switch (node.form) {
    case Form::instance:
      return node.payload;
    case Form::literal:
      return class_of(arguments(type)[0]);
    case Form::tuple:
      return class_id(Known::tuple);
    default:
      return 0xffffffff;
  }
}

}  // namespace slicecop::types
