// Numbers the classes, and works out their bases, type parameters, flags and method resolution order.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "stubs/compile/annotations.h"
#include "stubs/compile/program.h"
#include "types/known_classes.h"

namespace slicecop::stubs::compile {

using types::ClassId;

/// Gives every class that exists in some version its id: the known ones first, in their order, then by module and
/// place. Returns their indices by id; an error names the known class that is missing.
std::expected<std::vector<Index>, std::string> number_classes(Program& program, const Lookup& lookup);

struct ClassFacts {
  std::vector<Type> bases;
  std::vector<TypeVariableId> parameters;
  std::vector<Type> linearization;  ///< begins with the class itself
  std::uint8_t flags = 0;           ///< ClassFlag
};

class Classes {
 public:
  Classes(Annotations& annotations, std::vector<Index> by_id);

  /// Worked out at first, bases before.
  const ClassFacts& facts(ClassId id);

  [[nodiscard]] const Class& declared(ClassId id) const { return annotations_.program().classes[by_id_[id]]; }
  [[nodiscard]] Index index(ClassId id) const { return by_id_[id]; }
  [[nodiscard]] ClassId count() const { return static_cast<ClassId>(by_id_.size()); }
  /// The annotated fields of a named tuple, in order.
  std::vector<std::pair<Name, Type>> fields(ClassId id);

 private:
  void work_out(ClassId id, ClassFacts& facts);
  void read_base(ClassId id, syntax::Node node, ClassFacts& facts, std::vector<TypeVariableId>& found,
                 bool& is_explicit);
  void read_bases(ClassId id, ClassFacts& facts);
  void set_flags(ClassId id, ClassFacts& facts);
  [[nodiscard]] ClassId id_of(std::string_view module, std::string_view name) const;

  Annotations& annotations_;
  std::vector<Index> by_id_;
  std::vector<ClassFacts> facts_;
  std::vector<std::uint8_t> state_;  ///< 0 not looked at, 1 being worked out, 2 done
  ClassId named_tuple_;
  ClassId typed_dict_;
  ClassId enumeration_;
};

}  // namespace slicecop::stubs::compile
