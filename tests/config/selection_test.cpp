// Which rules run. The rules of these tests: two quadratic ones, `slice-in-loop` and the preview `sliced-from-bytes` in
// slices, `view-as-text` in views.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "config/selection.h"
#include "config/some_rules.h"

using slicecop::config::SelectionOptions;
using slicecop::config::Written;
using slicecop::tests::names_of;
using slicecop::tests::some_rules;

namespace {

std::vector<Written> written(std::initializer_list<std::string_view> names) {
  std::vector<Written> list;
  for (const std::string_view name : names) {
    list.push_back({.text = std::string(name), .place = {.source = "--select", .position = {}}});
  }
  return list;
}

SelectionOptions layer(std::optional<std::vector<Written>> select, std::vector<Written> ignore = {},
                       std::vector<Written> extend = {}) {
  return {.select = std::move(select), .extend_select = std::move(extend), .ignore = std::move(ignore)};
}

std::string selected(const std::vector<SelectionOptions>& layers, bool preview = false) {
  return names_of(slicecop::config::select_rules(some_rules, layers, preview).value().rules);
}

}  // namespace

TEST_CASE("without a word every rule runs but those in preview") {
  CHECK(selected({}) == "bytes-accumulation resliced-buffer slice-in-loop view-as-text");
  CHECK(selected({}, true) == "bytes-accumulation resliced-buffer slice-in-loop sliced-from-bytes view-as-text");
}

TEST_CASE("select takes rules, groups and ALL, and nothing else runs") {
  CHECK(selected({layer(written({"view-as-text", "quadratic"}))}) == "bytes-accumulation resliced-buffer view-as-text");
  CHECK(selected({layer(written({"slices"}))}) == "slice-in-loop");
  CHECK(selected({layer(written({"ALL"}))}) == "bytes-accumulation resliced-buffer slice-in-loop view-as-text");
  CHECK(selected({layer(written({}))}).empty());
}

TEST_CASE("ignore takes away") {
  CHECK(selected({layer({}, written({"quadratic", "view-as-text"}))}) == "slice-in-loop");
  CHECK(selected({layer({}, written({"ALL"}))}).empty());
}

TEST_CASE("the more specific selector wins, and of equals ignore") {
  CHECK(selected({layer(written({"resliced-buffer"}), written({"quadratic"}))}) == "resliced-buffer");
  CHECK(selected({layer(written({"quadratic"}), written({"ALL"}))}) == "bytes-accumulation resliced-buffer");
  CHECK(selected({layer(written({"quadratic"}), written({"resliced-buffer"}))}) == "bytes-accumulation");
  CHECK(selected({layer(written({"resliced-buffer", "ALL"}), written({"resliced-buffer"}))}) ==
        "bytes-accumulation slice-in-loop view-as-text");
  CHECK(selected({layer(written({"views"}), written({"views"}))}).empty());
}

TEST_CASE("extend-select adds to what there is") {
  CHECK(selected({layer(written({"views"}), {}, written({"slices"}))}) == "slice-in-loop view-as-text");
  CHECK(selected({layer({}, written({"quadratic"}), written({"bytes-accumulation"}))}) ==
        "bytes-accumulation slice-in-loop view-as-text");
}

TEST_CASE("a stronger layer's select starts anew, its ignore and extend-select change what the weaker one left") {
  const SelectionOptions file = layer(written({"quadratic"}), written({"resliced-buffer"}));
  CHECK(selected({file, layer(written({"views"}))}) == "view-as-text");
  CHECK(selected({file, layer({}, {}, written({"resliced-buffer"}))}) == "bytes-accumulation resliced-buffer");
  CHECK(selected({file, layer({}, written({"bytes-accumulation"}))}).empty());
}

TEST_CASE("a rule in preview runs with preview only, and naming it without says so") {
  const auto named =
      slicecop::config::select_rules(some_rules, std::vector{layer(written({"sliced-from-bytes"}))}, false);
  CHECK(named->rules.empty());
  REQUIRE(named->warnings.size() == 1);
  CHECK(named->warnings[0].starts_with("`sliced-from-bytes` is in preview"));
  CHECK(selected({layer(written({"sliced-from-bytes"}))}, true) == "sliced-from-bytes");
  CHECK(selected({layer(written({"slices"}))}, true) == "slice-in-loop sliced-from-bytes");
  CHECK(slicecop::config::select_rules(some_rules, std::vector{layer(written({"slices"}))}, false)->warnings.empty());
}

TEST_CASE("a name that nobody has is an error with the nearest one") {
  const auto error_for = [](SelectionOptions options) {
    return to_string(slicecop::config::select_rules(some_rules, std::vector{std::move(options)}, false).error());
  };
  CHECK(error_for(layer(written({"bytes-accumulatoin"}))) ==
        "--select: unknown rule `bytes-accumulatoin`; did you mean `bytes-accumulation`?");
  CHECK(error_for(layer({}, written({"slice"}))) == "--select: unknown rule `slice`; did you mean `slices`?");
  CHECK(error_for(layer({}, {}, written({"all"}))) == "--select: unknown rule `all`; did you mean `ALL`?");
  CHECK(error_for(layer(written({"F401"}))) == "--select: unknown rule `F401`");
}
