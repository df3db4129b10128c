#!/usr/bin/env python3
"""Runs clang-tidy over our sources, in parallel, and remembers which were clean.

    scripts/tidy.py BUILD_FOLDER --all                      every source of the build
    scripts/tidy.py BUILD_FOLDER --since REVISION [--minutes N]

With --since: sources that changed, and for a header that changed one source that includes it. What the time did not suffice
for is listed. A source is clean as long as nothing that it reads changes: its text, its headers, its command, the checks.
Exit status: 0 all clean, 1 something found, 2 clang-tidy could not run.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIDY = "clang-tidy-19"
# The build is GCC's; Clang does not know all of its warnings.
TIDY_OPTIONS = ["--quiet", "--extra-arg=-Wno-unknown-warning-option"]
ROOMS = ("linter", "rules", "tests")


def read_sources(build):
    """Path relative to ROOT -> entry of compile_commands.json, for our own C++ sources."""
    sources = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = Path(entry["directory"], entry["file"])
        if path.is_relative_to(ROOT) and not path.is_relative_to(build) and path.suffix == ".cpp":
            relative = path.relative_to(ROOT)
            if relative.parts[0] in ROOMS:
                sources[str(relative)] = entry
    return sources


def read_headers(build):
    """Output file, as ninja names it -> every file that its compilation read."""
    listing = subprocess.run(["ninja", "-C", str(build), "-t", "deps"], capture_output=True, text=True, check=True).stdout
    headers, output = {}, None
    for line in listing.splitlines():
        if line.startswith("    ") and output:
            headers[output].append(os.path.normpath(build / line.strip()))
        elif ": #deps" in line:
            output = line.split(":", 1)[0]
            headers[output] = []
    return headers


def changed_files(revision):
    def git(*arguments):
        command = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()

    return sorted({*git("diff", "--name-only", revision), *git("ls-files", "--others", "--exclude-standard")})


def select(sources, read_by, changed):
    """The sources to look at: changed ones first, then one for each changed header that those do not include."""
    chosen = [path for path in changed if path in sources]
    seen = {header for path in chosen for header in read_by[path]}
    for path in changed:
        header = str(ROOT / path)
        if path.endswith(".h") and header not in seen:
            readers = [source for source in sources if header in read_by[source]]
            # Its own source knows it best.
            readers.sort(key=lambda source: (Path(source).with_suffix("") != Path(path).with_suffix(""), source))
            if readers:
                chosen.append(readers[0])
                seen |= read_by[readers[0]]
    return chosen


class Memory:
    """Which sources were clean, by a hash of everything that they depend on."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        version = subprocess.run([TIDY, "--version"], capture_output=True, check=True).stdout
        nested = [path for room in ROOMS for path in sorted((ROOT / room).rglob(".clang-tidy"))]
        configurations = [path.read_bytes() for path in [ROOT / ".clang-tidy", *nested]]
        own = Path(__file__).read_bytes()
        self.common = hashlib.sha256(b"\0".join([version, own, *configurations])).digest()
        self.files = {}

    def hash_file(self, path):
        if path not in self.files:
            try:
                self.files[path] = hashlib.sha256(Path(path).read_bytes()).digest()
            except OSError:
                self.files[path] = b"absent"
        return self.files[path]

    def mark(self, entry, headers):
        digest = hashlib.sha256(self.common + (entry.get("command") or str(entry.get("arguments"))).encode())
        for path in sorted({*headers, str(Path(entry["directory"], entry["file"]))}):
            digest.update(path.encode() + self.hash_file(path))
        return self.folder / digest.hexdigest()


def look(build, path):
    command = [TIDY, "-p", str(build), *TIDY_OPTIONS, path]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    # On standard error it counts warnings of system headers that nobody asked for.
    return process.returncode, process.stdout or ("" if process.returncode == 0 else process.stderr)


class Diagnostics:
    """Prints what was found: each thing once, though every source that includes a header finds it again."""

    def __init__(self):
        self.shown = set()
        self.lock = threading.Lock()

    def show(self, output):
        # One piece for each finding, with its excerpt and notes.
        for piece in re.split(r"^(?=\S+:\d+:\d+: (?:error|warning|fatal error):)", output, flags=re.MULTILINE):
            with self.lock:
                if piece.strip() and piece not in self.shown:
                    self.shown.add(piece)
                    print(piece, end="", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=lambda text: Path(text).resolve())
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--since", metavar="REVISION")
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    if not options.all and not options.since:
        parser.error("say --all or --since REVISION")

    sources, headers = read_sources(options.build), read_headers(options.build)
    read_by = {path: set(headers.get(entry.get("output", ""), ())) for path, entry in sources.items()}
    chosen = sorted(sources) if options.all else select(sources, read_by, changed_files(options.since))
    memory = Memory(options.build / "tidy")
    marks = {path: memory.mark(sources[path], read_by[path]) for path in chosen}
    unknown = [path for path in chosen if not marks[path].exists()]
    print(f"{len(chosen)} of {len(sources)} sources chosen, {len(chosen) - len(unknown)} known to be clean", flush=True)

    deadline = time.monotonic() + options.minutes * 60 if options.minutes else None
    found, left, diagnostics = [], [], Diagnostics()

    def work(path):
        if deadline and time.monotonic() > deadline:
            left.append(path)
            return
        status, output = look(options.build, path)
        if status == 0:
            marks[path].touch()
        else:
            found.append(path)
            diagnostics.show(output)

    with ThreadPoolExecutor(options.jobs) as pool:
        list(pool.map(work, unknown))
    for path in sorted(found):
        print(f"clang-tidy found something in {path}")
    if left:
        names = ", ".join(sorted(left)[:3]) + (", ..." if len(left) > 3 else "")
        print(f"not run: clang-tidy on {len(left)} of {len(chosen)} sources, the {options.minutes:g} minutes were over: {names}")
    return 1 if found else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"clang-tidy could not run: {error}")
        sys.exit(2)
