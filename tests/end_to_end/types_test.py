"""`slicecop types` as the comparison with another type checker reads it."""

import json
import unittest

from end_to_end.program import folder_of, run

CODE = """\
def parse(raw: bytes, other):
    head = raw[:4]
    other[1:][2:]
    raw[4:] = b""
    return head
"""


class Types(unittest.TestCase):
    def test_json(self):
        with folder_of({"package/a.py": CODE}) as folder:
            result = run("types", "--isolated", "--output-format", "json", folder)
            expected = str((folder / "package" / "a.py").resolve())
        self.assertEqual((result.status, result.stderr), (0, ""))
        bases = json.loads(result.stdout)
        self.assertEqual(
            bases[0],
            {
                "filename": expected,
                "location": {"row": 2, "column": 12},
                "end_location": {"row": 2, "column": 15},
                "type": "bytes",
                "from": "annotation",
            },
        )
        self.assertEqual([(base["location"]["row"], base["type"], base["from"]) for base in bases[1:]], [(3, "Unknown", None)] * 2)

    def test_nothing_is_an_empty_array(self):
        with folder_of({"a.py": "x = 1\n"}) as folder:
            self.assertEqual(json.loads(run("types", "--isolated", "--output-format", "json", folder).stdout), [])

    def test_text(self):
        with folder_of({"a.py": CODE}) as folder:
            result = run("types", "--isolated", cwd=folder)
        self.assertEqual(result.stdout.splitlines()[0], "a.py:2:12: raw: bytes (annotation)")

    def test_a_file_that_cannot_be_read_does_not_stop_the_others(self):
        with folder_of({"a.py": CODE, "b.py": b"x = '\xff'\n"}) as folder:
            result = run("types", "--isolated", "a.py", "absent.py", "b.py", cwd=folder)
        self.assertEqual(result.status, 1)
        self.assertIn("a.py:2:12", result.stdout)
        self.assertIn("absent.py", result.stderr)
        self.assertIn("b.py", result.stderr)

    def test_the_same_for_any_number_of_jobs(self):
        with folder_of({f"f{number}.py": CODE for number in range(30)}) as folder:
            one, four = (run("types", "--isolated", "--jobs", jobs, folder) for jobs in ("1", "4"))
        self.assertEqual(one, four)


if __name__ == "__main__":
    unittest.main()
