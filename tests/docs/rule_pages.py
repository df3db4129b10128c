"""The pages in docs/rules/, one for each rule, as the program prints them.

    python3 tests/docs/rule_pages.py      writes them, and removes those of rules that are gone
"""

import json
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = CHECKOUT / "docs" / "rules"


def slicecop(*arguments):
    """The standard output of the program of this checkout."""
    process = subprocess.run([str(CHECKOUT / "scripts" / "slicecop"), *arguments], capture_output=True, encoding="utf-8", check=False)
    if process.returncode != 0:
        raise AssertionError(f"slicecop {' '.join(arguments)} exits {process.returncode}: {process.stderr}")
    return process.stdout


def rules():
    """What the program knows of each rule."""
    return json.loads(slicecop("rule", "--all", "--output-format", "json"))


def pages():
    """File name -> text, for every rule."""
    return {f"{rule['name']}.md": slicecop("rule", rule["name"], "--output-format", "markdown") for rule in rules()}


def write():
    FOLDER.mkdir(exist_ok=True)
    current = pages()
    for file in FOLDER.glob("*.md"):
        if file.name not in current:
            file.unlink()
    for name, text in current.items():
        (FOLDER / name).write_text(text, "utf-8")
    print(f"{len(current)} pages in {FOLDER.relative_to(CHECKOUT)}")


if __name__ == "__main__":
    write()
