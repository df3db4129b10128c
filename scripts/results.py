#!/usr/bin/env python3
"""Counts what a run of ctest passed and failed: every Catch2 test case and every Python test function as one.

    scripts/results.py JUNIT_FILE       prints "PASSED FAILED", then a line for each failure and each skipped test

ctest knows programs; what is in them stands in their output, which its JUnit file keeps. A program whose output closes with no
summary (it crashed, or is no test program of these two kinds) counts as one test.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

CATCH_PASSED = re.compile(r"^All tests passed \(.* in (\d+) test cases?\)", re.MULTILINE)
CATCH_MIXED = re.compile(r"^test cases:(.*)$", re.MULTILINE)
UNITTEST_RAN = re.compile(r"^Ran (\d+) tests? in [\d.]+s\s+(OK|FAILED|NO TESTS RAN)(?: \((.*)\))?", re.MULTILINE)
UNITTEST_SKIPPED = re.compile(r"^(.*) \.\.\. skipped ['\"](.*)['\"]$", re.MULTILINE)


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    notes: list = field(default_factory=list)


def count_catch(output):
    summary = None
    for match in CATCH_PASSED.finditer(output):
        summary = Count(passed=int(match[1]))
    for match in CATCH_MIXED.finditer(output):
        # "3 | 2 passed | 1 failed", in columns. A test that is expected to fail and does is as it should be.
        numbers = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed as expected|failed)", match[1])}
        summary = Count(numbers.get("passed", 0) + numbers.get("failed as expected", 0), numbers.get("failed", 0))
    return summary


def count_unittest(output):
    matches = list(UNITTEST_RAN.finditer(output))
    if not matches:
        return None
    ran, _, details = matches[-1].groups()
    numbers = {word: int(number) for word, number in re.findall(r"([a-z ]+)=(\d+)", details or "")}
    numbers = {word.strip(): number for word, number in numbers.items()}
    skipped = numbers.get("skipped", 0)
    # A test with several failing subtests is one test, though unittest counts each of them.
    broken = sum(numbers.get(word, 0) for word in ("failures", "errors", "unexpected successes"))
    failed = min(broken, max(int(ran) - skipped, 1))
    notes = [f"not run: {name.splitlines()[-1]}: {reason}" for name, reason in UNITTEST_SKIPPED.findall(output)]
    return Count(max(int(ran) - skipped - failed, 0), failed, notes)


def count_program(name, succeeded, output):
    count = count_catch(output) or count_unittest(output) or Count(passed=int(succeeded))
    if count.failed == 0 and not succeeded:
        # It says all is well and still failed: a crash after the last test, a leak, a time limit; or no test ran.
        count.failed = 1
    if count.passed + count.failed == 0 and not count.notes:
        count.failed = 1
        count.notes.append(f"failed: {name}: it ran no test")
    elif count.failed:
        count.notes.append(f"failed: {name}: {count.failed} of {count.passed + count.failed}")
    return count


def count_run(junit_file):
    total = Count()
    programs = ElementTree.parse(junit_file).getroot().findall("testcase")
    for program in programs:
        output = program.findtext("system-out") or ""
        count = count_program(program.get("name"), program.get("status") == "run", output)
        total.passed += count.passed
        total.failed += count.failed
        total.notes += count.notes
    if not programs:
        total.failed = 1
        total.notes.append("failed: ctest ran no test program")
    return total


def main():
    total = count_run(sys.argv[1])
    print(total.passed, total.failed)
    for note in total.notes:
        print(note)


if __name__ == "__main__":
    main()
