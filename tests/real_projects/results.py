"""Reads what a test run gave, one outcome for each test, from a JUnit file."""

import xml.etree.ElementTree as ElementTree
from collections import Counter

from trouble import Trouble

OUTCOMES = ("passed", "failed", "skipped")
# By the elements inside a <testcase>, the worst first.
MARKS = (("error", "failed"), ("failure", "failed"), ("skipped", "skipped"))


def outcome(case):
    for mark, name in MARKS:
        if case.find(mark) is not None:
            return name
    return "passed"


def read(path):
    """test -> outcome. Tests of one name are numbered, in the order in which they stand."""
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as error:
        raise Trouble(f"no results in {path}: {error}") from error
    found, times = {}, Counter()
    for case in root.iter("testcase"):
        name = "::".join(part for part in (case.get("classname"), case.get("name")) if part)
        times[name] += 1
        found[name if times[name] == 1 else f"{name} #{times[name]}"] = outcome(case)
    return found


def counts(results):
    """(passed, failed, skipped)"""
    times = Counter(results.values())
    return tuple(times[name] for name in OUTCOMES)
