// What reading a variable gives: its annotation, or what little a stub file assigns.
#pragma once

#include "stubs/compile/annotations.h"
#include "stubs/compile/classes.h"

namespace slicecop::stubs::compile {

class Variables {
 public:
  Variables(Annotations& annotations, Classes& classes) : annotations_(annotations), classes_(classes) {}

  /// Of an entity that is a variable.
  Type read(const Entity& entity, Window& window) { return read(entity, window, 0); }

  /// `RED = 1` in an enumeration is one of its values: the class it is an instance of, no_index for all else.
  types::ClassId enumeration_of(const Scope& scope, const Declaration& declaration);

 private:
  Type read(const Entity& entity, Window& window, int depth);
  Type read_final(const Entity& entity, Window& window, int depth);
  Type assigned(const Declaration& declaration);

  Annotations& annotations_;
  Classes& classes_;
};

}  // namespace slicecop::stubs::compile
