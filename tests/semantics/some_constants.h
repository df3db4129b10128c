// The head of a module with constants of every kind, for tests of what is known of them.
#pragma once

#include <string_view>

namespace slicecop::semantics {

inline constexpr std::string_view constants =
    "import hashlib, hmac, os, socket, struct\n"
    "SIZE = 4\n"
    "TWICE = SIZE * 2\n"
    "SAME = SIZE\n"
    "FORMAT = '<IH'\n"
    "PACKER = struct.Struct('<IQ')\n"
    "CHANGES = 1\n"
    "CHANGES = 2\n"
    "SHARED = 3\n"
    "def other():\n    global SHARED\n    SHARED = 5\n";

}  // namespace slicecop::semantics
