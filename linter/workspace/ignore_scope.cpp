#include "workspace/ignore_scope.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace slicecop::workspace {
namespace {

IgnoreRules rules_of(const std::optional<std::string>& content) {
  return content ? IgnoreRules(*content) : IgnoreRules();
}

}  // namespace

std::shared_ptr<const IgnoreScope> IgnoreScope::enter(std::shared_ptr<const IgnoreScope> parent,
                                                      std::string_view folder, const IgnoreFiles& files,
                                                      const std::shared_ptr<const IgnoreRules>& user_rules) {
  // Most folders add nothing: they share the scope above.
  if (parent && !files.ignore && !files.gitignore && !files.repository_root) return parent;
  // Private constructor: make_shared cannot be used.
  const std::shared_ptr<IgnoreScope> scope(new IgnoreScope);
  scope->prefix_ = folder.ends_with('/') ? folder.size() : folder.size() + 1;
  scope->repository_root_ = files.repository_root;
  scope->in_repository_ = files.repository_root || (parent && parent->in_repository_);
  scope->ignore_ = rules_of(files.ignore);
  if (scope->in_repository_) scope->gitignore_ = rules_of(files.gitignore);
  if (files.repository_root) {
    scope->info_exclude_ = rules_of(files.info_exclude);
    scope->user_rules_ = user_rules;
  }
  scope->parent_ = std::move(parent);
  return scope;
}

Decision IgnoreScope::decide(std::string_view path, bool is_folder) const {
  for (const IgnoreScope* scope = this; scope != nullptr; scope = scope->parent_.get()) {
    if (scope->ignore_.empty()) continue;
    const Decision decision = scope->ignore_.decide(path.substr(scope->prefix_), is_folder);
    if (decision.verdict != Verdict::none) return decision;
  }
  if (!in_repository_) return {};
  for (const IgnoreScope* scope = this; scope != nullptr; scope = scope->parent_.get()) {
    const std::string_view below = path.substr(scope->prefix_);
    if (const Decision own = scope->gitignore_.decide(below, is_folder); own.verdict != Verdict::none) return own;
    if (!scope->repository_root_) continue;
    const Decision excluded = scope->info_exclude_.decide(below, is_folder);
    if (excluded.verdict != Verdict::none || !scope->user_rules_) return excluded;
    return scope->user_rules_->decide(below, is_folder);
  }
  return {};
}

}  // namespace slicecop::workspace
