"""Runs programs of program_writer.py and writes what each of their calls gives, one line of JSON for each program.

    python3 run_programs.py FOLDER ...
"""

import json
import re
import sys
from pathlib import Path

# Of a memoryview that a program prints: another one in every run.
ADDRESS = re.compile(r"0x[0-9a-f]+")


def told(value, depth=0):
    """A value as text that is the same in every run; views by their content, as nothing else tells them from another."""
    if isinstance(value, memoryview):
        try:
            return f"memoryview({value.tobytes()!r})"
        except ValueError:
            return "released memoryview"
    if depth < 6:
        if hasattr(value, "__next__"):
            return "generator" + told(list(value), depth + 1)
        if isinstance(value, (list, tuple)):
            return type(value).__name__ + "(" + ", ".join(told(item, depth + 1) for item in value) + ")"
        if isinstance(value, dict):
            return "dict(" + ", ".join(told(key, depth + 1) for key in value) + ")"
    return f"{type(value).__name__}:" + ADDRESS.sub("0x", repr(value))


def outcome(call):
    try:
        return told(call())
    except Exception as error:
        return f"{type(error).__name__}"


def outcomes(path):
    namespace = {"__name__": path.stem}
    exec(compile(path.read_text(), str(path), "exec"), namespace)
    results = [outcome(call) for call in namespace["CALLS"]]
    return results + [told(namespace["LOG"])]


def main():
    for folder in sys.argv[1:]:
        for path in sorted(Path(folder).glob("*.py")):
            print(json.dumps([path.name, outcomes(path)]))


if __name__ == "__main__":
    main()
