"""Which tests are run for a file of the standard library, and what the table of projects may hold."""

import json
import tempfile
import unittest
from pathlib import Path

import table
import test_choice
from trouble import Trouble

SOURCES = {
    "test_gzip": "import gzip\n",
    "test_tarfile": "import os, gzip\n",
    "test_json": "from json import decoder\n",
    "test_fresh": "module = import_fresh_module('gzip', blocked=['zlib'])\n",
    "test_eintr": "script = support.findfile('_test_eintr.py')\n",
    "test_other": "# import gzip\nimport gzipped\nfrom my.gzip import GzipFile\n",
}


class Tests(unittest.TestCase):
    def chosen(self, *touched):
        return test_choice.tests_of(touched, SOURCES)

    def test_those_that_import_the_module(self):
        self.assertEqual(self.chosen("gzip.py"), ["test_fresh", "test_gzip", "test_tarfile"])

    def test_a_module_in_a_package(self):
        self.assertEqual(self.chosen("json/decoder.py"), ["test_json"])
        self.assertEqual(self.chosen("json/__init__.py"), ["test_json"])

    def test_a_test_itself(self):
        self.assertEqual(self.chosen("test/test_gzip.py", "test/test_json/test_speed.py"), ["test_gzip", "test_json"])

    def test_a_program_that_a_test_starts(self):
        self.assertEqual(self.chosen("test/_test_eintr.py"), ["test_eintr"])


class Table(unittest.TestCase):
    def read(self, entries):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "projects.json")
            path.write_text(json.dumps(entries))
            return table.all_projects(path)

    def test_the_table_is_in_order_and_pinned(self):
        projects = table.all_projects()
        self.assertGreaterEqual(len(projects), 10)
        for project in projects:
            with self.subTest(project.name):
                self.assertTrue(all("==" in part for part in project.install if part != "."), project.install)

    def test_mistakes_are_told_with_their_place(self):
        for entry, said in (
            ({"name": "a", "version": "1"}, "`tests` is missing"),
            ({"name": "a", "version": "1", "tests": ["x"], "test": []}, "unknown key `test`"),
            ({"name": "a", "version": "1", "tests": ["x"], "tag": "v1"}, "belong together"),
            ("a", "an object is expected"),
        ):
            with self.subTest(said), self.assertRaisesRegex(Trouble, f"projects.json, entry 1: .*{said}"):
                self.read([entry])

    def test_names(self):
        projects = self.read([{"name": name, "version": "1", "tests": ["x"]} for name in "ab"])
        self.assertEqual([project.name for project in table.chosen(projects, ["b", "stdlib"])], ["b"])
        self.assertEqual(len(table.chosen(projects, [])), 2)
        with self.assertRaisesRegex(Trouble, "no project `c`; there are stdlib, a, b"):
            table.chosen(projects, ["c"])


if __name__ == "__main__":
    unittest.main()
