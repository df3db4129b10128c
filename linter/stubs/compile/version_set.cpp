#include "stubs/compile/version_set.h"

#include <charconv>
#include <compare>
#include <string_view>

#include "syntax/views.h"

namespace slicecop::stubs::compile {

namespace {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view platform = "linux";

std::optional<int> integer(Node node) {
  const std::string_view text = node.text();
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!node.is(Kind::integer) || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool holds(Kind comparison, std::strong_ordering order) {
  switch (comparison) {
    case Kind::token_greater_equal:
      return order >= 0;
    case Kind::token_greater:
      return order > 0;
    case Kind::token_less_equal:
      return order <= 0;
    case Kind::token_less:
      return order < 0;
    case Kind::token_equal_equal:
      return order == 0;
    case Kind::token_bang_equal:
      return order != 0;
    default:
      return false;
  }
}

// `sys.version_info >= (3, 11)`: compares as many numbers as the tuple has.
std::optional<VersionSet> compare_version(Kind comparison, Node tuple) {
  const std::optional<int> major = integer(tuple.child(0));
  if (!tuple.is(Kind::tuple) || !major) return std::nullopt;
  const std::optional<int> minor = integer(tuple.child(1));
  VersionSet set = 0;
  for (int version = first_version; version <= last_version; ++version) {
    std::strong_ordering order = 3 <=> *major;
    if (order == 0 && minor) order = version <=> *minor;
    if (holds(comparison, order)) set |= VersionSet{1} << version;
  }
  return set;
}

constexpr VersionSet all_or_none(bool all) { return all ? all_versions : 0; }

std::optional<VersionSet> compare(Node node) {
  const std::string_view left = node.child(0).text();
  const Node right = node.child(2);
  const Kind comparison = node.child(1).kind();
  if (left == "sys.version_info") return compare_version(comparison, right);
  if (left == "sys.platform" || left == "os.name") {
    const bool equal = syntax::string_content(right) == (left == "os.name" ? "posix" : platform);
    if (comparison == Kind::token_equal_equal) return all_or_none(equal);
    if (comparison == Kind::token_bang_equal) return all_or_none(!equal);
  }
  return std::nullopt;
}

std::optional<VersionSet> combine(Node node) {
  const std::optional<VersionSet> left = versions_where(node.child(Field::left));
  const std::optional<VersionSet> right = versions_where(node.child(Field::right));
  if (!left || !right) return std::nullopt;
  return node.child(Field::operator_).is(Kind::token_and) ? *left & *right : *left | *right;
}

}  // namespace

std::vector<VersionRange> ranges_of(VersionSet set) {
  std::vector<VersionRange> ranges;
  while (set != 0) {
    const PythonVersion since = lowest(set);
    PythonVersion until = since;
    while (contains(set, until)) ++until;
    ranges.push_back({since, until});
    set &= ~versions_between(since, until);
  }
  return ranges;
}

std::optional<VersionSet> versions_where(Node condition) {
  condition = syntax::unparenthesized(condition);
  switch (condition.kind()) {
    case Kind::comparison_operator:
      return compare(condition);
    case Kind::boolean_operator:
      return combine(condition);
    case Kind::not_operator: {
      const std::optional<VersionSet> inner = versions_where(condition.child(Field::argument));
      if (inner) return all_versions & ~*inner;
      return std::nullopt;
    }
    case Kind::true_:
      return all_versions;
    case Kind::false_:
      return VersionSet{0};
    default:
      if (condition.text() == "TYPE_CHECKING" || condition.text() == "typing.TYPE_CHECKING") return all_versions;
      return std::nullopt;
  }
}

PythonVersion representative(VersionSet set) {
  // A recent one, but none in which things that people still use are gone.
  constexpr PythonVersion preferred = 12;
  if (set == 0 || contains(set, preferred)) return preferred;
  if (set >> preferred != 0) return lowest(set >> preferred << preferred);
  return ranges_of(set).back().until - 1;
}

}  // namespace slicecop::stubs::compile
