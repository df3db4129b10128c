#include "config/selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/nearest_name.h"

namespace slicecop::config {
namespace {

constexpr std::array groups{engine::Group::quadratic, engine::Group::slices, engine::Group::reads,
                            engine::Group::conversions, engine::Group::views};
constexpr std::string_view everything = "ALL";

/// In rising order of strength.
enum class Specificity : std::uint8_t { all, group, rule };

struct Selector {
  Specificity specificity = Specificity::all;
  engine::Group group{};
  std::string_view rule;

  [[nodiscard]] bool takes(const engine::NamedRule& named) const {
    switch (specificity) {
      case Specificity::all:
        return true;
      case Specificity::group:
        return named.rule->group == group;
      case Specificity::rule:
        return named.name == rule;
    }
    return false;
  }
};

std::expected<Selector, Error> parse(const Written& written, std::span<const engine::NamedRule> all) {
  if (written.text == everything) return Selector{};
  for (const engine::Group group : groups) {
    if (engine::name_of(group) == written.text)
      return Selector{.specificity = Specificity::group, .group = group, .rule = {}};
  }
  std::vector<std::string_view> names{everything};
  for (const engine::Group group : groups) names.push_back(engine::name_of(group));
  for (const engine::NamedRule& named : all) {
    if (named.name == written.text) return Selector{.specificity = Specificity::rule, .group = {}, .rule = named.name};
    names.push_back(named.name);
  }
  return std::unexpected(
      Error{.place = written.place,
            .message = fmt::format("unknown rule `{}`{}", written.text, suggestion(written.text, names))});
}

std::expected<std::vector<Selector>, Error> parse_all(std::span<const Written> selectors,
                                                      std::span<const engine::NamedRule> all) {
  std::vector<Selector> parsed;
  parsed.reserve(selectors.size());
  for (const Written& written : selectors) {
    auto selector = parse(written, all);
    if (!selector) return std::unexpected(std::move(selector.error()));
    parsed.push_back(*selector);
  }
  return parsed;
}

/// One layer with its selectors understood.
struct Layer {
  bool anew = false;  ///< it has a `select`
  std::vector<Selector> select;
  std::vector<Selector> ignore;

  /// Whether the layer turns `named` on or off, or says nothing of it.
  [[nodiscard]] std::optional<bool> say(const engine::NamedRule& named) const {
    std::optional<bool> said;
    Specificity strongest = Specificity::all;
    const auto hear = [&](std::span<const Selector> selectors, bool on) {
      for (const Selector& selector : selectors) {
        if (!selector.takes(named) || (said && selector.specificity < strongest)) continue;
        said = on;
        strongest = selector.specificity;
      }
    };
    hear(select, true);
    hear(ignore, false);
    return said;
  }
};

std::expected<Layer, Error> understand(const SelectionOptions& options, std::span<const engine::NamedRule> all) {
  std::vector<Written> wanted = options.select.value_or(std::vector<Written>{});
  wanted.insert(wanted.end(), options.extend_select.begin(), options.extend_select.end());
  auto select = parse_all(wanted, all);
  if (!select) return std::unexpected(std::move(select.error()));
  auto ignore = parse_all(options.ignore, all);
  if (!ignore) return std::unexpected(std::move(ignore.error()));
  return Layer{.anew = options.select.has_value(), .select = std::move(*select), .ignore = std::move(*ignore)};
}

bool names_it(std::span<const Selector> selectors, const engine::NamedRule& named) {
  return std::ranges::any_of(selectors, [&](const Selector& selector) {
    return selector.specificity == Specificity::rule && selector.takes(named);
  });
}

}  // namespace

std::expected<Selection, Error> select_rules(std::span<const engine::NamedRule> all,
                                             std::span<const SelectionOptions> layers, bool preview) {
  std::vector<Layer> understood;
  for (const SelectionOptions& options : layers) {
    auto layer = understand(options, all);
    if (!layer) return std::unexpected(std::move(layer.error()));
    understood.push_back(std::move(*layer));
  }
  Selection selection;
  for (const engine::NamedRule& named : all) {
    bool on = true;
    bool named_in_vain = false;
    for (const Layer& layer : understood) {
      const std::optional<bool> said = layer.say(named);
      on = said.value_or(layer.anew ? false : on);
      named_in_vain = named_in_vain || names_it(layer.select, named);
    }
    if (named.rule->preview && !preview) {
      if (named_in_vain && on) {
        selection.warnings.push_back(
            fmt::format("`{}` is in preview and does nothing here; turn it on with `--preview`", named.name));
      }
      continue;
    }
    if (on) selection.rules.push_back(named);
  }
  return selection;
}

std::expected<std::vector<engine::NamedRule>, Error> rules_of(std::span<const Written> selectors,
                                                              std::span<const engine::NamedRule> all) {
  const auto parsed = parse_all(selectors, all);
  if (!parsed) return std::unexpected(parsed.error());
  std::vector<engine::NamedRule> taken;
  for (const engine::NamedRule& named : all) {
    if (std::ranges::any_of(*parsed, [&](const Selector& selector) { return selector.takes(named); })) {
      taken.push_back(named);
    }
  }
  return taken;
}

}  // namespace slicecop::config
