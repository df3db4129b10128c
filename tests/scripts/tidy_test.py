"""scripts/tidy.py picks what a change touches, and forgets that a source was clean once anything it reads changed."""

import contextlib
import io
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from scripts.load import load_script

tidy = load_script("tidy.py")


def in_checkout(*names):
    return {str(tidy.ROOT / name) for name in names}


READ_BY = {
    "linter/text/edit.cpp": in_checkout("linter/text/edit.h", "linter/text/range.h"),
    "linter/text/range.cpp": in_checkout("linter/text/range.h"),
    "linter/cli/main.cpp": in_checkout("linter/text/edit.h", "linter/text/range.h"),
}


class Selection(unittest.TestCase):
    def select(self, *changed):
        return tidy.select(READ_BY, READ_BY, sorted(changed))

    def test_a_source(self):
        self.assertEqual(self.select("linter/cli/main.cpp", "README.md", "linter/gone.cpp"), ["linter/cli/main.cpp"])

    def test_a_header_by_its_own_source(self):
        self.assertEqual(self.select("linter/text/range.h"), ["linter/text/range.cpp"])

    def test_a_header_that_a_chosen_source_reads(self):
        self.assertEqual(self.select("linter/cli/main.cpp", "linter/text/edit.h"), ["linter/cli/main.cpp"])

    def test_a_header_that_nobody_reads(self):
        self.assertEqual(self.select("linter/text/unused.h"), [])


class Showing(unittest.TestCase):
    def test_a_finding_in_a_header_once(self):
        header = "/a/range.h:3:1: error: no [check]\n    3 | x\n/a/range.h:1:1: note: declared here\n"
        diagnostics, shown = tidy.Diagnostics(), io.StringIO()
        with contextlib.redirect_stdout(shown):
            diagnostics.show("/a/edit.cpp:9:1: error: first [check]\n" + header)
            diagnostics.show(header + "/a/line.cpp:2:1: warning: second [check]\n")
        self.assertEqual(shown.getvalue().count("range.h:3:1"), 1)
        self.assertEqual(shown.getvalue().count("declared here"), 1)
        self.assertIn("first", shown.getvalue())
        self.assertIn("second", shown.getvalue())


class Memory(unittest.TestCase):
    def setUp(self):
        temporary = TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.entry = {"directory": str(self.folder), "file": "a.cpp", "command": "g++ -c a.cpp"}
        self.header = self.folder / "a.h"
        self.header.write_text("int a;")
        (self.folder / "a.cpp").write_text('#include "a.h"')

    def mark(self, version=b"19"):
        # The version of the tool stands in for the tool, which may be absent.
        with mock.patch.object(tidy.subprocess, "run", return_value=mock.Mock(stdout=version)):
            return tidy.Memory(self.folder / "tidy").mark(self.entry, {str(self.header)})

    def test_nothing_changed(self):
        self.assertEqual(self.mark(), self.mark())

    def test_anything_changed(self):
        marks = {self.mark(), self.mark(b"20")}
        self.header.write_text("int b;")
        marks.add(self.mark())
        (self.folder / "a.cpp").write_text('#include "a.h"\n')
        marks.add(self.mark())
        self.entry["command"] += " -DX"
        marks.add(self.mark())
        self.assertEqual(len(marks), 5)


if __name__ == "__main__":
    unittest.main()
