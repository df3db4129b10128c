"""`slicecop rule`: one page or all, as text, Markdown and JSON."""

import json
import unittest

from end_to_end.program import run


class Rule(unittest.TestCase):
    def test_one_as_text(self):
        result = run("rule", "bytes-accumulation")
        self.assertEqual(result.status, 0)
        first, *rest = result.stdout.splitlines()
        self.assertTrue(first.startswith("bytes-accumulation: "), first)
        for heading in ("Instead of", "write"):
            self.assertIn(heading, rest)
        self.assertLessEqual(max(len(line) for line in rest if not line.startswith("    ")), 88)
        self.assertNotIn("\x1b", result.stdout)

    def test_one_as_json(self):
        page = json.loads(run("rule", "bytes-accumulation", "--output-format", "json").stdout)
        self.assertEqual((page["name"], page["group"], page["severity"]), ("bytes-accumulation", "quadratic", "warning"))
        for key in ("summary", "why", "gains_from", "supersedes", "preview", "bad", "good", "url"):
            self.assertIn(key, page)

    def test_all_in_order(self):
        pages = json.loads(run("rule", "--all", "--output-format", "json").stdout)
        names = [page["name"] for page in pages]
        self.assertEqual(names, sorted(names))
        self.assertIn("slice-in-loop", names)
        markdown = run("rule", "--all", "--output-format", "markdown").stdout
        self.assertEqual([line[2:] for line in markdown.splitlines() if line.startswith("# ")], names)

    def test_an_unknown_rule(self):
        result = run("rule", "byte-accumulation")
        self.assertEqual((result.status, result.stdout), (2, ""))
        self.assertIn("did you mean `bytes-accumulation`?", result.stderr)


if __name__ == "__main__":
    unittest.main()
