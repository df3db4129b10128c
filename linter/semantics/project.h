// How a check asks about other files without reading them.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "semantics/summary.h"

namespace slicecop::semantics {

/// The other files of the project that a document belongs to. Answers are the same whenever they are asked for; asked
/// from many threads at once.
class Project {
 public:
  using Summary = std::shared_ptr<const ModuleSummary>;

  virtual ~Project() = default;

  /// The same project as code for this version of Python sees it (`if sys.version_info >= ...`). It lives as long as
  /// the project itself.
  [[nodiscard]] virtual const Project& for_version(stubs::PythonVersion /*version*/) const { return *this; }

  /// What the module that the file `importer` imports as `name` shows ("package.module"; with leading dots relative to
  /// the importer); null where the project has no such module, or it cannot be read.
  [[nodiscard]] virtual Summary module(std::string_view importer, std::string_view name) const = 0;

  struct Callers {
    std::vector<Summary> modules;  ///< in order of their paths
    bool complete = true;          ///< false where there are more than these
  };

  /// The other modules of the project of the file `path` whose text calls something by that name; their calls tell who
  /// calls it with what.
  [[nodiscard]] virtual Callers callers(std::string_view path, std::string_view name) const = 0;

  /// True where the file `path` lies in a folder of the project that is called `test` or `tests`: helpers of tests,
  /// which import no test framework themselves.
  [[nodiscard]] virtual bool is_in_test_folder(std::string_view /*path*/) const { return false; }
};

/// A project without other files: a valid answer to every question.
class EmptyProject final : public Project {
 public:
  [[nodiscard]] Summary module(std::string_view /*importer*/, std::string_view /*name*/) const override {
    return nullptr;
  }
  [[nodiscard]] Callers callers(std::string_view /*path*/, std::string_view /*name*/) const override { return {}; }
};

}  // namespace slicecop::semantics
