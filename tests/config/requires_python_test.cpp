#include "config/requires_python.h"
#include "catch.h"

using slicecop::config::lowest_minor_version;

TEST_CASE("the lower bound") {
  CHECK(lowest_minor_version(">=3.10") == 10);
  CHECK(lowest_minor_version(">= 3.10 , < 4") == 10);
  CHECK(lowest_minor_version("<4,>=3.11") == 11);
  CHECK(lowest_minor_version(">=3.9.2") == 9);
  CHECK(lowest_minor_version(">3.9") == 10);
  CHECK(lowest_minor_version(">3.9.5") == 9);
  CHECK(lowest_minor_version(">=3.13.0rc1") == 13);
  CHECK(lowest_minor_version("~=3.10") == 10);
  CHECK(lowest_minor_version("~=3.10.2") == 10);
  CHECK(lowest_minor_version("==3.12.*") == 12);
  CHECK(lowest_minor_version("==3.12") == 12);
  CHECK(lowest_minor_version(">=3.8,!=3.8.*,!=3.9.1") == 9);
}

TEST_CASE("what is older than every target gives the oldest target") {
  CHECK(lowest_minor_version(">=3.6") == 8);
  CHECK(lowest_minor_version(">=3") == 8);
  CHECK(lowest_minor_version(">=2.7, !=3.0.*, !=3.1.*") == 8);
  CHECK(lowest_minor_version("<3.12") == 8);
  CHECK(lowest_minor_version("==3.*") == 8);
}

TEST_CASE("what lets no target in, or is no specifier, tells nothing") {
  CHECK_FALSE(lowest_minor_version(""));
  CHECK_FALSE(lowest_minor_version("^3.9"));
  CHECK_FALSE(lowest_minor_version("3.9"));
  CHECK_FALSE(lowest_minor_version(">=four"));
  CHECK_FALSE(lowest_minor_version(">=4"));
  CHECK_FALSE(lowest_minor_version("<3"));
  CHECK_FALSE(lowest_minor_version("==2.7.*"));
}
