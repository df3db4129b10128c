// How fast a check is, beside what it is made of: reading the files, the bare tree-sitter parse, the parse into our
// tree, and the whole check. All in one run, in turn, round by round, on one thread; the medians count.
//
//   throughput [--rounds N] PATH...      folders are searched for *.py

#include <fmt/format.h>
#include <tree_sitter/api.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
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

}  // namespace

int main(int argc, char** argv) {
  int rounds = 5;
  std::vector<std::string> roots;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) == "--rounds" && i + 1 < argc) {
      rounds = std::max(1, std::atoi(argv[++i]));
    } else {
      roots.emplace_back(argv[i]);
    }
  }
  const std::vector<fs::path> paths = python_files(roots);
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

  std::size_t sink = 0;
  std::size_t findings = 0;
  std::vector<Stage> stages;
  stages.push_back({"reading",
                    [&] {
                      for (const fs::path& path : paths) sink += read(path).size();
                    },
                    {}});
  stages.push_back({"bare tree-sitter parse",
                    [&] {
                      TSParser* parser = ts_parser_new();
                      ts_parser_set_language(parser, tree_sitter_python());
                      for (const SourceFile& file : files) {
                        TSTree* tree = ts_parser_parse_string(parser, nullptr, file.text().data(), file.size());
                        ts_tree_delete(tree);
                      }
                      ts_parser_delete(parser);
                    },
                    {}});
  stages.push_back({"parse into our tree",
                    [&] {
                      for (const SourceFile& file : files) {
                        if (const auto tree = slicecop::syntax::parse(file.text())) sink += tree->size();
                      }
                    },
                    {}});
  stages.push_back({"whole check",
                    [&] {
                      findings = 0;
                      const slicecop::semantics::EmptyProject project;
                      for (const SourceFile& file : files) {
                        slicecop::engine::Memo memo;
                        auto document = Document::parse(SourceFile::from_utf8(file.path(), std::string(file.text())));
                        if (!document) continue;
                        findings +=
                            slicecop::engine::check(*document, {}, slicecop::engine::all_rules(), project, memo).size();
                      }
                    },
                    {}});
  for (int round = 0; round < rounds; ++round) {
    for (Stage& stage : stages) stage.times.push_back(seconds(stage.work));
  }
  const double megabytes = static_cast<double>(bytes) / 1e6;
  const double bare = median(stages[1].times);
  fmt::print("{} files, {:.1f} MB, {} findings, one thread, medians of {} rounds\n", files.size(), megabytes, findings,
             rounds);
  for (const Stage& stage : stages) {
    const double time = median(stage.times);
    fmt::print("{:24} {:8.3f} s {:9.1f} MB/s {:6.2f} x the bare parse\n", stage.name, time, megabytes / time,
               time / bare);
  }
  return sink == 1 ? 1 : 0;  // keeps the work from being optimised away
}
