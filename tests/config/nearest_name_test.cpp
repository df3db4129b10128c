#include <array>
#include <string>
#include <string_view>

#include "catch.h"
#include "config/nearest_name.h"

using slicecop::config::edit_distance;
using slicecop::config::nearest_name;
using slicecop::config::suggestion;

TEST_CASE("a distance counts bytes that are inserted, dropped, replaced or swapped") {
  CHECK(edit_distance("", "", 9) == 0);
  CHECK(edit_distance("abc", "abc", 9) == 0);
  CHECK(edit_distance("abc", "", 9) == 3);
  CHECK(edit_distance("abc", "abxc", 9) == 1);
  CHECK(edit_distance("abc", "axc", 9) == 1);
  CHECK(edit_distance("abc", "acb", 9) == 1);
  CHECK(edit_distance("kitten", "sitting", 9) == 3);
  CHECK(edit_distance("kitten", "sitting", 2) == 2);
  CHECK(edit_distance("a", "abcdefghijkl", 5) == 5);
}

TEST_CASE("the nearest name is the one that was meant") {
  constexpr std::array<std::string_view, 5> names{"ALL", "slices", "resliced-buffer", "sliced-send", "views"};
  CHECK(nearest_name("reslicd-buffer", names) == "resliced-buffer");
  CHECK(nearest_name("resliced_buffer", names) == "resliced-buffer");
  CHECK(nearest_name("Views", names) == "views");
  CHECK(nearest_name("all", names) == "ALL");
  CHECK(nearest_name("slice", names) == "slices");
  CHECK(suggestion("slcies", names) == "; did you mean `slices`?");
}

TEST_CASE("where nothing is near, nothing is named") {
  constexpr std::array<std::string_view, 2> names{"slices", "views"};
  CHECK(nearest_name("F401", names).empty());
  CHECK(nearest_name("", names).empty());
  CHECK(suggestion("something-else", names).empty());
  CHECK(suggestion(std::string(100'000, 's'), names).empty());
}
