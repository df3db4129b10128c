#!/usr/bin/env python3
"""Shows on real code that fixes change nothing: runs the tests of the standard library and of projects before and after them.

    python3 tests/real_projects/run.py                   all of the table, projects.json, with the safe fixes
    python3 tests/real_projects/run.py stdlib dpkt       some of it
    python3 tests/real_projects/run.py --unsafe dpkt     with the unsafe fixes, too

The exit status is 0 where all tests gave the same, 1 where one did not, 2 where something could not be run. docs/real-projects.md
tells more.
"""

import argparse
import signal
import sys
from pathlib import Path

import fixing
import packages
import report
import standard_library
import table
from trouble import Trouble

WORK = fixing.CHECKOUT / "build" / "real_projects"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0], allow_abbrev=False)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{table.STANDARD_LIBRARY} or a project of the table [default: all]")
    parser.add_argument("--unsafe", action="store_true", help="make unsafe fixes, too")
    parser.add_argument("--program", type=Path, default=fixing.PROGRAM, metavar="PATH", help="the linter [default: build/release/slicecop]")
    parser.add_argument("--python", default=sys.executable, metavar="EXE", help="the Python that runs the tests [default: this one]")
    parser.add_argument("--work", type=Path, default=WORK, metavar="FOLDER", help="where all is laid out [default: build/real_projects]")
    parser.add_argument("--fetch-only", action="store_true", help="download and install what the tests need, and run none")
    parser.add_argument("--list", action="store_true", help="list the names and do nothing")
    return parser.parse_args()


def jobs(options):
    """(name, what proves it), in order."""
    projects = table.chosen(table.all_projects(), options.names)
    work, program = options.work.resolve(), options.program.resolve()
    lay_out = packages.laid_out if options.fetch_only else packages.prove
    if not options.fetch_only and (not options.names or table.STANDARD_LIBRARY in options.names):
        yield table.STANDARD_LIBRARY, lambda: standard_library.prove(work, options.python, program, options.unsafe)
    for project in projects:
        yield project.name, lambda project=project: lay_out(project, work, options.python, program, options.unsafe)


def main():
    options = arguments()
    # So that what it has started ends with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    proofs, troubles = [], []
    for name, prove in jobs(options):
        if options.list:
            print(name)
            continue
        print(f"{name}", flush=True)
        try:
            proofs.append(prove())
        except Trouble as trouble:
            troubles.append(f"{name}: {trouble}")
            print(f"  {trouble}", flush=True)
    if proofs and not options.fetch_only:
        print("", report.table(proofs, options.unsafe), "", report.details(proofs), sep="\n")
    if troubles:
        print("not run:", *troubles, sep="\n", file=sys.stderr)
    if options.fetch_only or options.list:
        return 2 if troubles else 0
    return 1 if any(proof.differences for proof in proofs) else 2 if troubles else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Trouble as trouble:
        sys.exit(f"run.py: {trouble}")
