"""`slicecop check --interactive` at a terminal: what each key does, and the terminal after it."""

import os
import pty
import select
import signal
import subprocess
import termios
import time
import unittest

from end_to_end.fix_test import FIXED, SENDS, UNSAFE
from end_to_end.program import PROGRAM, folder_of, run

QUESTION = b"Make this fix [y,n,a,d,q,?]? "
TWO = {"a.py": SENDS, "b.py": SENDS}


class Terminal:
    """The program at a terminal of its own."""

    def __init__(self, *arguments):
        self.primary, self.secondary = pty.openpty()
        self.before = termios.tcgetattr(self.secondary)
        self.written = b""
        self.process = subprocess.Popen(
            [str(PROGRAM), "check", "--isolated", "--interactive", "--color", "never", *map(str, arguments)],
            stdin=self.secondary,
            stdout=subprocess.PIPE,
            stderr=self.secondary,
            start_new_session=True,
        )

    def wait_for(self, text, seconds=20):
        end = time.monotonic() + seconds
        while text not in self.written:
            if not select.select([self.primary], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"{text!r} did not come: {self.written!r}")
            self.written += os.read(self.primary, 65536)

    def answer(self, keys):
        for key in keys:
            self.wait_for(QUESTION)
            self.written = b""
            os.write(self.primary, key.encode())

    def end(self):
        self.stdout = self.process.communicate(timeout=20)[0].decode()
        while select.select([self.primary], [], [], 0.1)[0]:
            self.written += os.read(self.primary, 65536)
        return self.process.returncode

    def is_as_before(self):
        return termios.tcgetattr(self.secondary) == self.before

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
        os.close(self.primary)
        os.close(self.secondary)


class Interactive(unittest.TestCase):
    def outcome(self, keys, files=TWO):
        """Which of the files are fixed after these answers, and the program's status."""
        with folder_of(files) as folder, Terminal(folder) as terminal:
            terminal.answer(keys)
            status = terminal.end()
            self.assertTrue(terminal.is_as_before())
            self.written = terminal.written
            return [name for name in files if (folder / name).read_text() != files[name]], status

    def test_yes_and_no(self):
        self.assertEqual(self.outcome("yy"), (["a.py", "b.py"], 0))
        self.assertEqual(self.outcome("yn"), (["a.py"], 1))
        self.assertEqual(self.outcome("nn"), ([], 1))

    def test_all_of_a_rule(self):
        self.assertEqual(self.outcome("a"), (["a.py", "b.py"], 0))

    def test_all_of_a_rule_does_not_take_what_is_less_safe(self):
        files = {"a.py": SENDS, "b.py": UNSAFE}
        self.assertEqual(self.outcome("an", files), (["a.py"], 1))

    def test_done_writes_what_was_made(self):
        self.assertEqual(self.outcome("yd"), (["a.py"], 1))

    def test_quit_writes_nothing(self):
        self.assertEqual(self.outcome("yq"), ([], 1))
        self.assertIn(b"Quit: no file was changed.", self.written)

    def test_help_and_other_keys(self):
        self.assertEqual(self.outcome("?\x1byy"), (["a.py", "b.py"], 0))

    def test_the_fix_is_shown(self):
        with folder_of({"a.py": SENDS}) as folder, Terminal(folder) as terminal:
            terminal.wait_for(QUESTION)
            self.assertIn(b"warning[sliced-send]", terminal.written)
            self.assertIn(b"+     view = memoryview(data)", terminal.written)
            terminal.answer("y")
            terminal.end()
            self.assertEqual((folder / "a.py").read_text(), FIXED)
            self.assertEqual(terminal.stdout, "Found 1 finding (1 fixed, 0 remaining).\n")

    def test_a_signal_leaves_the_terminal_as_it_was(self):
        for end in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with folder_of(TWO) as folder, Terminal(folder) as terminal:
                terminal.answer("y")
                terminal.wait_for(QUESTION)
                time.sleep(0.1)
                self.assertFalse(terminal.is_as_before())
                terminal.process.send_signal(end)
                self.assertEqual(terminal.end(), -end)
                self.assertTrue(terminal.is_as_before())
                self.assertEqual((folder / "a.py").read_text(), SENDS)

    def test_a_stop_leaves_the_terminal_as_it_was_and_the_question_stays(self):
        with folder_of({"a.py": SENDS}) as folder, Terminal(folder) as terminal:
            terminal.wait_for(QUESTION)
            time.sleep(0.1)
            # A stop by the terminal's own signal needs a shell around; this one cannot be caught.
            terminal.process.send_signal(signal.SIGSTOP)
            terminal.process.send_signal(signal.SIGCONT)
            terminal.answer("y")
            self.assertEqual(terminal.end(), 0)

    def test_where_nobody_can_answer(self):
        with folder_of({"a.py": SENDS}) as folder:
            result = run("check", "--isolated", "--interactive", folder)
        self.assertEqual(result.status, 2)
        self.assertIn("asks at a terminal", result.stderr)
