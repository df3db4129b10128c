"""The whole way on two small copies without a network: what is changed, which places the tests run, and what breaks is seen."""

import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

import fixing
import proof
import report
from suite import Suite

CODE = "def head(data):\n    return data[:4]\n\n\ndef tail(data):\n    return data[4:]\n"
RIGHT = CODE.replace("data[:4]", "data[0:4]").replace("data[4:]", "data[4:None]")
WRONG = CODE.replace("data[:4]", "data[:3]")
# It runs `head` and not `tail`.
TESTS = """
import sys
from code_under_test import head
outcome = "" if head(b"abcdef") == b"abcd" else "<failure/>"
open(sys.argv[1], "w").write(f'<testsuite><testcase name="head">{outcome}</testcase></testsuite>')
"""


def prove(fixed_code, work):
    for name, code in (("original", CODE), ("fixed", fixed_code)):
        (work / name).mkdir()
        (work / name / "code_under_test.py").write_text(code)
        (work / name / "run_tests.py").write_text(TESTS)
    fixed = fixing.compared(work / "original", work / "fixed", Counter({"a-rule": 1}), Path("."))

    def suite_at(tested):
        return Suite([sys.executable, "run_tests.py", "{results}"], tested, [tested], {}, 60)

    return proof.prove("small", "1.0", work, fixed, suite_at, hasattr(sys, "monitoring"))


class Proving(unittest.TestCase):
    def prove(self, fixed_code):
        with tempfile.TemporaryDirectory() as folder:
            return prove(fixed_code, Path(folder).resolve())

    def test_a_fix_that_changes_nothing(self):
        small = self.prove(RIGHT)
        self.assertEqual(small.differences, ())
        self.assertEqual(small.fixed.places, {"code_under_test.py": [(2, 3), (6, 7)]})
        self.assertEqual(small.places_run, 1 if hasattr(sys, "monitoring") else None)

    def test_a_fix_that_breaks_something(self):
        small = self.prove(WRONG)
        self.assertEqual([str(difference) for difference in small.differences], ["head: passed before, failed after"])
        self.assertIn("small: head: passed before, failed after", report.details([small]))

    def test_nothing_is_run_where_nothing_was_fixed(self):
        small = self.prove(CODE)
        self.assertIsNone(small.before)
        self.assertIn("| small | 1.0 | 2 |", report.row(small))


if __name__ == "__main__":
    unittest.main()
