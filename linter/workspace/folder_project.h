// The projects on disk: each file is read and summarized when first asked about, once per run.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "semantics/project.h"
#include "workspace/parsed_files.h"

namespace slicecop::workspace {

class FolderProject final : public semantics::Project {
 public:
  FolderProject();
  ~FolderProject() override;
  FolderProject(const FolderProject&) = delete;
  FolderProject& operator=(const FolderProject&) = delete;

  [[nodiscard]] const Project& for_version(stubs::PythonVersion version) const override;
  [[nodiscard]] Summary module(std::string_view importer, std::string_view name) const override;
  [[nodiscard]] Callers callers(std::string_view path, std::string_view name) const override;
  [[nodiscard]] bool is_in_test_folder(std::string_view path) const override;

  /// What it parsed, for whoever checks these files.
  [[nodiscard]] ParsedFiles& parsed_files() const { return parsed_files_; }

 private:
  struct File;
  struct Root;
  class OfVersion;

  Summary module(std::string_view importer, std::string_view name, stubs::PythonVersion version) const;
  Callers callers(std::string_view path, std::string_view name, stubs::PythonVersion version) const;
  Summary summary_of(const std::string& path, stubs::PythonVersion version) const;
  std::string root_of(const std::string& folder, std::string_view path) const;
  const Root& callers_in(const std::string& root) const;

  mutable ParsedFiles parsed_files_;
  mutable std::mutex mutex_;  ///< of the maps, not of what they lead to
  mutable std::map<stubs::PythonVersion, std::unique_ptr<const OfVersion>> versions_;
  mutable std::map<std::pair<std::string, stubs::PythonVersion>, std::unique_ptr<File>> files_;
  mutable std::unordered_map<std::string, std::unique_ptr<Root>> roots_;
  mutable std::unordered_map<std::string, std::string> root_of_folder_;
  mutable std::unordered_map<std::string, std::string>
      module_files_;  ///< by folder and name; empty where there is none
};

}  // namespace slicecop::workspace
