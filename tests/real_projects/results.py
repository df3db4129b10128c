"""Reads what a test run gave, one outcome for each test, from a JUnit file."""

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter

from trouble import Trouble

OUTCOMES = ("passed", "failed", "skipped")
# By the elements inside a <testcase>, the worst first.
MARKS = (("error", "failed"), ("failure", "failed"), ("skipped", "skipped"))
# Some runners write a document after the other, and names and output as they are. What is inside CDATA is not read.
NOT_XML = re.compile(r"<\?xml[^>]*\?>|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BARE_AMPERSAND = re.compile(r"&(?!(?:\w+|#\w+);)")
NAME = re.compile(r'(?<=name=")[^"\n]*(?=")')


def mended(text):
    text = BARE_AMPERSAND.sub("&amp;", NOT_XML.sub("", text))
    return f"<all>{NAME.sub(lambda name: name[0].replace('<', '&lt;'), text)}</all>"



def outcome(case):
    for mark, name in MARKS:
        if case.find(mark) is not None:
            return name
    return "passed"


def read(path):
    """test -> outcome. Tests of one name are numbered, in the order in which they stand."""
    try:
        root = ElementTree.fromstring(mended(path.read_text("utf-8", errors="replace")))
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
