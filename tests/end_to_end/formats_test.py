"""Every output format, read back by the standard library, tells the same findings as `json`."""

import json
import re
import unittest
import urllib.parse
import xml.etree.ElementTree
from pathlib import Path

from end_to_end.program import findings, folder_of, run

SENDS = """\
import socket


def send_all(sock: socket.socket, é: bytes) -> int:
    sent = 0
    while sent < len(é):
        x = "日本"; sent += sock.send(é[sent:])
    return sent
"""
UNPACKS = """\
import struct


def first(data: bytes) -> int:
    (value,) = struct.unpack("<I", data[4:8])
    return value
"""
FILES = {
    ".git/HEAD": "ref: refs/heads/main\n",
    "pkg/été/a b,c:d;e].py": SENDS,
    "pkg/unpacks.py": UNPACKS,
    "pkg/unknown.py": "# coding: no-such\n",
}
FOR_PROGRAMS = ("json", "json-lines", "sarif", "github", "gitlab", "junit", "rdjson", "pylint", "azure")


def lines_of(file):
    return file.read_text("utf-8").splitlines(keepends=True)


def part(lines, start, end, of_line=lambda line: line):
    """The text from `start` to `end`, pairs of 1-based row and column; `of_line` makes a line what columns count."""
    (row, column), (last_row, last_column) = start, end
    rows = [of_line(line) for line in lines[row - 1 : last_row]]
    rows[-1] = rows[-1][: last_column - 1]
    rows[0] = rows[0][column - 1 :]
    return b"".join(rows).decode() if isinstance(rows[0], bytes) else "".join(rows)


class Formats(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        opened = folder_of(FILES)
        cls.folder = opened.__enter__().resolve()
        cls.addClassCleanup(opened.__exit__, None, None, None)
        cls.expected = findings("--isolated", ".", cwd=cls.folder)

    def check(self, output_format):
        result = run("check", "--isolated", "--output-format", output_format, ".", cwd=self.folder / "pkg")
        self.assertEqual(result.status, 1, result.stderr)
        return result.stdout

    def test_there_is_something_to_tell(self):
        self.assertEqual(
            sorted(each["code"] for each in self.expected), ["invalid-encoding", "sliced-send", "sliced-unpack"]
        )

    def test_json_lines(self):
        self.assertEqual([json.loads(line) for line in self.check("json-lines").splitlines()], self.expected)

    def test_grouped(self):
        groups = self.check("grouped").split("\n\n")
        self.assertEqual(len(groups), len(self.expected) + 1)
        for group, expected in zip(groups, self.expected):
            head, line = group.splitlines()
            self.assertEqual(head, str(Path(expected["filename"]).relative_to(self.folder / "pkg")) + ":")
            place = expected["location"]
            self.assertTrue(line.startswith(f"  {place['row']}:{place['column']} {expected['code']} "), line)
        self.assertTrue(groups[-1].startswith("Found 3 findings"), groups[-1])

    def test_pylint(self):
        lines = self.check("pylint").splitlines()
        self.assertEqual(len(lines), len(self.expected))
        for line, expected in zip(lines, self.expected):
            path, row, code, message = re.fullmatch(r"(.*):(\d+): \[(.*?)\] (.*)", line).groups()
            self.assertEqual(self.folder / "pkg" / path, Path(expected["filename"]))
            self.assertEqual((int(row), code), (expected["location"]["row"], expected["code"]))
            self.assertEqual(message, expected["message"])

    def test_github(self):
        lines = self.check("github").splitlines()
        self.assertEqual(len(lines), len(self.expected))
        for line, expected in zip(lines, self.expected):
            level, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
            self.assertEqual(level, {"warning": "warning", "info": "notice"}[expected["severity"]])
            values = dict(each.split("=", 1) for each in properties.split(","))
            self.assertEqual(urllib.parse.unquote(values["file"]), expected["filename"])
            place = (int(values["line"]), int(values["col"]), int(values["endLine"]), int(values["endColumn"]))
            start, end = expected["location"], expected["end_location"]
            self.assertEqual(place, (start["row"], start["column"], end["row"], end["column"]))
            told = urllib.parse.unquote(message).split("\n")
            self.assertTrue(told[0].endswith(f"{expected['code']} {expected['message']}"), told)
            fix = [f"  help: {expected['fix']['message']}"] if expected["fix"] else []
            self.assertEqual(told[1:], fix)

    def test_azure(self):
        lines = self.check("azure").splitlines()
        self.assertEqual(len(lines), len(self.expected))
        for line, expected in zip(lines, self.expected):
            properties, message = re.fullmatch(r"##vso\[task\.logissue ([^]]*)\](.*)", line).groups()
            values = dict(each.split("=", 1) for each in properties.split(";") if each)
            self.assertEqual(urllib.parse.unquote(values["sourcepath"].replace("%AZP25", "%25")), expected["filename"])
            place = (int(values["linenumber"]), int(values["columnnumber"]))
            self.assertEqual(place, (expected["location"]["row"], expected["location"]["column"]))
            self.assertEqual((values["code"], message), (expected["code"], expected["message"]))

    def test_gitlab(self):
        issues = json.loads(self.check("gitlab"))
        self.assertEqual(len(issues), len(self.expected))
        self.assertEqual(len({issue["fingerprint"] for issue in issues}), len(issues))
        for issue, expected in zip(issues, self.expected):
            self.assertEqual({*issue}, {"check_name", "description", "severity", "fingerprint", "location"})
            self.assertEqual(issue["severity"], {"warning": "major", "info": "minor"}[expected["severity"]])
            self.assertEqual(self.folder / issue["location"]["path"], Path(expected["filename"]))
            begin = issue["location"]["positions"]["begin"]
            self.assertEqual({"row": begin["line"], "column": begin["column"]}, expected["location"])

    def test_junit(self):
        root = xml.etree.ElementTree.fromstring(self.check("junit"))
        self.assertEqual((root.tag, root.get("tests"), root.get("failures")), ("testsuites", "3", "3"))
        cases = []
        for suite in root:
            # What Jenkins's schema lets stand in a suite and in a test.
            self.assertEqual(suite.tag, "testsuite")
            self.assertLessEqual({"name", "tests", "failures", "errors"}, {*suite.keys()})
            self.assertLessEqual({*suite.keys()}, {"name", "tests", "failures", "errors", "skipped", "package"})
            self.assertEqual(int(suite.get("tests")), len(suite))
            for case in suite:
                self.assertEqual((case.tag, {*case.keys()}), ("testcase", {"name", "classname"}))
                (failure,) = case
                self.assertEqual((failure.tag, {*failure.keys()}), ("failure", {"type", "message"}))
                cases.append((suite.get("name"), case.get("name"), failure))
        self.assertEqual(len(cases), len(self.expected))
        for (path, name, failure), expected in zip(cases, self.expected):
            self.assertEqual((path, name), (expected["filename"], "org.slicecop." + expected["code"]))
            self.assertEqual((failure.get("type"), failure.get("message")), (expected["severity"], expected["message"]))
            place = expected["location"]
            self.assertEqual(failure.text, f"line {place['row']}, col {place['column']}, {expected['message']}")

    def test_rdjson(self):
        result = json.loads(self.check("rdjson"))
        self.assertEqual(result["source"]["name"], "slicecop")
        self.assertEqual(len(result["diagnostics"]), len(self.expected))
        for diagnostic, expected in zip(result["diagnostics"], self.expected):
            self.assertEqual(diagnostic["location"]["path"], expected["filename"])
            self.assertEqual((diagnostic["code"]["value"], diagnostic["message"]), (expected["code"], expected["message"]))
            if expected["code"] == "invalid-encoding":
                self.assertNotIn("range", diagnostic["location"])
                continue
            lines = lines_of(Path(expected["filename"]))
            told = self.part_in_bytes(lines, diagnostic["location"]["range"])
            self.assertEqual(told, self.part_in_characters(lines, expected))
            if expected["fix"]:
                (suggestion,) = diagnostic["suggestions"]
                self.assertEqual(self.suggested(lines, suggestion), self.fixed(lines, expected["fix"]["edits"]))

    def test_sarif(self):
        log = json.loads(self.check("sarif"))
        self.assertEqual(log["version"], "2.1.0")
        (told,) = log["runs"]
        self.assertEqual(told["columnKind"], "unicodeCodePoints")
        rules = told["tool"]["driver"]["rules"]
        self.assertEqual(len(told["results"]), len(self.expected))
        hashes = [result["partialFingerprints"]["primaryLocationLineHash"] for result in told["results"]]
        self.assertEqual(len({*hashes}), len(hashes))
        for result, expected in zip(told["results"], self.expected):
            self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
            self.assertEqual((result["ruleId"], result["message"]["text"]), (expected["code"], expected["message"]))
            self.assertEqual(result["level"], {"warning": "warning", "info": "note"}[expected["severity"]])
            place = result["locations"][0]["physicalLocation"]
            artifact = place["artifactLocation"]
            self.assertEqual(told["artifacts"][artifact["index"]]["location"]["uri"], artifact["uri"])
            self.assertEqual(self.folder / urllib.parse.unquote(artifact["uri"]), Path(expected["filename"]))
            region = place["region"]
            self.assertEqual({"row": region["startLine"], "column": region["startColumn"]}, expected["location"])
            self.assertEqual({"row": region["endLine"], "column": region["endColumn"]}, expected["end_location"])
            self.assertEqual(len(result.get("relatedLocations", [])), len(expected["notes"]))
            self.assertEqual("fixes" in result, expected["fix"] is not None)
        for rule in rules:
            for key in ("shortDescription", "fullDescription"):
                self.assertLessEqual(len(rule[key]["text"]), 1024)
            self.assertTrue(rule["help"]["text"] and rule["help"]["markdown"] and rule["helpUri"])

    def test_nothing_found(self):
        for output_format in FOR_PROGRAMS:
            with self.subTest(output_format):
                result = run("check", "--isolated", "--output-format", output_format, "-", stdin="x = 1\n")
                self.assertEqual((result.status, result.stderr), (0, ""))
                if output_format in ("json", "sarif", "gitlab", "rdjson"):
                    json.loads(result.stdout)
                elif output_format == "junit":
                    self.assertEqual(len(xml.etree.ElementTree.fromstring(result.stdout).findall(".//failure")), 0)
                else:
                    self.assertEqual(result.stdout, "")

    def test_a_format_by_the_environment(self):
        result = run("check", "--isolated", "pkg", cwd=self.folder, env={"SLICECOP_OUTPUT_FORMAT": "gitlab"})
        self.assertEqual(len(json.loads(result.stdout)), len(self.expected))

    def part_in_characters(self, lines, finding):
        start, end = finding["location"], finding["end_location"]
        return part(lines, (start["row"], start["column"]), (end["row"], end["column"]))

    def part_in_bytes(self, lines, place):
        start, end = place["start"], place["end"]
        return part(lines, (start["line"], start["column"]), (end["line"], end["column"]), str.encode)

    def suggested(self, lines, suggestion):
        encoded = [line.encode() for line in lines]
        start, end = suggestion["range"]["start"], suggestion["range"]["end"]
        before = b"".join(encoded[: start["line"] - 1]) + encoded[start["line"] - 1][: start["column"] - 1]
        after = encoded[end["line"] - 1][end["column"] - 1 :] + b"".join(encoded[end["line"] :])
        return (before + suggestion["text"].encode() + after).decode()

    def fixed(self, lines, edits):
        def offset(place):
            return sum(map(len, lines[: place["row"] - 1])) + place["column"] - 1

        text = "".join(lines)
        for edit in sorted(edits, key=lambda each: offset(each["location"]), reverse=True):
            text = text[: offset(edit["location"])] + edit["content"] + text[offset(edit["end_location"]) :]
        return text


if __name__ == "__main__":
    unittest.main()
