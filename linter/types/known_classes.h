// The classes that code here names. The stub table gives them the first class ids, in this order, and its compiler
// fails where typeshed lacks one.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "types/type.h"

namespace slicecop::types {

enum class Known : ClassId {  // NOLINT(performance-enum-size): a ClassId
  object,
  type,
  bool_,
  int_,
  float_,
  complex,
  str,
  bytes,
  bytearray,
  memoryview,
  list,
  tuple,
  dict,
  set,
  frozenset,
  range,
  slice,
  property,
  base_exception,
  buffer,  ///< the protocol behind ReadableBuffer and WriteableBuffer: any object with `__buffer__`
  mmap,
  array,
  ctypes_array,
  bytes_io,
  raw_io_base,
  buffered_io_base,
  buffered_reader,
  text_io_base,
  socket,
  struct_class,
  iterator,
  iterable,
  generator,
  coroutine,
  awaitable,
  async_iterator,
  async_generator,
  typing_io,
  count,
};

struct KnownClassName {
  std::string_view module;
  std::string_view name;
};

/// Indexed by Known; where typeshed defines the class (not where it is re-exported).
inline constexpr std::array<KnownClassName, static_cast<std::size_t>(Known::count)> known_class_names{{
    {"builtins", "object"},
    {"builtins", "type"},
    {"builtins", "bool"},
    {"builtins", "int"},
    {"builtins", "float"},
    {"builtins", "complex"},
    {"builtins", "str"},
    {"builtins", "bytes"},
    {"builtins", "bytearray"},
    {"builtins", "memoryview"},
    {"builtins", "list"},
    {"builtins", "tuple"},
    {"builtins", "dict"},
    {"builtins", "set"},
    {"builtins", "frozenset"},
    {"builtins", "range"},
    {"builtins", "slice"},
    {"builtins", "property"},
    {"builtins", "BaseException"},
    {"_collections_abc", "Buffer"},
    {"mmap", "mmap"},
    {"array", "array"},
    {"_ctypes", "Array"},
    {"_io", "BytesIO"},
    {"io", "RawIOBase"},
    {"io", "BufferedIOBase"},
    {"_io", "BufferedReader"},
    {"io", "TextIOBase"},
    {"socket", "socket"},
    {"_struct", "Struct"},
    {"typing", "Iterator"},
    {"typing", "Iterable"},
    {"typing", "Generator"},
    {"typing", "Coroutine"},
    {"typing", "Awaitable"},
    {"typing", "AsyncIterator"},
    {"typing", "AsyncGenerator"},
    {"typing", "IO"},
}};

constexpr ClassId class_id(Known known) { return static_cast<ClassId>(known); }

}  // namespace slicecop::types
