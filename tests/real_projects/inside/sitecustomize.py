"""Runs inside every Python that a test run starts: writes which changed places of the fixed files were really run.

REAL_PROJECTS_WATCH names a JSON file, {absolute path: [changed line, ...]}, and REAL_PROJECTS_SEEN the file that gets a line
"path<TAB>line" for each of them that runs, and "path<TAB>0" for each of the files that is loaded. A process writes each of them once,
and at once, as many test suites end their processes by `os._exit`.

It needs sys.monitoring (Python 3.12): that costs nothing where nothing is watched, and disturbs no test that traces.
"""

import os
import sys


def watch():
    import json

    with open(os.environ["REAL_PROJECTS_WATCH"], encoding="utf-8") as file:
        watched = {path: set(lines) for path, lines in json.load(file).items()}
    seen = os.environ["REAL_PROJECTS_SEEN"]
    monitoring = sys.monitoring
    tool = monitoring.PROFILER_ID
    monitoring.use_tool_id(tool, "real_projects")

    def write(path, line):
        # No file stays open: there are tests that count what is open, or close it.
        descriptor = os.open(seen, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            os.write(descriptor, f"{path}\t{line}\n".encode())
        finally:
            os.close(descriptor)

    def started(code, _offset):
        lines = watched.get(code.co_filename)
        if lines is not None:
            if code.co_name == "<module>":
                write(code.co_filename, 0)
            monitoring.set_local_events(tool, code, monitoring.events.LINE)
        return monitoring.DISABLE

    def ran(code, line):
        if line in watched[code.co_filename]:
            write(code.co_filename, line)
        return monitoring.DISABLE

    monitoring.register_callback(tool, monitoring.events.PY_START, started)
    monitoring.register_callback(tool, monitoring.events.LINE, ran)
    monitoring.set_events(tool, monitoring.events.PY_START)


if "REAL_PROJECTS_WATCH" in os.environ and hasattr(sys, "monitoring"):
    watch()
