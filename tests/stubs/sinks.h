// What a parameter of a library's function takes, by the names of both.
#pragma once

#include <optional>
#include <string_view>

#include "accepts.h"

namespace describe {

inline constexpr PythonVersion version = 12;

struct Sink {
  std::string_view function;
  std::string_view parameter;
};

/// The best that any overload says of the parameter; nothing where there is no such function or parameter.
inline std::optional<Accepts> accepts(const Sink& sink) {
  const Spelling read;
  const Acceptance acceptance(read, version);
  const Symbol symbol = read.find(sink.function);
  if (symbol.kind != SymbolKind::function) return std::nullopt;
  std::optional<Accepts> best;
  read.table().each_signature(symbol.id, version, [&](const Signature& signature) {
    for (std::uint32_t i = 0; i < signature.parameter_count; ++i) {
      const Parameter parameter = read.table().parameter(signature, i);
      if (parameter.name == sink.parameter) best = std::max(best.value_or(Accepts::no), acceptance(parameter.type));
    }
    return true;
  });
  return best;
}

/// The declared type of what an iterable parameter holds.
inline std::optional<Accepts> accepts_elements(const Sink& sink) {
  const Spelling read;
  const Symbol symbol = read.find(sink.function);
  std::optional<Accepts> found;
  read.table().each_signature(symbol.id, version, [&](const Signature& signature) {
    for (std::uint32_t i = 0; i < signature.parameter_count; ++i) {
      const Parameter parameter = read.table().parameter(signature, i);
      if (parameter.name == sink.parameter) found = Acceptance(read, version)(read.pool().argument(parameter.type, 0));
    }
    return true;
  });
  return found;
}

}  // namespace describe
