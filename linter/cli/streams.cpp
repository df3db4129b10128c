#include "cli/streams.h"

#include <cstdio>

#include "platform/terminal.h"
#include "report/printable.h"
#include "report/style.h"

namespace slicecop::cli {

namespace {

std::string labelled(report::Paint paint, std::string_view label, std::string_view message) {
  const report::Style style(platform::wants_color(platform::Stream::error, platform::ColorChoice::automatic));
  return style(paint, label) + ": " + report::printable(message) + '\n';
}

}  // namespace

bool write_output(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
}

void write_error(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

std::string error_line(std::string_view message) { return labelled(report::Paint::removed, "error", message); }

std::string warning_line(std::string_view message) { return labelled(report::Paint::warning, "warning", message); }

}  // namespace slicecop::cli
