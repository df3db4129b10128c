// Whether a parameter takes a memoryview, by its declared type alone.
#pragma once

#include <algorithm>
#include <cstdint>

#include "describe.h"

namespace describe {

/// In rising order: a union is as good as its best member.
enum class Accepts : std::uint8_t {
  no,       ///< bytes, str, ...: not a view
  general,  ///< Any, T, Iterable, ...: a view, and much that is no buffer
  buffer,   ///< whatever has a buffer
};

class Acceptance {
 public:
  Acceptance(const Spelling& spelling, PythonVersion version) : spelling_(spelling), version_(version) {}

  Accepts operator()(Type type) const {
    const types::TypeNode node = spelling_.pool()[type];
    switch (node.form) {
      case types::Form::unknown:
      case types::Form::any:
        return Accepts::general;
      case types::Form::union_of:
        return best_of(spelling_.pool().members(type));
      case types::Form::type_variable:
        return variable(node.payload);
      case types::Form::instance:
        return instance(node.payload);
      default:
        return Accepts::no;
    }
  }

 private:
  Accepts best_of(const types::Members& members) const {
    Accepts best = Accepts::no;
    for (const Type member : members) best = std::max(best, (*this)(member));
    return best;
  }

  Accepts variable(types::TypeVariableId id) const {
    const TypeVariable variable = spelling_.table().type_variable(id);
    if (variable.constraints != Type::never) return (*this)(variable.constraints);
    return variable.bound == Type::unknown ? Accepts::general : (*this)(variable.bound);
  }

  Accepts instance(ClassId wanted) const {
    if (!instance(wanted, class_id(types::Known::memoryview))) return Accepts::no;
    return spelling_.table().class_at(wanted).has(ClassFlag::buffer) ? Accepts::buffer : Accepts::general;
  }

  bool instance(ClassId wanted, ClassId given) const {
    const Table& table = spelling_.table();
    for (const Type base : table.linearization(given)) {
      if (spelling_.pool().class_of(base) == wanted) return true;
    }
    return table.class_at(wanted).has(ClassFlag::protocol) && has_all_members(wanted, given);
  }

  bool has_all_members(ClassId protocol, ClassId given) const {
    bool all = true;
    for (const Type part : spelling_.table().linearization(protocol)) {
      const ClassId owner = spelling_.pool().class_of(part);
      if (!spelling_.table().class_at(owner).has(ClassFlag::protocol)) continue;
      spelling_.table().each_own_member(owner, version_, [&](std::string_view name, const Symbol&) {
        all = all && has_member(given, name);
        return all;
      });
    }
    return all;
  }

  bool has_member(ClassId given, std::string_view name) const {
    return std::ranges::any_of(spelling_.table().linearization(given), [&](Type base) {
      return static_cast<bool>(spelling_.table().own_member(spelling_.pool().class_of(base), name, version_));
    });
  }

  const Spelling& spelling_;
  PythonVersion version_;
};

}  // namespace describe
