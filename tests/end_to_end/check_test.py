"""`slicecop check` as a user meets it: what goes to standard output, and how it exits."""

import unittest

from end_to_end.program import findings, folder_of, run

# Quadratic: each pass copies all that was collected before.
GROWS = """\
def collect(chunks: list[bytes]) -> bytes:
    data = b""
    for chunk in chunks:
        data += chunk
    return data
"""
CLEAN = """\
def collect(chunks: list[bytes]) -> bytes:
    return b"".join(chunks)
"""


class ExitStatus(unittest.TestCase):
    def test_nothing_found(self):
        with folder_of({"clean.py": CLEAN}) as folder:
            self.assertEqual(run("check", "--isolated", folder).status, 0)

    def test_something_found(self):
        with folder_of({"grows.py": GROWS}) as folder:
            result = run("check", "--isolated", folder)
        self.assertEqual(result.status, 1)
        self.assertIn("bytes-accumulation", result.stdout)
        self.assertIn("grows.py:4:", result.stdout)

    def test_something_found_and_exit_zero(self):
        with folder_of({"grows.py": GROWS}) as folder:
            result = run("check", "--isolated", "--exit-zero", folder)
        self.assertEqual(result.status, 0)
        self.assertIn("bytes-accumulation", result.stdout)

    def test_wrong_usage(self):
        result = run("check", "--no-such-option")
        self.assertEqual(result.status, 2)
        self.assertEqual(result.stdout, "")
        self.assertIn("--no-such-option", result.stderr)

    def test_an_unknown_rule(self):
        with folder_of({"clean.py": CLEAN}) as folder:
            result = run("check", "--isolated", "--select", "bytes-accumulatoin", folder)
        self.assertEqual(result.status, 2)
        self.assertIn("bytes-accumulatoin", result.stderr)

    def test_a_file_that_is_not_there(self):
        with folder_of({"grows.py": GROWS}) as folder:
            result = run("check", "--isolated", folder / "absent.py", folder / "grows.py")
        self.assertEqual(result.status, 1)
        self.assertIn("absent.py", result.stdout + result.stderr)
        self.assertIn("bytes-accumulation", result.stdout)


class Input(unittest.TestCase):
    def test_standard_input(self):
        found = findings("--isolated", "-", stdin=GROWS)
        self.assertEqual([(finding["code"], finding["location"]["row"]) for finding in found], [("bytes-accumulation", 4)])

    def test_standard_input_under_a_name(self):
        with folder_of({}) as folder:
            found = findings("--isolated", "--stdin-filename", "package/grows.py", "-", stdin=GROWS, cwd=folder)
        self.assertEqual(len(found), 1)
        self.assertTrue(found[0]["filename"].endswith("package/grows.py"), found[0]["filename"])

    def test_the_folder_of_the_caller(self):
        with folder_of({"grows.py": GROWS, "deep/clean.py": CLEAN}) as folder:
            self.assertEqual(run("check", "--isolated", cwd=folder).status, 1)
            self.assertEqual(run("check", "--isolated", cwd=folder / "deep").status, 0)

    def test_broken_python_is_linted_as_far_as_it_parses(self):
        found = findings("--isolated", "-", stdin=GROWS + "\n\ndef broken(:\n    pass\n")
        self.assertEqual([finding["code"] for finding in found], ["bytes-accumulation"])

    def test_a_folder_without_python(self):
        with folder_of({"readme.txt": GROWS}) as folder:
            self.assertEqual(findings("--isolated", folder), [])


class Selection(unittest.TestCase):
    def test_an_ignored_rule(self):
        self.assertEqual(findings("--isolated", "--ignore", "bytes-accumulation", "-", stdin=GROWS), [])

    def test_a_selected_rule_alone(self):
        self.assertEqual(findings("--isolated", "--select", "sliced-send", "-", stdin=GROWS), [])

    def test_a_suppression(self):
        suppressed = GROWS.replace("data += chunk", "data += chunk  # slicecop: ignore[bytes-accumulation]")
        self.assertEqual(findings("--isolated", "-", stdin=suppressed), [])


class Output(unittest.TestCase):
    def test_the_same_for_any_number_of_jobs(self):
        files = {f"package_{number % 7}/file_{number}.py": GROWS if number % 3 else CLEAN for number in range(60)}
        with folder_of(files) as folder:
            one = run("check", "--isolated", "--output-format", "json", "--jobs", "1", folder)
            eight = run("check", "--isolated", "--output-format", "json", "--jobs", "8", folder)
        self.assertEqual(one, eight)
        self.assertEqual(one.stdout.count('"bytes-accumulation"') // 2, 40)

    def test_an_output_file(self):
        with folder_of({"grows.py": GROWS}) as folder:
            result = run("check", "--isolated", "--output-format", "concise", "-o", folder / "out.txt", folder / "grows.py")
            written = (folder / "out.txt").read_text("utf-8")
        self.assertEqual((result.status, result.stdout), (1, ""))
        self.assertIn("bytes-accumulation", written)

    def test_no_colour_in_a_pipe(self):
        with folder_of({"grows.py": GROWS}) as folder:
            self.assertNotIn("\x1b", run("check", "--isolated", "--output-format", "full", folder).stdout)


class Version(unittest.TestCase):
    def test_one_line_with_a_number(self):
        result = run("version")
        self.assertEqual(result.status, 0)
        self.assertRegex(result.stdout, r"^slicecop \d+\.\d+\.\d+\S*\n")


if __name__ == "__main__":
    unittest.main()
