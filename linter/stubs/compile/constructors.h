// The constructors that Python writes itself: of named tuples and data classes, from their fields.
#pragma once

#include <optional>
#include <vector>

#include "stubs/compile/annotations.h"
#include "stubs/compile/classes.h"
#include "stubs/compile/signatures.h"

namespace slicecop::stubs::compile {

struct Constructor {
  std::string_view name;  ///< `__new__` or `__init__`
  std::uint8_t flags;     ///< FunctionFlag
  std::vector<SignatureFacts> signatures;
};

class Constructors {
 public:
  Constructors(Annotations& annotations, Classes& classes) : annotations_(annotations), classes_(classes) {}

  /// Nothing for a class that is neither, or that declares the constructor itself.
  std::optional<Constructor> of(types::ClassId id);

 private:
  [[nodiscard]] bool declares(const Class& declared, std::string_view name) const;
  void add_fields(const Class& declared, SignatureFacts& facts);
  static void add_field(SignatureFacts& facts, Name name, ParameterKind kind, bool has_default, Type type);

  Annotations& annotations_;
  Classes& classes_;
};

}  // namespace slicecop::stubs::compile
