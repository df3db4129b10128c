// A project in memory: path -> text, with every folder a package.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "semantics/project.h"
#include "semantics/summarize.h"
#include "syntax/parse.h"

namespace slicecop::semantics {

class MapProject final : public Project {
 public:
  explicit MapProject(const std::map<std::string, std::string>& files) {
    for (const auto& [path, text] : files) {
      texts_[path] = text;
      summaries_[path] = std::make_shared<const ModuleSummary>(summarize(*syntax::parse(texts_[path]), path, 9));
    }
  }

  [[nodiscard]] Summary module(std::string_view importer, std::string_view name) const override {
    std::string folder;
    if (name.starts_with('.')) {
      folder = importer.substr(0, importer.rfind('/') + 1);
      for (name.remove_prefix(1); name.starts_with('.'); name.remove_prefix(1)) {
        folder.pop_back();
        folder = folder.substr(0, folder.rfind('/') + 1);
      }
    }
    std::string path = folder + std::string(name);
    std::ranges::replace(path, '.', '/');
    if (path.ends_with('/')) path.pop_back();
    for (const std::string& candidate : {path + ".pyi", path + ".py", path + "/__init__.py"}) {
      if (const auto found = summaries_.find(candidate); found != summaries_.end()) return found->second;
    }
    // A folder without `__init__.py` is a package, too.
    const auto inside = texts_.lower_bound(path + "/");
    if (inside == texts_.end() || !inside->first.starts_with(path + "/")) return nullptr;
    ModuleSummary package;
    package.path = path + "/__init__.py";
    return std::make_shared<const ModuleSummary>(std::move(package));
  }

  [[nodiscard]] Callers callers(std::string_view path, std::string_view name) const override {
    Callers found;
    for (const auto& [other, text] : texts_) {
      if (other != path && text.find(std::string(name) + "(") != std::string::npos) {
        found.modules.push_back(summaries_.at(other));
      }
    }
    return found;
  }

 private:
  std::map<std::string, std::string> texts_;
  std::map<std::string, Summary> summaries_;
};

}  // namespace slicecop::semantics
