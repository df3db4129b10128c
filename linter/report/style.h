// Colours of a terminal, or none. The colours are Ruff's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/finding.h"

namespace slicecop::report {

enum class Paint : std::uint8_t { plain, bold, warning, info, frame, help, added, removed };

constexpr Paint paint_of(engine::Severity severity) {
  return severity == engine::Severity::warning ? Paint::warning : Paint::info;
}

class Style {
 public:
  explicit Style(bool color) : color_(color) {}

  void append(std::string& out, Paint paint, std::string_view text) const;
  [[nodiscard]] std::string operator()(Paint paint, std::string_view text) const;

 private:
  bool color_;
};

}  // namespace slicecop::report
