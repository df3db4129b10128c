// Where the knowledge of a type comes from. A finding tells it, and a fix weighs it.
#pragma once

#include <cstdint>
#include <string_view>

namespace slicecop::types {

/// In falling order of strength.
enum class Evidence : std::uint8_t {
  none,
  literal,     ///< `b"..."`, `bytearray()`, a display
  annotation,  ///< a declared type in the checked code
  isinstance,  ///< a test that dominates the place
  stub,        ///< what typeshed says that a library returns
  assignment,  ///< a value assigned before
  call,        ///< a function or call of the checked code
  attribute,   ///< assignments to an attribute of the class
  consumer,    ///< what the value is handed to takes nothing else
  name,        ///< only its name says so: `data`, `buf`
};

constexpr std::string_view name_of(Evidence evidence) {
  switch (evidence) {
    case Evidence::none:
      return "none";
    case Evidence::literal:
      return "literal";
    case Evidence::annotation:
      return "annotation";
    case Evidence::isinstance:
      return "isinstance";
    case Evidence::stub:
      return "stub";
    case Evidence::assignment:
      return "assignment";
    case Evidence::call:
      return "call";
    case Evidence::attribute:
      return "attribute";
    case Evidence::consumer:
      return "consumer";
    case Evidence::name:
      return "name";
  }
  return "none";
}

}  // namespace slicecop::types
