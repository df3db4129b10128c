"""Makes the fixes in a copy of a project, as many as possible, and tells what they changed."""

import difflib
import os
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from trouble import Trouble, tail

CHECKOUT = Path(__file__).resolve().parents[2]
PROGRAM = CHECKOUT / "build" / "release" / "slicecop"
# Every width is worth a fix here, and tests are code like any other.
CONFIGURATION = "min-slice-bytes = 0\nmin-slice-bytes-new-view = 0\npreview = true\ninclude-tests = true\n"
MADE = re.compile(r"^ +(\d+) × (\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Fixed:
    python_files: int
    # rule -> number of fixes
    made: Counter
    # Path in the copy, with `/` -> the places that were changed, (first line, line behind the last), counted from 1.
    places: dict
    # All of it, as a unified diff.
    patch: str


def lines_of(path):
    return path.read_text("utf-8", errors="surrogateescape").splitlines(keepends=True)


def places_of(before, after):
    """The places in `after`, a list of lines, that are not as in `before`."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return [(first + 1, end + 1) for kind, _, _, first, end in matcher.get_opcodes() if kind in ("replace", "insert")]


def command(program, folder, configuration, unsafe):
    return [
        *(str(program), "check", "--fix", "--show-fixes", "--exit-zero", "--no-cache", "--no-respect-gitignore"),
        *("--output-format", "concise", "--config", str(configuration)),
        *(["--unsafe-fixes"] if unsafe else []),
        str(folder),
    ]


def fix(program, original, fixed, root=".", unsafe=False):
    """Copies the folder `original` to `fixed` and fixes the folder `root` of it."""
    shutil.rmtree(fixed, ignore_errors=True)
    shutil.copytree(original, fixed, symlinks=True)
    configuration = fixed.with_name(fixed.name + ".slicecop.toml")
    configuration.write_text(CONFIGURATION, "utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SLICECOP_")}
    environment["NO_COLOR"] = "1"
    try:
        process = subprocess.run(
            command(program, fixed / root, configuration, unsafe), env=environment, capture_output=True, encoding="utf-8", timeout=900
        )
    except OSError as error:
        raise Trouble(f"{program} does not start: {error.strerror}; build it, or name it with --program") from error
    if process.returncode != 0 or "internal-error" in process.stdout:
        raise Trouble(f"{program} ended with status {process.returncode}:\n{tail(process.stdout + process.stderr)}")
    made = Counter()
    for times, rule in MADE.findall(process.stdout):
        made[rule] += int(times)
    return compared(original / root, fixed / root, made, Path(root))


def compared(original, fixed, made, root):
    places, patch, count = {}, [], 0
    for path in sorted(original.rglob("*.py*")):
        name = path.relative_to(original)
        if path.is_symlink() or not path.is_file() or path.suffix not in (".py", ".pyi", ".pyw"):
            continue
        count += 1
        if path.read_bytes() == (fixed / name).read_bytes():
            continue
        before, after = lines_of(path), lines_of(fixed / name)
        places[(root / name).as_posix()] = places_of(before, after)
        patch += difflib.unified_diff(before, after, f"a/{name.as_posix()}", f"b/{name.as_posix()}")
    return Fixed(count, made, places, "".join(patch))
