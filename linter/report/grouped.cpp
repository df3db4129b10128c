#include <algorithm>
#include <vector>

#include "report/made_by_fix.h"
#include "report/positions.h"
#include "report/printable.h"
#include "report/report.h"
#include "report/style.h"

namespace slicecop::report {

namespace {

struct Place {
  std::string row;
  std::string column;
};

std::vector<Place> places_of(const File& file) {
  const Positions positions(file.source);
  std::vector<Place> places;
  places.reserve(file.findings.size());
  for (const engine::Finding& finding : file.findings) {
    const text::Position at = positions.at(finding.range.start);
    places.push_back({.row = std::to_string(at.row), .column = std::to_string(at.column)});
  }
  return places;
}

// The text of the longest number.
std::size_t width(const std::vector<Place>& places, std::string Place::* number) {
  const auto size = [number](const Place& place) { return (place.*number).size(); };
  return size(std::ranges::max(places, {}, size));
}

}  // namespace

std::string grouped(std::span<const File> files, const Options& options) {
  const Style style(options.color);
  std::string out;
  for (const File& file : files) {
    if (file.findings.empty()) continue;
    style.append(out, Paint::bold, printable(file.shown));
    out += ":\n";
    const std::vector<Place> places = places_of(file);
    const std::size_t row_width = width(places, &Place::row);
    const std::size_t column_width = width(places, &Place::column);
    for (std::size_t i = 0; i < places.size(); ++i) {
      const engine::Finding& finding = file.findings[i];
      const auto& [row, column] = places[i];
      out.append(2 + row_width - row.size(), ' ').append(row).append(":").append(column);
      out.append(column_width - column.size() + 1, ' ');
      style.append(out, paint_of(finding.severity), finding.code);
      out += ' ';
      if (would_be_made(finding, options)) out += '[' + style(Paint::help, "*") + "] ";
      append_printable(out, finding.message);
      out += '\n';
    }
    out += '\n';
  }
  return out;
}

}  // namespace slicecop::report
