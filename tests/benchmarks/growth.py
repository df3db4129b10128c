#!/usr/bin/env python3
"""How the time of a check grows with the size of what is hard for the model.

    tests/benchmarks/growth.py [--program build/release/slicecop] [--rounds 3]

Each shape is checked at three sizes, each twice the one before, in turn, round by round; the least user time counts. Where
growth is linear the last column is about 2.
"""

import argparse
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def long_function(folder: pathlib.Path, lines: int) -> None:
    """One function, each line of which builds on those before."""
    code = ["import struct", "def f(data, sock):", "    pos = 0", "    out = b''"]
    for i in range(lines):
        code.append(
            (
                f"    a{i} = data[pos:pos + {i % 9 + 1}]",
                f"    if a{i - 1}: out += a{i - 1}",
                f"    b{i} = struct.unpack('<I', data[{i}:{i} + 4])[0]",
                f"    pos += {i % 7}",
                f"    for x{i} in range(pos): sock.send(data[x{i}:])",
                f"    c{i} = out[{i}:] if b{i - 3} else data",
            )[i % 6]
        )
    (folder / "code.py").write_text("\n".join(code) + "\n")


def long_file(folder: pathlib.Path, lines: int) -> None:
    """Many functions that know nothing of each other, and one long one."""
    long_function(folder, lines // 4)
    function = "def g{0}(data: bytes, out):\n    for i in range(len(data)):\n        out.write(data[i:])\n    return data\n\n"
    with (folder / "code.py").open("a") as file:
        file.writelines(function.format(i) for i in range(lines * 3 // 4 // 5))


def functions_in_a_circle(folder: pathlib.Path, count: int) -> None:
    """Functions that call each other, so that what each takes and returns depends on all others."""
    function = """def f{0}(data, n):
    head = data[:4]
    for i in range(n):
        x = f{1}(data[i:i + n], n - 1)
        y = f{2}(head, n)
    return head + data[n:]
"""
    code = [function.format(i, (i * 7 + 1) % count, (i * 13 + 5) % count) for i in range(count)]
    (folder / "code.py").write_text("".join(code) + "f0(b'abc', 4)\n")


def methods_with_one_attribute(folder: pathlib.Path, count: int) -> None:
    """Methods that hand one attribute to each other, and cut and grow another."""
    code = ["class C:", "    def __init__(self, data):", "        self.data = data", "        self.rest = b''"]
    for i in range(count):
        code.append(f"    def m{i}(self, x):")
        code.append(f"        self.rest = self.rest[{i % 9}:] + x")
        code.append(f"        self.m{(i * 7 + 1) % count}(self.data[{i % 5}:])")
        code.append("        return self.data[x:]")
    (folder / "code.py").write_text("\n".join(code) + "\n")


def chain_of_modules(folder: pathlib.Path, count: int) -> None:
    """Modules that each import the next, and are called by it."""
    (folder / ".git").mkdir()
    for i in range(count):
        code = f"from m{i + 1} import make as make_next, Thing as Next\n"
        if i + 1 == count:
            code = "class Next:\n    data = bytearray()\ndef make_next(): return b'x'\n"
        code += """class Thing(Next):
    def __init__(self, raw):
        self.raw = raw
def make(): return make_next()
def use(data):
    while data:
        data = data[4:]
    thing = Thing(make())
    while thing.raw:
        thing.raw = thing.raw[4:]
"""
        if i > 0:
            code += f"from m{i - 1} import use as other\nother(make())\n"
        (folder / f"m{i}.py").write_text(code)


SHAPES = (
    ("one function of n lines", long_function, 2500),
    ("a file of n lines", long_file, 10000),
    ("n functions that call each other", functions_in_a_circle, 1500),
    ("n methods with one attribute", methods_with_one_attribute, 3000),
    ("n modules that import each other", chain_of_modules, 250),
)


def user_time(program: str, folder: pathlib.Path) -> float:
    before = os.times().children_user
    subprocess.run(
        [program, "check", "--isolated", "--exit-zero", "--jobs", "1", "--output-format", "concise", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return os.times().children_user - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(ROOT / "build" / "release" / "slicecop"))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for name, write, least in SHAPES:
            sizes = [least, 2 * least, 4 * least]
            folders = [pathlib.Path(scratch) / f"{write.__name__}_{size}" for size in sizes]
            for folder, size in zip(folders, sizes):
                folder.mkdir()
                write(folder, size)
            times = [[user_time(options.program, folder) for folder in folders] for _ in range(options.rounds)]
            best = [min(column) for column in zip(*times)]
            row = "  ".join(f"n={size:<6} {time:6.2f} s" for size, time in zip(sizes, best))
            print(f"{name:34}  {row}  x {best[2] / max(best[1], 0.01):.1f}", flush=True)


if __name__ == "__main__":
    main()
