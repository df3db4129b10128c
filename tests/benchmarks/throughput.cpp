// How fast a check is, beside what it is made of: reading the files, the bare tree-sitter parse, the parse into our
// tree, and the whole check. All in one run, in turn, round by round, on one thread; the medians count.
//
//   throughput [--rounds N] PATH...      folders are searched for *.py

#include <fmt/format.h>
#include <tree_sitter/api.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/check.h"
#include "engine/registry.h"
#include "semantics/project.h"
#include "syntax/parse.h"

extern "C" const TSLanguage* tree_sitter_python();

namespace {

namespace fs = std::filesystem;
using slicecop::engine::Document;
using slicecop::text::SourceFile;

std::vector<fs::path> python_files(const std::vector<std::string>& roots) {
  std::vector<fs::path> files;
  for (const std::string& root : roots) {
    if (fs::is_regular_file(root)) files.emplace_back(root);
    if (!fs::is_directory(root)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      if (entry.is_regular_file() && entry.path().extension() == ".py") files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

double seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

struct Stage {
  std::string name;
  std::function<void()> work;
  std::vector<double> times;
};

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

struct Options {
  int rounds = 5;
  std::vector<std::string> roots;
};

Options read_options(std::span<char*> arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (std::string(arguments[i]) == "--rounds" && i + 1 < arguments.size()) {
      options.rounds = std::max(1, std::atoi(arguments[++i]));
    } else {
      options.roots.emplace_back(arguments[i]);
    }
  }
  return options;
}

void parse_bare(const std::vector<SourceFile>& files) {
  TSParser* parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_python());
  for (const SourceFile& file : files) {
    const char* text = std::to_address(file.text().begin());
    ts_tree_delete(ts_parser_parse_string(parser, nullptr, text, static_cast<std::uint32_t>(file.size())));
  }
  ts_parser_delete(parser);
}

/// The number of nodes.
std::size_t parse(const std::vector<SourceFile>& files) {
  std::size_t nodes = 0;
  for (const SourceFile& file : files) {
    if (const auto tree = slicecop::syntax::parse(file.text())) nodes += tree->size();
  }
  return nodes;
}

/// The number of findings.
std::size_t check(const std::vector<SourceFile>& files) {
  std::size_t findings = 0;
  const slicecop::semantics::EmptyProject project;
  for (const SourceFile& file : files) {
    slicecop::engine::Memo memo;
    auto document = Document::parse(SourceFile::from_utf8(file.path(), std::string(file.text())));
    if (!document) continue;
    findings += slicecop::engine::check(*document, {}, slicecop::engine::all_rules(), project, memo).size();
  }
  return findings;
}

void print(const std::vector<Stage>& stages, double megabytes) {
  const double bare = median(stages[1].times);
  for (const Stage& stage : stages) {
    const double time = median(stage.times);
    fmt::print("{:24} {:8.3f} s {:9.1f} MB/s {:6.2f} x the bare parse\n", stage.name, time, megabytes / time,
               time / bare);
  }
}

int run(const Options& options) {
  const std::vector<fs::path> paths = python_files(options.roots);
  std::vector<SourceFile> files;
  std::size_t bytes = 0;
  for (const fs::path& path : paths) {
    auto file = SourceFile::from_bytes(path.string(), read(path));
    if (!file) continue;
    bytes += file->size();
    files.push_back(std::move(*file));
  }
  if (files.empty()) {
    fmt::print(stderr, "usage: throughput [--rounds N] PATH...\n");
    return 2;
  }
  std::size_t findings = 0;
  std::size_t sink = 0;  // keeps the work from being optimised away
  std::vector<Stage> stages;
  stages.push_back({"reading",
                    [&] {
                      for (const fs::path& path : paths) sink += read(path).size();
                    },
                    {}});
  stages.push_back({"bare tree-sitter parse", [&] { parse_bare(files); }, {}});
  stages.push_back({"parse into our tree", [&] { sink += parse(files); }, {}});
  stages.push_back({"whole check", [&] { findings = check(files); }, {}});
  for (int round = 0; round < options.rounds; ++round) {
    for (Stage& stage : stages) stage.times.push_back(seconds(stage.work));
  }
  const double megabytes = static_cast<double>(bytes) / 1e6;
  fmt::print("{} files, {:.1f} MB, {} findings, one thread, medians of {} rounds\n", files.size(), megabytes, findings,
             options.rounds);
  print(stages, megabytes);
  return sink == 1 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) try {
  return run(read_options(std::span(argv, static_cast<std::size_t>(argc)).subspan(1)));
} catch (const std::exception& exception) {
  std::fputs(exception.what(), stderr);
  return 1;
}
