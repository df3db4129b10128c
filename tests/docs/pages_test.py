"""What the pages show is what the program prints, and where they point there is something.

In a page, a block ```text that follows a block ```sh shows some of the lines that the commands print, in order; `...` stands for
lines that are left out.
"""

import os
import re
import subprocess
import unittest
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = [
    CHECKOUT / "README.md",
    *sorted(CHECKOUT.glob("docs/**/*.md")),
    CHECKOUT / "editors" / "README.md",
    CHECKOUT / "tests" / "data" / "README.md",
]
SHOWN = re.compile(r"^```sh\n(?P<commands>.*?)^```\n\s*^```text\n(?P<lines>.*?)^```$", re.DOTALL | re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def left_out(shown, printed):
    """The first line of `shown` that `printed` lacks behind the one before, or None."""
    at = 0
    for line in shown:
        if line.strip() in ("", "..."):
            continue
        try:
            at = printed.index(line.rstrip(), at) + 1
        except ValueError:
            return line
    return None


def anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


class Output(unittest.TestCase):
    def test_lines_in_order(self):
        printed = ["one", "two", "", "three"]
        self.assertIsNone(left_out(["one", "...", "three"], printed))
        self.assertEqual(left_out(["three", "one"], printed), "one")
        self.assertEqual(left_out(["one", "two more"], printed), "two more")

    def test_what_is_shown_is_printed(self):
        seen = 0
        for page in PAGES:
            for match in SHOWN.finditer(page.read_text("utf-8")):
                seen += 1
                with self.subTest(page=page.name, commands=match["commands"].strip()):
                    process = subprocess.run(
                        ["bash", "-c", match["commands"]], cwd=CHECKOUT, capture_output=True, text=True, timeout=300
                    )
                    printed = [line.rstrip() for line in process.stdout.splitlines()]
                    self.assertIsNone(left_out(match["lines"].splitlines(), printed), process.stdout + process.stderr)
        self.assertGreater(seen, 0, "no page shows any output")


class Links(unittest.TestCase):
    def test_they_lead_somewhere(self):
        for page in PAGES:
            for target in LINK.findall(FENCED.sub("", page.read_text("utf-8"))):
                if "://" in target:
                    continue
                path, _, part = target.partition("#")
                file = page if not path else Path(os.path.normpath(page.parent / path))
                with self.subTest(page=page.name, target=target):
                    self.assertTrue(file.exists())
                    if part:
                        headings = HEADING.findall(FENCED.sub("", file.read_text("utf-8")))
                        self.assertIn(part, [anchor(heading) for heading in headings])


if __name__ == "__main__":
    unittest.main()
