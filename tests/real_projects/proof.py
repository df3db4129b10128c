"""Runs the tests of a project without the fixes and with them, and compares."""

import shutil
from dataclasses import dataclass

import comparing
import suite
from fixing import Fixed
from trouble import Trouble


@dataclass(frozen=True)
class Proof:
    name: str
    version: str
    fixed: Fixed
    # test -> outcome; None where nothing was fixed, and so nothing was run.
    before: dict = None
    after: dict = None
    # How many of the changed places the tests ran; None where this Python cannot tell.
    places_run: int = None
    differences: tuple = ()
    # Tests that do not give the same twice, fixes or not.
    unsteady: tuple = ()


def run_copy(copy, suite_at, work, label, places):
    """Both copies are tested in one place, as many a test has its path in its name or its output."""
    tested = work / "tested"
    shutil.rmtree(tested, ignore_errors=True)
    shutil.copytree(copy, tested, symlinks=True)
    print(f"  {label}", flush=True)
    outcomes, seen = suite.run(suite_at(tested), work / label.replace(" ", "_"), places)
    return outcomes, seen


def prove(name, version, work, fixed, suite_at, can_see):
    """`work` holds the copies `original` and `fixed`; suite_at(folder) is the suite of a copy that lies there."""
    if not fixed.places:
        return Proof(name, version, fixed)
    before, _ = run_copy(work / "original", suite_at, work, "before the fixes", {})
    if "passed" not in before.values():
        raise Trouble(f"no test passed before the fixes; see {work / 'before_the_fixes' / 'output.txt'}")
    after, seen = run_copy(work / "fixed", suite_at, work, "after the fixes", fixed.places)
    first, unsteady = comparing.differences(before, after), []
    if first:
        again, _ = run_copy(work / "original", suite_at, work, "before the fixes again", {})
        fixed_again, _ = run_copy(work / "fixed", suite_at, work, "after the fixes again", fixed.places)
        first, unsteady = comparing.steady(first, comparing.differences(again, fixed_again))
    run = suite.places_run(fixed.places, seen) if can_see else None
    return Proof(name, version, fixed, before, after, run, tuple(first), tuple(unsteady))
