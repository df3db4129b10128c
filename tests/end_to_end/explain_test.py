"""`slicecop explain PATH:LINE`: what is known there, and what the rules say."""

import unittest

from end_to_end.program import folder_of, run

CODE = """\
import zlib

def checksums(raw: bytes, size: int):
    for start in range(0, len(raw), size):
        yield zlib.crc32(raw[start : start + size])

def plain():
    return 1 + 1

def small(raw: bytes):
    return [zlib.crc32(raw[start : start + 4]) for start in range(0, len(raw), 4)]

class Parser:
    def __init__(self):
        self.pending = b""

    def step(self):
        for number in range(100):
            head = self.pending[:4096]
        self.pending = self.pending[4096:]

    def run(self):
        while self.pending:
            self.step()
"""


class Explain(unittest.TestCase):
    def explain(self, place, *options):
        with folder_of({"a.py": CODE, "note.txt": "x", "bad.py": b"\xff"}) as folder:
            return run("explain", "--isolated", *options, place, cwd=folder)

    def test_a_slice_in_a_loop(self):
        result = self.explain("a.py:5")
        self.assertEqual((result.status, result.stderr), (0, ""))
        text = result.stdout
        self.assertTrue(text.startswith("a.py:5\n\n    yield zlib.crc32("), text)
        self.assertIn("raw[start : start + size]\n    is bytes", text)
        self.assertIn("in the loop on line 4: for start in range(0, len(raw), size):", text)
        self.assertIn("on line 5: zlib.crc32(raw[start : start + size])", text)
        self.assertIn("[slice-in-loop]", text)

    def test_how_often_and_what_changes(self):
        text = self.explain("a.py:19").stdout
        self.assertIn("self.pending[:4096]\n    is bytes, by attribute\n    takes 4,096 bytes\n", text)
        self.assertIn("in the loop on line 18, which runs 100 times: for number in range(100):", text)
        self.assertIn("    a view would see that self.pending becomes another object on line 20:", text)
        self.assertIn("step\n    is called again and again, of the same object: in the loop on line 23: while", text)
        self.assertIn("\nself is Parser, by call\n", text)
        self.assertIn("    could be a view: raw stays what it is\n", self.explain("a.py:5").stdout)

    def test_a_rule_that_is_off(self):
        self.assertNotIn("[slice-in-loop]", self.explain("a.py:5", "--ignore", "slice-in-loop").stdout)

    def test_why_a_rule_is_silent(self):
        text = self.explain("a.py:11").stdout
        self.assertIn("slice-in-loop is silent about `raw[start : start + 4]`: the slice is known to be too small", text)

    def test_a_line_without_anything(self):
        text = self.explain("a.py:2").stdout
        self.assertIn("Nothing is known", text)
        self.assertIn("No rule speaks on this line.", text)

    def test_places_that_are_none(self):
        for place, why in (
            ("a.py", "PATH:LINE"),
            ("a.py:x", "PATH:LINE"),
            ("a.py:0", "PATH:LINE"),
            ("a.py:25", "24 lines"),
            ("absent.py:1", "absent.py"),
            ("bad.py:1", "UTF-8"),
            (".:1", "not a Python file"),
        ):
            with self.subTest(place):
                result = self.explain(place)
                self.assertEqual((result.status, result.stdout), (2, ""))
                self.assertIn(why, result.stderr)


if __name__ == "__main__":
    unittest.main()
