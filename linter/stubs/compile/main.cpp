// compile_stubs: typeshed and the overlay in, the table out.

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stubs/compile/annotations.h"
#include "stubs/compile/builder.h"
#include "stubs/compile/classes.h"
#include "stubs/compile/collector.h"
#include "stubs/compile/exports.h"
#include "stubs/compile/lookup.h"
#include "stubs/compile/source.h"
#include "stubs/compile/writer.h"

namespace {

using namespace slicecop;
using namespace slicecop::stubs::compile;

struct Options {
  std::filesystem::path typeshed;
  std::filesystem::path overlay;
  std::filesystem::path output;
  bool report = false;
};

std::optional<Options> read_options(std::vector<std::string_view> arguments) {
  Options options;
  const std::map<std::string_view, std::filesystem::path*> paths{
      {"--typeshed", &options.typeshed}, {"--overlay", &options.overlay}, {"--output", &options.output}};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--report") {
      options.report = true;
      continue;
    }
    const auto path = paths.find(arguments[i]);
    if (path == paths.end() || ++i == arguments.size()) return std::nullopt;
    *path->second = arguments[i];
  }
  if (options.typeshed.empty() || options.output.empty()) return std::nullopt;
  return options;
}

void print_sections(const Written& written) {
  for (const SectionSize& section : written.sections) {
    fmt::print("{:>15} {:>8} entries {:>9} bytes\n", section.name, section.entries, section.bytes);
  }
}

void print_counts(const Program& program, const Content& content, const Written& written) {
  fmt::print("{} files, {} modules, {} classes, {} functions: {} bytes\n", program.sources.size(),
             content.modules.size(), content.classes.size(), content.functions.size(), written.bytes.size());
}

void print_report(const Annotations& annotations) {
  int total = 0;
  for (const auto& [name, count] : annotations.unresolved()) {
    fmt::print("unresolved: {}: {} ({}, {} times)\n", name.module, name.name, name.problem, count);
    total += count;
  }
  for (const auto& [name, count] : annotations.external()) fmt::print("external: {} ({} times)\n", name, count);
  fmt::print("{} names unresolved, {} uses\n", annotations.unresolved().size(), total);
}

std::string run(const Options& options) {
  std::expected<std::vector<Source>, std::string> sources = find_sources(options.typeshed, options.overlay);
  if (!sources) return sources.error();
  if (const auto read = read_sources(*sources); !read) return read.error();

  Program program;
  collect(program, std::move(*sources));
  resolve_exports(program);
  const Lookup lookup(program);
  std::expected<std::vector<Index>, std::string> by_id = number_classes(program, lookup);
  if (!by_id) return by_id.error();

  types::Pool pool;
  Names literals;
  Annotations annotations(program, lookup, pool, literals);
  Classes classes(annotations, std::move(*by_id));
  const Content content = Builder(annotations, classes).build();
  const std::expected<Written, std::string> written = write_table(content, pool, program.names, literals);
  if (!written) return written.error();

  std::ofstream file(options.output, std::ios::binary);
  file.write(reinterpret_cast<const char*>(written->bytes.data()), static_cast<std::streamsize>(written->bytes.size()));
  file.close();
  if (!file) return "cannot write " + options.output.string();
  print_counts(program, content, *written);
  if (options.report) {
    print_sections(*written);
    print_report(annotations);
  }
  return {};
}

}  // namespace

int main(int argument_count, char** arguments) try {
  const std::optional<Options> options = read_options({arguments + 1, arguments + argument_count});
  if (!options) {
    std::fputs("usage: compile_stubs --typeshed FOLDER [--overlay FOLDER] --output FILE [--report]\n", stderr);
    return 2;
  }
  const std::string error = run(*options);
  if (!error.empty()) std::fputs(("compile_stubs: " + error + "\n").c_str(), stderr);
  return error.empty() ? 0 : 1;
} catch (const std::exception& exception) {
  std::fputs(exception.what(), stderr);
  return 1;
}
