#!/usr/bin/env python3
"""How much faster a pattern is once slicecop has fixed it.

    tests/benchmarks/fixes.py [--program build/release/slicecop] [--python EXE] [--rounds 15] [RULE ...]

Each pattern is fixed by `slicecop check --fix --unsafe-fixes`, and the two are timed in turn, round by round, in one process: the
median of each, at the size from which the rule says that it gains, at four times that and at sixteen times. A ratio of 2.0 means
that the fixed one takes half the time. Both must give the same result.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Pattern:
    """`work(data)` is timed; `size` is the least number of bytes in `data`, or in what is copied each time."""

    source: str
    size: int
    made: str = "bytes(range(256)) * (n // 256)"


HEAD = """\
import array
import io
import mmap
import os
import socket
import struct
import zlib
from typing import BinaryIO


class Sink(socket.socket):
    def __init__(self):
        self.taken = 0

    def send(self, data, flags=0):
        self.taken += min(len(data), 4096)
        return min(len(data), 4096)

    def close(self):
        pass

    def __del__(self):
        pass


def connected() -> socket.socket:
    return Sink()


"""

PATTERNS = {
    "sliced-send": Pattern(
        """\
def work(data: bytes):
    sock = connected()
    sent = 0
    while sent < len(data):
        sent += sock.send(data[sent:])
    return sent
""",
        65536,
    ),
    "slice-in-loop": Pattern(
        """\
def work(data: bytes):
    size = len(data) // 16
    out = io.BytesIO()
    for at in range(0, len(data), size):
        out.seek(0)
        out.write(data[at : at + size])
    return out.getvalue()
""",
        16 * 1024,
    ),
    "sliced-argument": Pattern(
        """\
def work(data: bytes):
    out = io.BytesIO()
    out.write(data[4:])
    return out.tell()
""",
        8192,
    ),
    "sliced-unpack": Pattern(
        """\
def work(data: bytes):
    total = 0
    for at in range(0, 4096, 4):
        total += struct.unpack("<I", data[at : at + 4])[0]
    return total
""",
        4096,
    ),
    "reparsed-prefix": Pattern(
        """\
def work(data: bytes):
    total = 0
    while len(data) >= 4:
        total += struct.unpack("<I", data[:4])[0]
        data = data[4:]
    return total
""",
        512,
    ),
    "resliced-buffer": Pattern(
        """\
def work(data: bytes):
    total = 0
    while data:
        total += data[0]
        data = data[8:]
    return total
""",
        512,
    ),
    "bytes-accumulation": Pattern(
        """\
def work(data: bytes):
    total = b""
    for at in range(0, len(data), 64):
        total += data[at : at + 64]
    return zlib.crc32(total)
""",
        16384,
    ),
    "bytes-of-view": Pattern(
        """\
def work(data: bytes):
    view = memoryview(data)
    return zlib.adler32(bytes(view[4:])[:64])
""",
        1024,
    ),
    "bytes-of-bytearray": Pattern(
        """\
def work(data: bytearray):
    out = io.BytesIO()
    out.write(bytes(data))
    return out.tell()
""",
        1024,
        "bytearray(n)",
    ),
    "double-copy-slice": Pattern(
        """\
class Reader:
    def __init__(self, data: bytes):
        self.buffer = bytearray(data)

    def read(self, n: int) -> bytes:
        return bytes(self.buffer[4:n])


def work(data: bytes, readers={}):
    reader = readers.setdefault(len(data), Reader(data))
    return len(reader.read(len(data)))
""",
        8192,
    ),
    "copied-bytearray": Pattern(
        """\
def work(data: bytes):
    total = 0
    for at in range(0, len(data), len(data) // 8):
        copied = bytearray(data)
        total += zlib.adler32(copied[at : at + 16])
    return total
""",
        1024,
    ),
    "array-tobytes": Pattern(
        """\
def work(values: array.array):
    out = io.BytesIO()
    out.write(values.tobytes())
    return out.tell()
""",
        1024,
        "array.array('B', bytes(n))",
    ),
    "view-per-iteration": Pattern(
        """\
def work(data: bytes):
    total = 0
    for at in range(0, 1024, 8):
        total += len(memoryview(data)[at : at + 8])
    return total
""",
        1024,
    ),
    "rewrapped-view": Pattern(
        """\
def work(data: bytes):
    view = memoryview(data)
    total = 0
    for at in range(0, 1024, 8):
        total += len(memoryview(view[at : at + 8]))
    return total
""",
        1024,
    ),
    "chained-slice": Pattern(
        """\
def work(data: bytes):
    total = 0
    for at in range(0, len(data), 256):
        total += zlib.adler32(data[at:][:8])
    return total
""",
        4096,
    ),
}

TIMED = """
import json, statistics, sys, time
import before, after

n, rounds = int(sys.argv[1]), int(sys.argv[2])
{head}
data = {made}
if before.work(data) != after.work(data):
    sys.exit("the results differ")


def seconds(work, times):
    start = time.perf_counter()
    for _ in range(times):
        work(data)
    return (time.perf_counter() - start) / times


times = max(1, int(0.01 / max(seconds(before.work, 1), 1e-7)))
taken = ([], [])
for turn in range(rounds):
    for which in ((0, 1), (1, 0))[turn % 2]:
        taken[which].append(seconds((before.work, after.work)[which], times))
print(json.dumps([statistics.median(each) for each in taken]))
"""


def fixed(source, rule, program):
    """The fixed source; None where slicecop leaves it as it is."""
    command = [program, "check", "--isolated", "--preview", "--fix", "--unsafe-fixes", "--select", rule, "--fix-only", "-q", "-"]
    answer = subprocess.run(command, input=source, capture_output=True, text=True, check=True).stdout
    return None if answer == source else answer


def seconds_of(python, folder, size, rounds):
    command = [python, "timed.py", str(size), str(rounds)]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(run.stderr)
    return json.loads(run.stdout)


def measure(rule, pattern, options):
    source = HEAD + pattern.source
    answer = fixed(source, rule, options.program)
    if answer is None:
        return "no fix"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "before.py").write_text(source)
        (folder / "after.py").write_text(answer)
        head = "import array, os"
        (folder / "timed.py").write_text(TIMED.format(head=head, made=pattern.made))
        ratios = []
        for factor in (1, 4, 16):
            before, after = seconds_of(options.python, folder, pattern.size * factor, options.rounds)
            ratios.append(f"{before / after:8.2f}")
    return f"{pattern.size:>9,} B " + " ".join(ratios)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="*", metavar="RULE")
    parser.add_argument("--program", default=str(ROOT / "build" / "release" / "slicecop"))
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    print(f"{'rule':22} {'from':>11}    at it       x4      x16")
    for rule, pattern in PATTERNS.items():
        if not options.rules or rule in options.rules:
            print(f"{rule:22} {measure(rule, pattern, options)}", flush=True)


if __name__ == "__main__":
    main()
