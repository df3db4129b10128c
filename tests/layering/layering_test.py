"""The house plan holds for this checkout, and a small false house shows that every breach of it is seen."""

import tempfile
import unittest
from pathlib import Path

import layering

CHECKOUT = Path(__file__).resolve().parents[2]

# A house in order: three rooms, a rule, the program.
HOUSE = {
    "CMakeLists.txt": "target_link_libraries(slicecop PRIVATE cli rules)\n",
    "linter/CMakeLists.txt": "# One library a room.\n",
    "linter/platform/CMakeLists.txt": "add_room(platform)\n",
    "linter/platform/file.cpp": "#ifdef _WIN32\n#endif\n",
    "linter/text/CMakeLists.txt": "add_room(text)\ntarget_link_libraries(text PRIVATE fmt_headers)\n",
    "linter/text/range.h": "#pragma once\n#include <cstdint>\n",
    "linter/syntax/CMakeLists.txt": "add_room(syntax)\ntarget_link_libraries(syntax PUBLIC text PRIVATE tree_sitter)\n",
    "linter/syntax/tree.h": '#pragma once\n#include "text/range.h"\n',
    "linter/syntax/tree.cpp": '#include "syntax/tree.h"\n#include <nlohmann/json.hpp>\n#if defined(NDEBUG)\n#endif\n',
    "linter/cli/CMakeLists.txt": "add_room(cli)\ntarget_link_libraries(cli PUBLIC syntax platform)\n",
    "linter/cli/main.cpp": '#include "syntax/tree.h"\n#include "engine/registry.h"\n',
    "rules/CMakeLists.txt": "target_link_libraries(rules PUBLIC engine)\n",
    "rules/sliced_send.cpp": '#include "engine/rule.h"\n#include "text/range.h"\n',
}


class FalseHouse(unittest.TestCase):
    def after(self, name, text):
        """The violations of HOUSE once the file `name` holds `text`."""
        with tempfile.TemporaryDirectory() as folder:
            for path, content in {**HOUSE, name: text}.items():
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8")
            return layering.violations(folder)

    def assert_one(self, found, *words):
        self.assertEqual(len(found), 1, found)
        for word in words:
            self.assertIn(word, found[0])

    def test_a_house_in_order_has_no_violation(self):
        self.assertEqual(self.after("linter/text/range.h", HOUSE["linter/text/range.h"]), [])

    def test_an_include_of_a_room_above(self):
        found = self.after("linter/text/range.h", '#include "syntax/tree.h"\n')
        self.assert_one(found, "linter/text/range.h", "text may not include syntax/tree.h")

    def test_an_include_of_a_room_beside(self):
        found = self.after("linter/text/edit.cpp", '#include "platform/file.h"\n')
        self.assert_one(found, "text may not include platform/file.h")

    def test_an_include_of_a_room_above_in_angle_brackets(self):
        self.assert_one(self.after("linter/text/edit.cpp", "  #  include <syntax/tree.h>\n"), "syntax/tree.h")

    def test_an_include_in_a_folder_within_a_room(self):
        self.assert_one(self.after("linter/syntax/generate/kinds.cpp", '#include "engine/rule.h"\n'), "syntax may not include")

    def test_an_include_that_goes_around_the_rooms(self):
        self.assert_one(self.after("linter/syntax/outline.cpp", '#include "../engine/rule.h"\n'), "names no room")
        self.assert_one(self.after("linter/syntax/outline.cpp", '#include "tree.h"\n'), "names no room")

    def test_a_rule_that_looks_above_the_engine(self):
        self.assert_one(self.after("rules/read_in_loop.cpp", '#include "report/json.h"\n'), "rules may not include report/json.h")

    def test_nobody_names_the_rules(self):
        self.assert_one(self.after("linter/cli/main.cpp", '#include "rules/table.h"\n'), "cli may not include rules/table.h")
        self.assert_one(self.after("rules/read_in_loop.cpp", '#include "engine/rule.h"\n#include "report/full.h"\n'), "report")

    def test_an_include_in_a_comment_or_a_string_is_none(self):
        text = '// #include "engine/rule.h"\n/*\n#include "engine/rule.h"\n*/\nauto t = R"(\n#include "engine/rule.h"\n)";\n'
        self.assertEqual(self.after("linter/text/edit.cpp", text), [])

    def test_an_include_after_a_comment_is_read(self):
        text = '/* why */\nauto t = "/*";\n#include "engine/rule.h"\nauto u = "*/";\n'
        self.assert_one(self.after("linter/text/edit.cpp", text), "engine/rule.h")

    def test_a_heavy_library_in_a_header(self):
        for library in ("nlohmann/json.hpp", "CLI/CLI.hpp", "toml++/toml.h"):
            with self.subTest(library):
                self.assert_one(self.after("linter/syntax/tree.h", f"#include <{library}>\n"), "heavy", library)

    def test_the_light_header_of_a_heavy_library(self):
        self.assertEqual(self.after("linter/syntax/tree.h", "#include <nlohmann/json_fwd.hpp>\n"), [])

    def test_a_condition_on_a_system_outside_of_platform(self):
        for condition in ("#ifdef _WIN32", "#ifndef __linux__", "#if X && \\\n  defined(__APPLE__)", "# elif __MINGW32__"):
            with self.subTest(condition):
                self.assert_one(self.after("linter/text/edit.cpp", f"#if A\n{condition}\n#endif\n"), "linter/platform")

    def test_a_system_in_the_condition_of_a_rule(self):
        self.assert_one(self.after("rules/read_in_loop.cpp", "#ifdef __unix__\n#endif\n"), "__unix__")

    def test_a_folder_that_the_plan_lacks(self):
        self.assert_one(self.after("linter/utilities/string.h", "#pragma once\n"), "linter/utilities")

    def test_a_source_outside_of_every_room(self):
        self.assert_one(self.after("linter/common.h", "#pragma once\n"), "linter/common.h")

    def test_a_link_to_a_room_above(self):
        found = self.after("linter/text/CMakeLists.txt", "target_link_libraries(text PRIVATE fmt_headers\n  syntax)\n")
        self.assert_one(found, "text links syntax", "no room")

    def test_a_link_line_that_skips_a_floor(self):
        found = self.after("linter/types/CMakeLists.txt", "target_link_libraries(types PUBLIC text)\n")
        self.assert_one(found, "types links text", "syntax")

    def test_a_link_line_that_names_more_than_the_plan(self):
        found = self.after("linter/types/CMakeLists.txt", "target_link_libraries(types PUBLIC syntax PRIVATE text)\n")
        self.assert_one(found, "types links syntax text")

    def test_a_second_link_line_of_a_room(self):
        text = HOUSE["linter/syntax/CMakeLists.txt"] + "target_link_libraries(syntax PRIVATE engine)\n"
        self.assert_one(self.after("linter/syntax/CMakeLists.txt", text), "engine")

    def test_a_link_in_a_generator_expression(self):
        text = "target_link_libraries(text PRIVATE $<LINK_ONLY:engine>)\n"
        self.assert_one(self.after("linter/text/CMakeLists.txt", text), "text links engine")

    def test_a_link_line_in_somebody_elses_folder(self):
        text = HOUSE["linter/syntax/CMakeLists.txt"] + "target_link_libraries(text PRIVATE syntax)\n"
        self.assert_one(self.after("linter/syntax/CMakeLists.txt", text), "outside of its folder")

    def test_a_tool_of_a_room_stays_below_it(self):
        tool = HOUSE["linter/syntax/CMakeLists.txt"] + "target_link_libraries(generate_kinds PRIVATE json {})\n"
        self.assertEqual(self.after("linter/syntax/CMakeLists.txt", tool.format("text")), [])
        self.assert_one(self.after("linter/syntax/CMakeLists.txt", tool.format("engine")), "generate_kinds may not link engine")

    def test_a_tool_in_a_folder_of_its_own_stays_below_its_room(self):
        found = self.after("linter/syntax/generate/CMakeLists.txt", "target_link_libraries(generate_kinds PRIVATE engine)\n")
        self.assert_one(found, "generate_kinds may not link engine")

    def test_the_command_line_links_no_rule(self):
        text = "target_link_libraries(cli PUBLIC syntax rules)\n"
        self.assert_one(self.after("linter/cli/CMakeLists.txt", text), "cli may not link rules")

    def test_the_program_links_the_command_line_and_the_rules_alone(self):
        found = self.after("CMakeLists.txt", "target_link_libraries(slicecop PRIVATE cli rules engine)\n")
        self.assert_one(found, "slicecop links engine")

    def test_a_room_without_a_link_line(self):
        self.assert_one(self.after("linter/types/CMakeLists.txt", "add_room(types)\n"), "types has no link line")


class Checkout(unittest.TestCase):
    def test_the_house_plan_holds(self):
        self.assertEqual(layering.violations(CHECKOUT), [])

    def test_every_room_has_a_library_of_its_name(self):
        rooms = [path.name for path in (CHECKOUT / "linter").iterdir() if path.is_dir()]
        self.assertGreater(len(rooms), 5)
        for room in rooms:
            with self.subTest(room):
                self.assertIn(f"add_room({room}", (CHECKOUT / "linter" / room / "CMakeLists.txt").read_text("utf-8"))


if __name__ == "__main__":
    unittest.main()
