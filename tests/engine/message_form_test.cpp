#include "engine/message_form.h"

#include "catch.h"

using slicecop::engine::fault_in_message;

TEST_CASE("messages of the right form") {
  CHECK_FALSE(fault_in_message("slice of `data` copied on every pass"));
  CHECK_FALSE(fault_in_message("`data` is rebuilt on every pass: append to a `bytearray`"));
  CHECK_FALSE(fault_in_message("2 slices of `packet` are copied"));
  CHECK_FALSE(fault_in_message("the codec's name is `utf-8`, not `UTF.`"));
}

TEST_CASE("messages of the wrong form") {
  CHECK(fault_in_message("") == "is empty");
  CHECK(fault_in_message("Slice copied") == "begins with a capital letter");
  CHECK(fault_in_message("slice copied.") == "ends with a period");
  CHECK(fault_in_message(" slice copied") == "begins or ends with a space");
  CHECK(fault_in_message("slice copied ") == "begins or ends with a space");
  CHECK(fault_in_message("slice of `data copied") == "has a backtick without its partner");
  CHECK(fault_in_message("slice of `` copied") == "has an empty pair of backticks");
  CHECK(fault_in_message("slice\ncopied") == "holds a line end or another control character");
  CHECK(fault_in_message("slice \x1b[31mcopied") == "holds a line end or another control character");
}
