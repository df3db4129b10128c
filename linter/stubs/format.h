// The table's bytes, shared by what writes and what reads them: little-endian words of 32 bits, offsets from the
// table's start, no pointers, so that every platform embeds the same file.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace slicecop::stubs::format {

static_assert(std::endian::native == std::endian::little, "the table is read in place");

inline constexpr std::array<char, 8> magic{'s', 'l', 'c', 's', 't', 'u', 'b', 's'};
/// To be raised with every change of this file.
inline constexpr std::uint32_t version = 1;

enum Section : std::uint8_t {
  strings,       ///< sorted; 24 bits offset into string_bytes, 8 bits length
  string_bytes,  ///< a string that ends another shares its bytes
  type_nodes,    ///< types::TypeNode
  type_arguments,
  type_index,
  modules,  ///< sorted by name
  symbols,  ///< of one module or class behind each other, sorted by name
  classes,
  functions,
  signatures,
  parameter_lists,  ///< 16 bits each: an index into parameters
  parameters,       ///< each once
  type_variables,
  aliases,
  lists,  ///< each a count and that many words
  section_count,
};

struct Extent {
  std::uint32_t offset;  ///< in bytes from the start of the table, a multiple of 4
  std::uint32_t count;   ///< of entries
};

struct Header {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t size;  ///< of the whole table, in bytes
  std::array<Extent, section_count> sections;
};

// Strings, kinds and versions share a word: 20 bits for the string, 4 for a kind or flags, 4 for each end of a range of
// versions, counted from first_version.
inline constexpr std::uint32_t most_strings = 1U << 20;
inline constexpr std::uint32_t most_string_bytes = 1U << 24;
inline constexpr std::uint32_t longest_string = 255;
inline constexpr std::uint32_t most_parameters = 1U << 16;  ///< different ones

struct Symbol {
  std::uint32_t name_and_kind;  ///< 20 bits name, 4 kind, 4 since, 4 until
  std::uint32_t value;          ///< an id, or a type
};

struct Module {
  std::uint32_t name;
  std::uint32_t range;  ///< 4 bits since, 4 until
  std::uint32_t first_symbol;
  std::uint32_t symbol_count;
};

struct Class {
  std::uint32_t name;
  std::uint32_t module_and_flags;  ///< 16 bits module, 16 flags
  std::uint32_t bases;             ///< lists
  std::uint32_t parameters;
  std::uint32_t linearization;
  std::uint32_t first_symbol;
  std::uint32_t symbol_count;
};

struct Function {
  std::uint32_t name_and_flags;  ///< 20 bits name, 4 flags, 8 number of signatures
  std::uint32_t owner;           ///< a class; or a module and in_module
  std::uint32_t first_signature;
};
inline constexpr std::uint32_t in_module = 0x80000000;

struct Signature {
  std::uint32_t first_parameter;  ///< in parameter_lists
  std::uint32_t result;
  std::uint32_t count_and_range;  ///< 16 bits number of parameters, 4 since, 4 until
};

struct Parameter {
  std::uint32_t name_and_kind;  ///< 20 bits name, 4 kind, 1 has a default
  std::uint32_t type;
};

struct TypeVariable {
  std::uint32_t name;
  std::uint32_t bound;
  std::uint32_t constraints;
  std::uint32_t default_type;
};

struct Alias {
  std::uint32_t type;
  std::uint32_t parameters;  ///< a list
};

/// `count` bits of a word from bit `first`.
constexpr std::uint32_t bits(std::uint32_t word, unsigned first, unsigned count) {
  return word >> first & ((1U << count) - 1);
}

}  // namespace slicecop::stubs::format
