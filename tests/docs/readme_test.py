"""Every command of README.md works as written, run in a copy of the checkout in which the program is built."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from docs.commands import run_block, shell_blocks

CHECKOUT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", "build", "node_modules", "__pycache__")
# This very test is a part of it, so it is looked at and not started.
WHOLE_RUN = re.compile(r"^(\./)?scripts/test( --all)?(\s*#.*)?$")


class Readme(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Up to date before it is copied: the copy then needs no build.
        subprocess.run([str(CHECKOUT / "scripts" / "slicecop"), "version"], check=True, capture_output=True)
        cls.temporary = tempfile.TemporaryDirectory()
        cls.copy = Path(cls.temporary.name, "slicecop")
        # Times are kept, those of folders too.
        shutil.copytree(CHECKOUT, cls.copy, symlinks=True, ignore=LEFT_OUT)
        os.symlink(CHECKOUT / "build", cls.copy / "build")
        cls.blocks = shell_blocks((CHECKOUT / "README.md").read_text("utf-8"))

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_the_first_command_lints_the_demo(self):
        first = next(command for block in self.blocks for command in block if "slicecop" in command.text)
        self.assertRegex(first.text, r"scripts/slicecop check fixtures/demo")

    def test_every_command_works(self):
        commands_run = 0
        for block in self.blocks:
            commands = [command for command in block if not WHOLE_RUN.match(command.text)]
            commands_run += len(commands)
            with self.subTest(block[0].text if block else ""):
                self.assertIsNone(run_block(commands, self.copy, dict(os.environ), 300))
        self.assertGreater(commands_run, 0, "README.md shows no command")

    def test_the_scripts_that_it_names_are_there(self):
        for name in set(re.findall(r"\bscripts/[\w.]+", (CHECKOUT / "README.md").read_text("utf-8"))):
            with self.subTest(name):
                self.assertTrue(os.access(CHECKOUT / name, os.X_OK), f"{name} is no program")


if __name__ == "__main__":
    unittest.main()
