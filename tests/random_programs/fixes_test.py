"""Safe fixes change nothing: random programs give the same results, exceptions and output before and after.

    python3 -m unittest random_programs.fixes_test                       300 programs
    SLICECOP_RANDOM_PROGRAMS=5000 python3 -m unittest ...                more of them, under every Python of this machine
    SLICECOP_RANDOM_SEED=12000 ...                                       others
"""

import collections
import difflib
import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

from end_to_end.program import folder_of, run
from random_programs.program_writer import program
from random_programs.pythons import all_pythons

USUAL_COUNT = 300
COUNT = int(os.environ.get("SLICECOP_RANDOM_PROGRAMS", USUAL_COUNT))
FIRST = int(os.environ.get("SLICECOP_RANDOM_SEED", "0"))
PYTHONS = all_pythons() if COUNT > USUAL_COUNT else [sys.executable]
# Every width is worth a fix here.
CONFIGURATION = "min-slice-bytes = 0\nmin-slice-bytes-new-view = 0\npreview = true\ninclude-tests = true\n"


def results(folder, python):
    """name -> what its calls gave."""
    script = Path(__file__).with_name("run_programs.py")
    command = [python, "-W", "ignore", str(script), str(folder)]
    environment = dict(os.environ, PYTHONHASHSEED="0")
    process = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=1200)
    if process.returncode != 0:
        raise AssertionError(process.stderr[-2000:])
    return dict(json.loads(line) for line in process.stdout.splitlines())


def changes(source, path):
    lines = difflib.unified_diff(source.splitlines(), path.read_text().splitlines(), path.name, "fixed", lineterm="", n=6)
    return "\n" + "\n".join(lines)


class RandomPrograms(unittest.TestCase):
    def test_safe_fixes_change_nothing(self):
        sources = {f"program_{number:05}.py": program(number) for number in range(FIRST, FIRST + COUNT)}
        with folder_of({**sources, "slicecop.toml": CONFIGURATION}) as folder:
            before = {python: results(folder, python) for python in PYTHONS}
            fixing = run("check", "--fix", "--show-fixes", "--exit-zero", "--output-format", "concise", folder, timeout=600)
            self.assertEqual(fixing.status, 0, fixing.stdout[-2000:] + fixing.stderr[-2000:])
            fixed = {name for name, source in sources.items() if (folder / name).read_text() != source}
            made = collections.Counter()
            for times, rule in re.findall(r"^ +(\d+) × (\S+)$", fixing.stdout, re.MULTILINE):
                made[rule] += int(times)
            self.assertGreater(len(fixed), COUNT // 10, "hardly anything was fixed")
            self.assertGreater(len(made), 5, made)
            for python in PYTHONS:
                after = results(folder, python)
                for name in sorted(fixed):
                    with self.subTest(name, python=python):
                        self.assertEqual(before[python][name], after[name], changes(sources[name], folder / name))
        print(f"{len(fixed)} of {COUNT} programs fixed, run by {len(PYTHONS)} Pythons: " + ", ".join(f"{n} {rule}" for rule, n in made.most_common()))
