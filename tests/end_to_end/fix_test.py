"""`slicecop check --fix` and its kin as a user meets them: what becomes of files, what is told, how it exits."""

import os
import stat
import subprocess
import unittest

from end_to_end.program import PROGRAM, folder_of, run

SENDS = """\
import socket


def send_all(sock: socket.socket, data: bytes) -> None:
    sent = 0
    while sent < len(data):
        sent += sock.send(data[sent:])
"""
FIXED = """\
import socket


def send_all(sock: socket.socket, data: bytes) -> None:
    sent = 0
    view = memoryview(data)
    while sent < len(data):
        sent += sock.send(view[sent:])
"""
# `data` may be something else than a buffer: only an unsafe fix.
UNSAFE = """\
import os


def write_all(fd: int, data) -> None:
    sent = 0
    while sent < len(data):
        sent += os.write(fd, data[sent:])
"""
GROWS = """\
def collect(chunks) -> bytes:
    data = b""
    for chunk in chunks:
        data += chunk
    return data
"""
CLEAN = "x = 1\n"


def check(*arguments, **options):
    return run("check", "--isolated", *arguments, **options)


def run_bytes(*arguments, stdin):
    return subprocess.run([str(PROGRAM), *arguments], input=stdin, capture_output=True, timeout=60)


class Fix(unittest.TestCase):
    def test_safe_fixes_are_made(self):
        with folder_of({"sends.py": SENDS}) as folder:
            result = check("--fix", folder)
            self.assertEqual((folder / "sends.py").read_text(), FIXED)
            self.assertEqual(result.stdout, "Found 1 finding (1 fixed, 0 remaining).\n")
            self.assertEqual(result.status, 0)
            self.assertEqual(check("--fix", folder).stdout, "All checks passed!\n")

    def test_what_is_left_is_told(self):
        with folder_of({"sends.py": SENDS, "grows.py": GROWS}) as folder:
            result = check("--fix", "--output-format", "concise", folder)
        self.assertEqual(result.status, 1)
        self.assertIn("grows.py:4:9: bytes-accumulation", result.stdout)
        self.assertNotIn("sends.py", result.stdout)
        self.assertIn("Found 2 findings (1 fixed, 1 remaining: 1 warning).\n", result.stdout)

    def test_without_fix_nothing_is_written(self):
        with folder_of({"sends.py": SENDS}) as folder:
            result = check("--output-format", "concise", folder)
            self.assertEqual((folder / "sends.py").read_text(), SENDS)
        self.assertIn("sliced-send [*] ", result.stdout)
        self.assertIn("[*] 1 fixable with the `--fix` option.\n", result.stdout)

    def test_unsafe_fixes_are_made_where_they_are_asked_for(self):
        with folder_of({"unsafe.py": UNSAFE}) as folder:
            result = check("--fix", "--output-format", "concise", folder)
            self.assertEqual((folder / "unsafe.py").read_text(), UNSAFE)
            self.assertNotIn("[*]", result.stdout)
            self.assertIn("No safe fixes available (1 fix with `--unsafe-fixes`).\n", result.stdout)
            result = check("--fix", "--unsafe-fixes", folder)
            self.assertIn("os.write(fd, view[sent:])", (folder / "unsafe.py").read_text())
            self.assertEqual(result.status, 0)

    def test_fix_only_tells_nothing_of_what_is_left(self):
        with folder_of({"sends.py": SENDS, "grows.py": GROWS}) as folder:
            result = check("--fix-only", folder)
            self.assertEqual((folder / "sends.py").read_text(), FIXED)
        self.assertEqual((result.stdout, result.status), ("Fixed 1 finding.\n", 0))

    def test_show_fixes_lists_them(self):
        with folder_of({"sends.py": SENDS}) as folder:
            result = check("--fix", "--show-fixes", ".", cwd=folder)
        self.assertIn("Fixed 1 finding:\n- sends.py:\n    1 × sliced-send\n", result.stdout)

    def test_exit_non_zero_on_fix(self):
        with folder_of({"sends.py": SENDS}) as folder:
            self.assertEqual(check("--fix", "--exit-non-zero-on-fix", folder).status, 1)
            self.assertEqual(check("--fix", "--exit-non-zero-on-fix", folder).status, 0)

    def test_findings_that_are_not_shown_are_not_fixed(self):
        with folder_of({"sends.py": SENDS}) as folder:
            check("--fix", "--select", "bytes-accumulation", folder)
            self.assertEqual((folder / "sends.py").read_text(), SENDS)

    def test_json_tells_what_is_left(self):
        with folder_of({"sends.py": SENDS}) as folder:
            self.assertEqual(check("--fix", "--output-format", "json", folder).stdout.strip(), "[]")


class Trust(unittest.TestCase):
    def test_rules_may_be_left_unfixed(self):
        for options in (["--unfixable", "sliced-send"], ["--fixable", "slices"]):
            with folder_of({"sends.py": SENDS}) as folder:
                result = check("--fix", *options, folder)
                self.assertEqual((folder / "sends.py").read_text(), SENDS)
                self.assertEqual(result.status, 1)

    def test_the_configuration_moves_fixes_between_safe_and_unsafe(self):
        safe = {"slicecop.toml": 'extend-safe-fixes = ["sliced-send"]\n', "unsafe.py": UNSAFE}
        with folder_of(safe) as folder:
            run("check", "--fix", folder)
            self.assertIn("view[sent:]", (folder / "unsafe.py").read_text())
        unsafe = {"slicecop.toml": 'extend-unsafe-fixes = ["quadratic"]\n', "sends.py": SENDS}
        with folder_of(unsafe) as folder:
            result = run("check", "--fix", folder)
            self.assertEqual((folder / "sends.py").read_text(), SENDS)
        self.assertIn("this fix is unsafe: `extend-unsafe-fixes` takes it as unsafe", result.stdout)

    def test_unsafe_fixes_in_the_configuration(self):
        with folder_of({"slicecop.toml": "unsafe-fixes = true\n", "unsafe.py": UNSAFE}) as folder:
            self.assertEqual(run("check", "--fix", "--no-unsafe-fixes", folder).status, 1)
            self.assertEqual(run("check", "--fix", folder).status, 0)


class Diff(unittest.TestCase):
    def assert_applies(self, content, expected):
        with folder_of({"pkg/file.py": content, "grows.py": GROWS}) as folder:
            subprocess.run(["git", "init", "-q", "."], cwd=folder, check=True)
            program = run("check", "--isolated", "--diff", "-o", folder / "fix.patch", ".", cwd=folder)
            self.assertEqual(program.status, 1)
            self.assertEqual((folder / "pkg/file.py").read_bytes(), content)
            subprocess.run(["git", "apply", "fix.patch"], cwd=folder, check=True)
            self.assertEqual((folder / "pkg/file.py").read_bytes(), expected)

    def test_git_applies_the_patch(self):
        self.assert_applies(SENDS.encode(), FIXED.encode())

    def test_with_lines_far_apart(self):
        far = "\n".join(f"x{n} = {n}" for n in range(40)) + "\n"
        self.assert_applies((SENDS + far + SENDS).encode(), (FIXED + far + FIXED).encode())

    def test_without_a_last_line_end(self):
        self.assert_applies(SENDS.rstrip("\n").encode(), FIXED.rstrip("\n").encode())

    def test_with_carriage_returns(self):
        self.assert_applies(SENDS.replace("\n", "\r\n").encode(), FIXED.replace("\n", "\r\n").encode())

    def test_with_a_byte_order_mark(self):
        self.assert_applies(b"\xef\xbb\xbf" + SENDS.encode(), b"\xef\xbb\xbf" + FIXED.encode())

    def test_in_another_encoding(self):
        head = "# coding: latin-1\n# né\n".encode("latin-1")
        self.assert_applies(head + SENDS.encode(), head + FIXED.encode())

    def test_the_patch_and_what_is_told_about_it(self):
        with folder_of({"sends.py": SENDS}) as folder:
            result = check("--diff", ".", cwd=folder)
            self.assertTrue(result.stdout.startswith("--- a/sends.py\n+++ b/sends.py\n@@ -3,5 +3,6 @@\n"), result.stdout)
            self.assertEqual((result.stderr, result.status), ("Would fix 1 finding.\n", 1))

    def test_nothing_to_fix(self):
        with folder_of({"grows.py": GROWS}) as folder:
            result = check("--diff", folder)
        self.assertEqual((result.stdout, result.stderr, result.status), ("", "", 0))


class StandardInput(unittest.TestCase):
    def test_the_fixed_source_goes_out_and_findings_to_standard_error(self):
        result = check("--fix", "-", stdin=SENDS + GROWS)
        self.assertEqual(result.stdout, FIXED + GROWS)
        self.assertIn("bytes-accumulation", result.stderr)
        self.assertEqual(result.status, 1)

    def test_what_needs_no_fix_goes_out_as_it_came(self):
        for source in (b"x = 1\r\n", b"\xef\xbb\xbfx = 1", b"# coding: latin-1\n# \xe9\n", b"\xff\xfe", b""):
            process = run_bytes("check", "--isolated", "--fix", "-q", "-", stdin=source)
            self.assertEqual(process.stdout, source)

    def test_a_patch_of_standard_input(self):
        with folder_of({}) as folder:
            result = check("--diff", "--stdin-filename", "pkg/sends.py", "-", stdin=SENDS, cwd=folder)
        self.assertTrue(result.stdout.startswith("--- a/pkg/sends.py\n"), result.stdout)


class Files(unittest.TestCase):
    def test_mode_and_link_stay(self):
        with folder_of({"real.py": SENDS}) as folder:
            os.chmod(folder / "real.py", 0o750)
            os.symlink("real.py", folder / "link.py")
            check("--fix", folder / "link.py")
            self.assertTrue((folder / "link.py").is_symlink())
            self.assertEqual((folder / "real.py").read_text(), FIXED)
            self.assertEqual(stat.S_IMODE((folder / "real.py").stat().st_mode), 0o750)
            self.assertEqual(sorted(os.listdir(folder)), ["link.py", "real.py"])

    def test_the_bytes_around_a_fix_stay(self):
        head = "# coding: latin-1\r\n# né\r\n".encode("latin-1")
        with folder_of({"sends.py": head + SENDS.replace("\n", "\r\n").encode()}) as folder:
            check("--fix", folder)
            self.assertEqual((folder / "sends.py").read_bytes(), head + FIXED.replace("\n", "\r\n").encode())

    def test_a_full_disk_leaves_the_old_file(self):
        with folder_of({"sends.py": SENDS}) as folder:
            result = self.fix_with_full_disk(folder)
            self.assertEqual((folder / "sends.py").read_text(), SENDS)
            self.assertEqual(os.listdir(folder), ["sends.py"])
        self.assertEqual(result.returncode, 1)
        self.assertIn("sends.py:1:1: io-error fixes were not written: ", result.stdout.decode())

    @staticmethod
    def fix_with_full_disk(folder):
        """Runs the program where no file can be written: as on a full disk."""
        command = f"trap '' XFSZ; ulimit -f 0; exec {PROGRAM} check --isolated --fix --output-format concise {folder}"
        return subprocess.run(["bash", "-c", command], capture_output=True, timeout=60)
