"""What two test runs gave is read and compared test by test, and what does not repeat is not held against the fixes."""

import tempfile
import unittest
from pathlib import Path

import comparing
import results
from comparing import NOT_RUN, Difference
from trouble import Trouble

JUNIT = """<testsuites><testsuite>
<testcase classname="t.Field" name="test_passes"/>
<testcase classname="t.Field" name="test_fails"><failure>no</failure></testcase>
<testcase classname="t.Field" name="test_breaks"><error>no</error><system-out>text</system-out></testcase>
<testcase classname="t.Field" name="test_skipped"><skipped/></testcase>
<testcase name="t.Field.test_twice"/>
<testcase name="t.Field.test_twice"><failure/></testcase>
</testsuite></testsuites>"""


def read(text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "results.xml")
        path.write_text(text)
        return results.read(path)


class Reading(unittest.TestCase):
    def test_one_outcome_for_each_test(self):
        self.assertEqual(
            read(JUNIT),
            {
                "t.Field::test_passes": "passed",
                "t.Field::test_fails": "failed",
                "t.Field::test_breaks": "failed",
                "t.Field::test_skipped": "skipped",
                "t.Field.test_twice": "passed",
                "t.Field.test_twice #2": "failed",
            },
        )

    def test_counts(self):
        self.assertEqual(results.counts(read(JUNIT)), (2, 3, 1))

    def test_several_documents_and_what_no_xml_may_hold(self):
        document = '<?xml version="1.0"?><testsuite><testcase name="a<b & c &amp; d"><failure><![CDATA[\x1b[31m]]></failure></testcase></testsuite>\n'
        self.assertEqual(read(2 * document), {"a<b & c & d": "failed", "a<b & c & d #2": "failed"})

    def test_a_run_that_was_cut_off_is_told(self):
        with self.assertRaisesRegex(Trouble, "no results in .*results.xml"):
            read(JUNIT[:100])


class Comparing(unittest.TestCase):
    def test_same_passes_and_failures(self):
        self.assertEqual(comparing.differences({"a": "passed", "b": "failed"}, {"b": "failed", "a": "passed"}), [])

    def test_another_outcome(self):
        found = comparing.differences({"a": "passed", "b": "failed"}, {"a": "failed", "b": "passed"})
        self.assertEqual(found, [Difference("a", "passed", "failed"), Difference("b", "failed", "passed")])

    def test_equal_numbers_do_not_hide_it(self):
        self.assertEqual(len(comparing.differences({"a": "passed", "b": "failed"}, {"a": "failed", "b": "passed"})), 2)

    def test_a_test_that_is_gone_or_new(self):
        found = comparing.differences({"a": "passed"}, {"b": "passed"})
        self.assertEqual(found, [Difference("a", "passed", NOT_RUN), Difference("b", NOT_RUN, "passed")])

    def test_what_repeats_is_kept(self):
        broken, shaky = Difference("a", "passed", "failed"), Difference("b", "passed", "failed")
        self.assertEqual(comparing.steady([broken, shaky], [broken]), ([broken], ["b"]))

    def test_what_differs_in_another_way_is_unsteady(self):
        first, second = Difference("a", "passed", "failed"), Difference("a", "failed", "passed")
        self.assertEqual(comparing.steady([first], [second]), ([], ["a"]))


if __name__ == "__main__":
    unittest.main()
