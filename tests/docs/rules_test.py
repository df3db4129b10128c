"""The rules' pages are current, the tables of the other pages name every rule, and each example does what it says."""

import json
import re
import unittest

from docs.rule_pages import CHECKOUT, FOLDER, pages, rules, slicecop

ROW = re.compile(r"^\| \[`(?P<name>[a-z-]+)`\]\((?P<link>[^)]+)\) \|(?P<cells>.*)\|$", re.MULTILINE)


def findings(code):
    return json.loads(
        slicecop("check", "--isolated", "--exit-zero", "--output-format", "json", "--stdin-filename", "example.py", "-", input=code)
    )


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


class Examples(unittest.TestCase):
    def test_bad_is_reported_and_good_is_not(self):
        for rule in rules():
            with self.subTest(rule["name"]):
                self.assertEqual({finding["code"] for finding in findings(rule["bad"])}, {rule["name"]})
                self.assertEqual(findings(rule["good"]), [])

    def test_both_are_python(self):
        for rule in rules():
            for which in ("bad", "good"):
                with self.subTest(rule["name"], which=which):
                    compile(rule[which], f"{rule['name']}:{which}", "exec")


if __name__ == "__main__":
    unittest.main()
