"""Runs the built program as a user does, for tests in Python.

    from end_to_end.program import run, findings, folder_of

    result = run("check", "-", stdin="...")        # result.status, result.stdout, result.stderr

The program is the one that SLICECOP_PROGRAM names (ctest sets it to the build that it tests), else build/release/slicecop.
"""

import contextlib
import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("SLICECOP_PROGRAM") or CHECKOUT / "build" / "release" / "slicecop")

# What a user may have set and a test must not depend on.
UNSET = ("NO_COLOR", "FORCE_COLOR", "SLICECOP_OUTPUT_FORMAT", "SLICECOP_CACHE_DIR", "SLICECOP_NO_CACHE")


@dataclass(frozen=True)
class Result:
    status: int
    stdout: str
    stderr: str


def run(*arguments, stdin="", cwd=None, env=None, timeout=60):
    """Runs the program once; `env` is added to the environment, `stdin` is text or bytes, `timeout` in seconds."""
    environment = {name: value for name, value in os.environ.items() if name not in UNSET}
    environment.update(env or {})
    process = subprocess.run(
        [str(PROGRAM), *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        cwd=cwd,
        env=environment,
        capture_output=True,
        timeout=timeout,
    )
    return Result(process.returncode, process.stdout.decode("utf-8"), process.stderr.decode("utf-8"))


def findings(*arguments, **options):
    """The findings of `check ARGUMENTS`, as the JSON format gives them. A crash or wrong usage is an error here."""
    result = run("check", "--output-format", "json", *arguments, **options)
    if result.status not in (0, 1):
        raise AssertionError(f"status {result.status}: {result.stderr}")
    return json.loads(result.stdout)


@contextlib.contextmanager
def folder_of(files):
    """A temporary folder that holds `files`, a dict of relative path -> text or bytes."""
    with tempfile.TemporaryDirectory() as name:
        for path, content in files.items():
            file = Path(name, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        yield Path(name)
