// Interned names.
#include "semantics/atoms.h"

#include <string>
#include <vector>

#include "catch.h"

using slicecop::semantics::Atom;
using slicecop::semantics::Atoms;

TEST_CASE("the same name is the same atom, and keeps its text") {
  Atoms atoms;
  const std::string text = "data buf data";
  const std::string_view view = text;
  const Atom data = atoms.intern(view.substr(0, 4));
  const Atom buf = atoms.intern(view.substr(5, 3));
  CHECK(data != buf);
  CHECK(atoms.intern(view.substr(9, 4)) == data);
  CHECK(atoms.text(data) == "data");
  CHECK(atoms.text(buf) == "buf");
}

TEST_CASE("the empty name is a name") {
  Atoms atoms;
  CHECK(atoms.intern("") == atoms.intern(std::string_view{}));
  CHECK(atoms.intern("") != atoms.intern("x"));
}

TEST_CASE("ten thousand names stay apart while the table grows") {
  Atoms atoms;
  std::vector<std::string> names;
  names.reserve(10'000);
  for (int i = 0; i < 10'000; ++i) names.push_back("name_" + std::to_string(i));
  std::vector<Atom> made;
  made.reserve(names.size());
  for (const std::string& name : names) made.push_back(atoms.intern(name));
  for (std::size_t i = 0; i < names.size(); ++i) {
    REQUIRE(made[i] == i);
    REQUIRE(atoms.intern(names[i]) == made[i]);
    REQUIRE(atoms.text(made[i]) == names[i]);
  }
}

TEST_CASE("a copied name outlives its source") {
  Atoms atoms;
  Atom atom = 0;
  {
    const std::string gone = "a name too long for the small string buffer";
    atom = atoms.intern_copy(gone);
  }
  CHECK(atoms.text(atom) == "a name too long for the small string buffer");
  CHECK(atoms.intern("a name too long for the small string buffer") == atom);
}

TEST_CASE("copies made later do not move the earlier ones") {
  Atoms atoms;
  for (int i = 0; i < 5'000; ++i) atoms.intern_copy("n" + std::to_string(i));
  for (int i = 0; i < 5'000; ++i) REQUIRE(atoms.text(static_cast<Atom>(i)) == "n" + std::to_string(i));
}
