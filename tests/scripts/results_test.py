"""scripts/results.py counts test cases, and lets no broken program pass for a good one."""

import tempfile
import unittest
from pathlib import Path
from xml.sax.saxutils import escape

from scripts.load import load_script

results = load_script("results.py")

RULER = "=" * 79
CATCH_2_PASSED = f"{RULER}\nAll tests passed (96 assertions in 17 test cases)\n\n"
CATCH_2_ONE = f"{RULER}\nAll tests passed (1 assertion in 1 test case)\n\n"
CATCH_2_FAILED = f"{RULER}\ntest cases:  5 |  3 passed | 2 failed\nassertions: 20 | 18 passed | 2 failed\n\n"
CATCH_3_ALL_FAILED = f"{RULER}\ntest cases: 2 | 2 failed\nassertions: 2 | 2 failed\n\n"
CATCH_3_SKIPPED = f"{RULER}\ntest cases: 4 | 3 passed | 1 skipped\nassertions: 9 | 9 passed\n\n"
CATCH_NONE = f"{RULER}\nNo tests ran\n\n"
DASHES = "-" * 70
UNITTEST_PASSED = f"test_a (m.T.test_a) ... ok\n\n{DASHES}\nRan 12 tests in 0.071s\n\nOK\n"
UNITTEST_FAILED = f"{DASHES}\nRan 12 tests in 0.071s\n\nFAILED (failures=1, errors=2, skipped=3)\n"
UNITTEST_SUBTESTS = f"{DASHES}\nRan 1 test in 0.071s\n\nFAILED (failures=7)\n"
UNITTEST_SETUP = f"{DASHES}\nRan 0 tests in 0.071s\n\nFAILED (errors=1)\n"
UNITTEST_SKIPPED = f"test_a (m.T.test_a) ... skipped 'git is absent'\n{DASHES}\nRan 2 tests in 0.1s\n\nOK (skipped=1)\n"


def count(output, succeeded=True):
    found = results.count_program("name", succeeded, output)
    return found.passed, found.failed


class OneProgram(unittest.TestCase):
    def test_catch(self):
        self.assertEqual(count(CATCH_2_PASSED), (17, 0))
        self.assertEqual(count(CATCH_2_ONE), (1, 0))
        self.assertEqual(count(CATCH_2_FAILED, False), (3, 2))
        self.assertEqual(count(CATCH_3_ALL_FAILED, False), (0, 2))
        self.assertEqual(count(CATCH_3_SKIPPED), (3, 0))

    def test_unittest(self):
        self.assertEqual(count(UNITTEST_PASSED), (12, 0))
        self.assertEqual(count(UNITTEST_FAILED, False), (6, 3))
        self.assertEqual(count(UNITTEST_SUBTESTS, False), (0, 1))
        self.assertEqual(count(UNITTEST_SETUP, False), (0, 1))
        self.assertEqual(count(UNITTEST_SKIPPED), (1, 0))

    def test_a_skipped_test_is_listed(self):
        notes = results.count_program("name", True, UNITTEST_SKIPPED).notes
        self.assertEqual(notes, ["not run: test_a (m.T.test_a): git is absent"])

    def test_a_program_that_crashes(self):
        self.assertEqual(count("terminate called\n", False), (0, 1))

    def test_a_program_that_fails_after_its_last_test(self):
        self.assertEqual(count(CATCH_2_PASSED + "ERROR: LeakSanitizer: detected memory leaks\n", False), (17, 1))

    def test_a_program_that_runs_no_test(self):
        self.assertEqual(count(CATCH_NONE, False), (0, 1))
        self.assertEqual(count(f"{DASHES}\nRan 0 tests in 0.000s\n\nOK\n"), (0, 1))

    def test_any_other_program(self):
        self.assertEqual(count("fine\n"), (1, 0))


class OneRun(unittest.TestCase):
    def count(self, *programs):
        cases = "".join(
            f'<testcase name="{name}" status="{status}"><system-out>{escape(output)}</system-out></testcase>'
            for name, status, output in programs
        )
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "results.xml")
            file.write_text(f"<testsuite>{cases}</testsuite>", "utf-8")
            return results.count_run(file)

    def test_the_sum_of_its_programs(self):
        total = self.count(("text", "run", CATCH_2_PASSED), ("cli", "fail", CATCH_2_FAILED), ("docs", "run", UNITTEST_PASSED))
        self.assertEqual((total.passed, total.failed), (32, 2))
        self.assertEqual(total.notes, ["failed: cli: 2 of 5"])

    def test_a_program_that_was_not_built(self):
        total = self.count(("text", "notrun", "Unable to find executable: test_text"))
        self.assertEqual((total.passed, total.failed), (0, 1))

    def test_a_run_without_programs(self):
        self.assertEqual(self.count().failed, 1)


if __name__ == "__main__":
    unittest.main()
