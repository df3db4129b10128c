"""Compares the results of a test run before the fixes with those of one after them, test by test."""

from dataclasses import dataclass

NOT_RUN = "not run"


@dataclass(frozen=True)
class Difference:
    test: str
    before: str
    after: str

    def __str__(self):
        return f"{self.test}: {self.before} before, {self.after} after"


def differences(before, after):
    """What `before` and `after`, test -> outcome, do not agree on, by the name of the test."""
    return [
        Difference(test, before.get(test, NOT_RUN), after.get(test, NOT_RUN))
        for test in sorted(before.keys() | after.keys())
        if before.get(test) != after.get(test)
    ]


def steady(first, second):
    """(those that two comparisons agree on, the tests of the others): a test that fails now and then tells nothing of the fixes."""
    kept = [difference for difference in first if difference in second]
    unsteady = {difference.test for difference in [*first, *second]} - {difference.test for difference in kept}
    return kept, sorted(unsteady)
