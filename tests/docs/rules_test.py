"""The rules' pages are current, and the tables of the other pages name every rule."""

import re
import unittest

from docs.rule_pages import CHECKOUT, FOLDER, pages, rules

ROW = re.compile(r"^\| \[`(?P<name>[a-z-]+)`\]\((?P<link>[^)]+)\) \|(?P<cells>.*)\|$", re.MULTILINE)


class Pages(unittest.TestCase):
    def test_they_are_what_the_program_prints(self):
        written = {file.name: file.read_text("utf-8") for file in FOLDER.glob("*.md")}
        self.assertEqual(written, pages(), "python3 tests/docs/rule_pages.py writes them")

    def test_tables_name_every_rule(self):
        known = {rule["name"]: rule for rule in rules()}
        for page in (CHECKOUT / "README.md", CHECKOUT / "docs" / "README.md"):
            rows = {row["name"]: row for row in ROW.finditer(page.read_text("utf-8"))}
            with self.subTest(page):
                self.assertEqual(set(rows), set(known))
                for name, row in rows.items():
                    severity = known[name]["severity"]
                    self.assertIn(severity, [cell.strip() for cell in row["cells"].split("|")], f"{name} is {severity}")


if __name__ == "__main__":
    unittest.main()
