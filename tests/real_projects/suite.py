"""Runs the tests of one laid out copy, and sees which of the changed places they run."""

import contextlib
import json
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import results
from trouble import Trouble, tail

INSIDE = Path(__file__).with_name("inside")


@dataclass(frozen=True)
class Suite:
    # The command, with `{results}` for the JUnit file and `{table}` for the folder of the table.
    command: list
    folder: Path
    # Folders to import from.
    path: list
    environment: dict
    # Seconds.
    timeout: int


def environment_of(suite, watch, seen):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST_", "VIRTUAL_ENV"))}
    environment.update(
        PYTHONPATH=os.pathsep.join(map(str, [INSIDE, *suite.path])),
        PYTHONHASHSEED="0",
        # What runs is the source, never what was compiled from another.
        PYTHONDONTWRITEBYTECODE="1",
        REAL_PROJECTS_WATCH=str(watch),
        REAL_PROJECTS_SEEN=str(seen),
    )
    environment.update(suite.environment)
    return environment


def run_to_the_end(command, suite, environment, output):
    """The exit status, None where it took too long: then all that it started is ended with it."""
    process = subprocess.Popen(
        command,
        cwd=suite.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        return process.wait(suite.timeout)
    except subprocess.TimeoutExpired:
        return None
    finally:
        # What tests leave running would disturb the next run.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def run(suite, records, places):
    """(test -> outcome, the lines that ran: {path: {line, ...}}). `places` are those of fixing.Fixed, of the copy that is tested.

    The folder `records` keeps what the tests wrote and gave.
    """
    records.mkdir(parents=True, exist_ok=True)
    found, output, watch, seen = (records / name for name in ("results.xml", "output.txt", "watched.json", "seen.txt"))
    for path in (found, seen):
        path.unlink(missing_ok=True)
    lines = {name: [line for first, end in parts for line in range(first, end)] for name, parts in places.items()}
    watch.write_text(json.dumps({str(suite.folder / name): numbers for name, numbers in lines.items()}), "utf-8")
    command = [part.replace("{results}", str(found)).replace("{table}", str(INSIDE.parent)) for part in suite.command]
    with open(output, "wb") as file:
        status = run_to_the_end(command, suite, environment_of(suite, watch, seen), file)
    if status is None:
        raise Trouble(f"the tests took more than {suite.timeout} s; see {output}")
    outcomes = results.read(found) if found.exists() else {}
    if not outcomes:
        raise Trouble(f"no test was run by {' '.join(command)}:\n{tail(output.read_text('utf-8', errors='replace'))}")
    return outcomes, lines_seen(seen, suite.folder)


def lines_seen(path, folder):
    """{path in the folder: {line, ...}}; line 0 says that the file was loaded."""
    found = {}
    if path.exists():
        for entry in path.read_text("utf-8").splitlines():
            name, line = entry.rsplit("\t", 1)
            found.setdefault(Path(name).relative_to(folder).as_posix(), set()).add(int(line))
    return found


def places_run(places, seen):
    """How many of the places hold a line that ran."""
    return sum(
        any(line in seen.get(name, ()) for line in range(first, end)) for name, parts in places.items() for first, end in parts
    )
