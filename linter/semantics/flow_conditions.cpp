#include "semantics/flow_conditions.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "syntax/views.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

constexpr std::array program_ends{std::string_view("sys.exit"), std::string_view("os._exit"),
                                  std::string_view("os.abort")};

constexpr std::array swallowers{std::string_view("contextlib.suppress"), std::string_view("suppress"),
                                std::string_view("pytest.raises"), std::string_view("self.assertRaises"),
                                std::string_view("self.assertRaisesRegex")};

bool calls_one_of(Node expression, auto& names) {
  const syntax::Call call(syntax::unparenthesized(expression));
  return call && std::ranges::find(names, call.function().text()) != names.end();
}

std::optional<int> small_integer(Node node) {
  int value = 0;
  const std::string_view digits = node.text();
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = node.is(Kind::integer) && error == std::errc{} && end == digits.data() + digits.size();
  return whole ? std::optional(value) : std::nullopt;
}

// The version that `sys.version_info` or `sys.version_info[0]` is compared with, as (major, minor).
std::optional<std::pair<int, int>> compared_version(Node left, Node right) {
  const std::string_view text = left.text();
  if (text == "sys.version_info[0]" || text == "sys.version_info.major") {
    const auto major = small_integer(right);
    return major ? std::optional(std::pair(*major, -1)) : std::nullopt;
  }
  if ((text != "sys.version_info" && text != "sys.version_info[:2]") || !right.is(Kind::tuple)) return {};
  const auto major = small_integer(right.child(0U));
  const auto minor = right.child(1U) ? small_integer(right.child(1U)) : std::optional(0);
  if (!major || !minor) return {};
  return std::pair(*major, *minor);
}

// Every version from 3.`version` on is looked at: an answer where all agree. Only the major number counts where the
// minor one is -1.
std::optional<bool> version_truth(Kind relation, std::pair<int, int> wanted, int version) {
  const bool by_major = wanted.second < 0;
  const bool lowest_below = by_major ? 3 < wanted.first : std::pair(3, version) < wanted;
  const bool all_below = wanted.first > 3;
  const bool all_from = !lowest_below;
  switch (relation) {
    case Kind::token_less:
      return all_below ? std::optional(true) : all_from ? std::optional(false) : std::nullopt;
    case Kind::token_greater_equal:
      return all_from ? std::optional(true) : all_below ? std::optional(false) : std::nullopt;
    case Kind::token_equal_equal:
      return wanted.first != 3 ? std::optional(false) : by_major ? std::optional(true) : std::nullopt;
    case Kind::token_bang_equal:
      return wanted.first != 3 ? std::optional(true) : by_major ? std::optional(false) : std::nullopt;
    case Kind::token_less_equal:
      return wanted.first < 3 ? std::optional(false) : by_major ? std::optional(true) : std::nullopt;
    case Kind::token_greater:
      return wanted.first < 3 ? std::optional(true) : by_major ? std::optional(false) : std::nullopt;
    default:
      return {};
  }
}

std::optional<bool> opposite(std::optional<bool> truth) { return truth ? std::optional(!*truth) : std::nullopt; }

}  // namespace

std::optional<bool> constant_truth(Node condition, int version) {
  bool negated = false;
  condition = syntax::unparenthesized(condition);
  while (condition.is(Kind::not_operator)) {
    negated = !negated;
    condition = syntax::unparenthesized(condition.child(Field::argument));
  }
  std::optional<bool> truth;
  switch (condition.kind()) {
    case Kind::true_:
      truth = true;
      break;
    case Kind::false_:
    case Kind::none_literal:
      truth = false;
      break;
    case Kind::integer:
      if (const auto value = small_integer(condition)) truth = *value != 0;
      break;
    case Kind::attribute:
      if (condition.text() == "six.PY2") truth = false;
      if (condition.text() == "six.PY3") truth = true;
      break;
    case Kind::comparison_operator: {
      const Node left = condition.first_child();
      const Node relation = condition.child(Field::operators);
      const Node right = relation.next_sibling();
      if (right.next_sibling()) break;
      if (const auto wanted = compared_version(left, right)) truth = version_truth(relation.kind(), *wanted, version);
      break;
    }
    default:
      break;
  }
  return negated ? opposite(truth) : truth;
}

bool ends_program(Node expression) { return calls_one_of(expression, program_ends); }

bool swallows_exceptions(Node manager) { return calls_one_of(manager, swallowers); }

bool tests_class(syntax::Node condition) {
  const syntax::Call left(syntax::unparenthesized(condition.first_child()));
  return condition.is_any(Kind::call, Kind::case_pattern) ||
         (condition.is(Kind::comparison_operator) && left && left.function().text() == "type");
}

}  // namespace slicecop::semantics
