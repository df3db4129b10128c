// How a check asks about other files without reading them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace slicecop::semantics {

/// What one module exports. A plain value: it holds no tree and no pointer into one.
struct ModuleSummary {
  std::vector<std::string> names;
};

/// With what types the calls in a project hand arguments to one function.
struct CallSummary {
  std::vector<std::string> argument_types;
};

/// The other files of the project that a document belongs to. Answers are the same whenever they are asked for; asked
/// from many threads at once.
class Project {
 public:
  virtual ~Project() = default;
  /// What the module with that dotted name exports; null where the project has no such module.
  [[nodiscard]] virtual std::shared_ptr<const ModuleSummary> module(std::string_view name) const = 0;
  /// Who calls `function` of `module` with what; null where nobody is known to.
  [[nodiscard]] virtual std::shared_ptr<const CallSummary> calls(std::string_view module,
                                                                 std::string_view function) const = 0;
};

/// A project without other files: a valid answer to every question.
class EmptyProject final : public Project {
 public:
  [[nodiscard]] std::shared_ptr<const ModuleSummary> module(std::string_view /*name*/) const override {
    return nullptr;
  }
  [[nodiscard]] std::shared_ptr<const CallSummary> calls(std::string_view /*module*/,
                                                         std::string_view /*function*/) const override {
    return nullptr;
  }
};

}  // namespace slicecop::semantics
