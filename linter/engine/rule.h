// What a rule is: one constant in one file of rules/, whose stem is its name.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/finding.h"
#include "syntax/views.h"

namespace slicecop::engine {

class Context;

enum class Group : std::uint8_t { quadratic, slices, reads, conversions, views };

constexpr std::string_view name_of(Group group) {
  switch (group) {
    case Group::quadratic:
      return "quadratic";
    case Group::slices:
      return "slices";
    case Group::reads:
      return "reads";
    case Group::conversions:
      return "conversions";
    case Group::views:
      return "views";
  }
  return {};
}

/// A function and the node kinds that it is called for. Made by `on<check>`.
struct Visit {
  std::array<syntax::Kind, 6> kinds{};  ///< Kind::none fills the rest
  void (*call)(Context&, syntax::Node) = nullptr;
};

namespace detail {
template <typename ViewType>
constexpr Visit visit_with(void (*call)(Context&, syntax::Node)) {
  Visit visit;
  for (std::size_t i = 0; i < ViewType::kinds.size(); ++i) visit.kinds[i] = ViewType::kinds[i];
  visit.call = call;
  return visit;
}
template <auto check>
struct On;
template <typename ViewType, void (*check)(Context&, ViewType)>
struct On<check> {
  static void call(Context& context, syntax::Node node) { check(context, ViewType(node)); }
  static constexpr Visit visit = visit_with<ViewType>(call);
};
}  // namespace detail

/// Subscribes `check(Context&, ViewType)` to the node kinds of its parameter's type.
template <auto check>
inline constexpr Visit on = detail::On<check>::visit;

struct Visits {
  constexpr Visits() = default;
  constexpr Visits(Visit only) : all{only} {}  // NOLINT(google-explicit-constructor): `.visit = on<check>` reads well
  constexpr Visits(Visit first, Visit second, Visit third = {}) : all{first, second, third} {}
  std::array<Visit, 3> all{};
};

struct Rule {
  Group group;
  Severity severity = Severity::info;
  std::string_view summary = {};  ///< what is bad, in a few words: "bytes object grown in a loop"
  std::string_view why = {};      ///< Markdown: what it costs with measured figures, what to write, when it is silent
  std::uint64_t gains_from = 0;   ///< bytes; of one copy, for the quadratic group of the total; 0: any size
  std::array<std::string_view, 12> supersedes{};  ///< rules that keep silent where this one speaks
  std::string_view bad = {};                      ///< runnable Python that this rule reports
  std::string_view good = {};                     ///< runnable Python with the same result that no rule reports
  bool preview = false;                           ///< on only with --preview
  Visits visit = {};
};

/// How far the user trusts a rule's fixes, whatever the rule says of them. What is only for display stays so.
enum class FixTrust : std::uint8_t {
  as_told,
  safe,    ///< unsafe ones are made like safe ones
  unsafe,  ///< safe ones are made only where unsafe ones are
  none,    ///< none is offered
};

/// A rule with the name that its file gives it.
struct NamedRule {
  std::string_view name;
  const Rule* rule;
  FixTrust fixes = FixTrust::as_told;
};

namespace literals {
constexpr std::uint64_t operator""_KiB(unsigned long long n) { return n * 1024; }
constexpr std::uint64_t operator""_MiB(unsigned long long n) { return n * 1024 * 1024; }
}  // namespace literals

}  // namespace slicecop::engine
