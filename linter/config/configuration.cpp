#include "config/configuration.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <expected>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/selection.h"

namespace slicecop::config {
namespace {

/// Ruff's, to the name: folders that hold no code of the project's own.
constexpr std::array<std::string_view, 26> default_exclude{".bzr",
                                                           ".direnv",
                                                           ".eggs",
                                                           ".git",
                                                           ".git-rewrite",
                                                           ".hg",
                                                           ".ipynb_checkpoints",
                                                           ".mypy_cache",
                                                           ".nox",
                                                           ".pants.d",
                                                           ".pyenv",
                                                           ".pytest_cache",
                                                           ".pytype",
                                                           ".ruff_cache",
                                                           ".svn",
                                                           ".tox",
                                                           ".venv",
                                                           ".vscode",
                                                           "__pypackages__",
                                                           "_build",
                                                           "buck-out",
                                                           "build",
                                                           "dist",
                                                           "node_modules",
                                                           "site-packages",
                                                           "venv"};

constexpr std::array<std::string_view, 2> default_include{"*.py", "*.pyw"};

using Outcome = std::expected<void, Error>;

Outcome add_pattern(PathPatterns& patterns, const Written& pattern, std::string_view root) {
  if (auto added = patterns.add(pattern.text, root); !added) {
    return std::unexpected(
        Error{.place = pattern.place, .message = fmt::format("bad pattern `{}`: {}", pattern.text, added.error())});
  }
  return {};
}

Outcome add_patterns(PathPatterns& patterns, std::span<const Written> list, std::string_view root) {
  for (const Written& pattern : list) {
    if (auto added = add_pattern(patterns, pattern, root); !added) return added;
  }
  return {};
}

void add_defaults(PathPatterns& patterns, std::span<const std::string_view> list) {
  for (const std::string_view pattern : list) {
    [[maybe_unused]] const auto added = patterns.add(pattern, "/");
    assert(added);
  }
}

/// Takes what `option` holds, if anything.
template <typename Value>
void take(const std::optional<Value>& option, Value& into) {
  if (option) into = *option;
}

void take_values(const Options& options, Configuration& into) {
  take(options.respect_gitignore, into.discovery.respect_gitignore);
  take(options.force_exclude, into.discovery.force_exclude);
  take(options.max_file_size, into.discovery.max_file_size);
  take(options.target_version, into.settings.target_version);
  take(options.min_slice_bytes, into.settings.min_slice_bytes);
  take(options.min_slice_bytes_new_view, into.settings.min_slice_bytes_new_view);
  take(options.min_evidence, into.settings.min_evidence);
  take(options.include_tests, into.settings.include_tests);
  take(options.preview, into.preview);
  take(options.project_types, into.project_types);
  take(options.fixes.unsafe, into.unsafe_fixes);
  take(options.min_severity, into.output.min_severity);
  take(options.fail_on, into.output.fail_on);
  take(options.output_format, into.output.format);
}

/// The strongest layer that has the list decides; `extend-exclude` of every layer is added.
Outcome take_patterns(std::span<const OptionLayer> layers, DiscoverySettings& into) {
  bool own_exclude = false;
  bool own_include = false;
  for (const OptionLayer& layer : std::views::reverse(layers)) {
    const Options& options = *layer.options;
    if (options.exclude && !std::exchange(own_exclude, true)) {
      if (auto added = add_patterns(into.exclude, *options.exclude, layer.root); !added) return added;
    }
    if (options.include && !std::exchange(own_include, true)) {
      if (auto added = add_patterns(into.include, *options.include, layer.root); !added) return added;
    }
    if (auto added = add_patterns(into.exclude, options.extend_exclude, layer.root); !added) return added;
  }
  if (!own_exclude) add_defaults(into.exclude, default_exclude);
  if (!own_include) add_defaults(into.include, default_include);
  return {};
}

Outcome take_per_file_ignores(std::span<const OptionLayer> layers, std::span<const engine::NamedRule> all_rules,
                              Configuration& into) {
  for (const OptionLayer& layer : std::views::reverse(layers)) {
    if (!layer.options->per_file_ignores) continue;
    for (const PerFileIgnore& entry : *layer.options->per_file_ignores) {
      IgnoredInFiles ignored{.files = {}, .others = entry.pattern.text.starts_with('!'), .rules = {}};
      Written pattern = entry.pattern;
      if (ignored.others) pattern.text.erase(0, 1);
      if (auto added = add_pattern(ignored.files, pattern, layer.root); !added) return added;
      auto rules = rules_of(entry.selectors, all_rules);
      if (!rules) return std::unexpected(std::move(rules.error()));
      ignored.rules = std::move(*rules);
      into.per_file_ignores.push_back(std::move(ignored));
    }
    break;
  }
  return {};
}

/// The strongest layer that has `fixable` decides what is; what any layer calls unfixable is not.
Outcome take_fix_trust(std::span<const OptionLayer> layers, std::span<const engine::NamedRule> all_rules,
                       std::vector<engine::NamedRule>& rules) {
  const auto trust = [&](std::span<const Written> selectors, engine::FixTrust given, bool others = false) -> Outcome {
    const auto named = rules_of(selectors, all_rules);
    if (!named) return std::unexpected(named.error());
    for (engine::NamedRule& rule : rules) {
      const bool is_named = std::ranges::find(*named, rule.name, &engine::NamedRule::name) != named->end();
      if (is_named != others && rule.fixes != engine::FixTrust::none) rule.fixes = given;
    }
    return {};
  };
  bool own_fixable = false;
  for (const OptionLayer& layer : std::views::reverse(layers)) {
    const FixOptions& fixes = layer.options->fixes;
    if (fixes.fixable && !std::exchange(own_fixable, true)) {
      if (auto done = trust(*fixes.fixable, engine::FixTrust::none, true); !done) return done;
    }
    if (auto done = trust(fixes.unfixable, engine::FixTrust::none); !done) return done;
  }
  for (const OptionLayer& layer : layers) {
    const FixOptions& fixes = layer.options->fixes;
    if (auto done = trust(fixes.extend_safe, engine::FixTrust::safe); !done) return done;
    if (auto done = trust(fixes.extend_unsafe, engine::FixTrust::unsafe); !done) return done;
  }
  return {};
}

}  // namespace

std::vector<engine::NamedRule> Configuration::rules_for(std::string_view path) const {
  std::vector<engine::NamedRule> left = rules;
  for (const IgnoredInFiles& ignored : per_file_ignores) {
    if (ignored.files.match(path) == ignored.others) continue;
    std::erase_if(left, [&](const engine::NamedRule& rule) {
      return std::ranges::find(ignored.rules, rule.name, &engine::NamedRule::name) != ignored.rules.end();
    });
  }
  return left;
}

std::expected<Configuration, Error> configure(const ConfigurationSources& sources,
                                              std::span<const engine::NamedRule> all_rules) {
  Configuration configuration;
  configuration.file = sources.file;
  configuration.root = sources.root;
  take(sources.requires_python, configuration.settings.target_version);
  std::vector<SelectionOptions> selections;
  for (const OptionLayer& layer : sources.layers) {
    take_values(*layer.options, configuration);
    selections.push_back(layer.options->selection);
  }
  if (auto taken = take_patterns(sources.layers, configuration.discovery); !taken) {
    return std::unexpected(std::move(taken.error()));
  }
  auto selected = select_rules(all_rules, selections, configuration.preview);
  if (!selected) return std::unexpected(std::move(selected.error()));
  configuration.rules = std::move(selected->rules);
  configuration.warnings = std::move(selected->warnings);
  if (auto taken = take_fix_trust(sources.layers, all_rules, configuration.rules); !taken) {
    return std::unexpected(std::move(taken.error()));
  }
  if (auto taken = take_per_file_ignores(sources.layers, all_rules, configuration); !taken) {
    return std::unexpected(std::move(taken.error()));
  }
  return configuration;
}

}  // namespace slicecop::config
