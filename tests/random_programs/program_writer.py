"""Writes random small programs that copy buffers in the ways that the rules look for, and in ways that must not be touched.

Every program is `def run(): ...` with whatever it needs around it; it ends, whatever is done to its copies. What it returns is all that
it computed, so that a fix that changes anything changes that.
"""

import random
from dataclasses import dataclass

PREAMBLE = '''\
import array
import hashlib
import io
import mmap
import os
import socket
import struct
import zlib
from struct import unpack
from typing import BinaryIO, Iterator, Optional

LOG = []
RECORDS = {"<I": struct.Struct("<I"), ">H": struct.Struct(">H"), "<HB": struct.Struct("<HB")}
SOURCE = bytes(range(256)) * 24


class Socket(socket.socket):
    """Sends a part of what it gets, and breaks in the end: a buffer that grows while it is sent must come to an end, too."""

    def __init__(self):
        self.sent = b""
        self.calls = 0

    def send(self, data, flags=0):
        self.calls += 1
        if self.calls > 50:
            raise OSError("broken pipe")
        part = bytes(data[:700])
        self.sent += part
        return len(part)

    def close(self):
        pass

    def __del__(self):
        pass


def connected() -> socket.socket:
    return Socket()


def note(value):
    LOG.append(value)


def keep(value):
    LOG.append(bytes(value) if isinstance(value, memoryview) else value)
    return value


def mapped(content):
    m = mmap.mmap(-1, max(len(content), 1))
    m[: len(content)] = content
    return m

'''


@dataclass(frozen=True)
class Base:
    """Something that is sliced: how it is made of `SOURCE[:n]`, and by which names its type is told."""

    annotation: str
    made: str
    mutable: bool = False
    resizable: bool = False


BASES = (
    Base("bytes", "SOURCE[:{n}]"),
    Base("bytes", "SOURCE[:{n}]"),
    Base("bytes", "io.BytesIO(SOURCE[:{n}]).getvalue()"),
    Base("bytearray", "bytearray(SOURCE[:{n}])", True, True),
    Base("bytearray", "bytearray(SOURCE[:{n}])", True, True),
    Base("memoryview", "memoryview(SOURCE[:{n}])"),
    Base("memoryview", "memoryview(bytearray(SOURCE[:{n}]))", True),
    Base("mmap.mmap", "mapped(SOURCE[:{n}])", True),
    Base("array.array", "array.array('B', SOURCE[:{n}])", True, True),
    Base("array.array", "array.array('H', SOURCE[: {n} - {n} % 2])", True, True),
    Base("Optional[bytes]", "(SOURCE[:{n}] if {n} % 3 else None)"),
)
SIZES = (0, 1, 3, 4, 7, 8, 64, 255, 1024, 4097, 6000)


class Writer:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.depth = 1
        self.names = 0

    # Small parts.

    def pick(self, *choices):
        return self.random.choice(choices)

    def chance(self, share):
        return self.random.random() < share

    def number(self):
        return self.pick(0, 1, 2, 3, 4, 5, 7, 8, 16, 64, 700, 1500, 5000)

    def signed(self):
        return self.number() if self.chance(0.8) else -self.number()

    def new_name(self, stem):
        self.names += 1
        return f"{stem}{self.names}"

    def put(self, line):
        self.lines.append("    " * self.depth + line)

    def block(self, head):
        writer = self

        class Block:
            def __enter__(self):
                writer.put(head)
                writer.depth += 1
                self.length = len(writer.lines)

            def __exit__(self, *_):
                if len(writer.lines) == self.length:
                    writer.put("pass")
                writer.depth -= 1

        return Block()

    def bounds(self):
        a, b = self.signed(), self.signed()
        return self.pick(f"{a}:", f":{b}", f"{a}:{b}", f"{a}:{a + abs(b)}", f"-{abs(a) + 1}:", "n:", ":n", "n : n + 4", "n : n + size")

    def literal(self):
        return self.pick('b"\\x00"', 'b"\\x01\\x02"', 'b"abc"', 'b""', "bytes([n % 256])", 'b"\\xff\\x00"')

    # What is done with a slice.

    def sink(self, part):
        return self.pick(
            f"zlib.crc32({part})",
            f"zlib.adler32({part}, 1)",
            f"digest.update({part})",
            f"out.write({part})",
            f"hashlib.md5({part}).digest()",
            f"zlib.compress({part})",
            f'b"".join([{part}, {self.literal()}])',
            f"bytes({part})",
            f"bytearray({part})",
            f"len({part})",
            f"keep({part})",
            f"note(bytes({part}))",
            f"collected.extend({part})",
            f"binary.write({part})",
        )

    def doubtful_sink(self, part):
        """Where a view is something else than bytes."""
        return self.pick(
            f"hash(bytes({part}))",
            f"{part} == {self.literal()}",
            f"str({part})",
            f"repr({part})",
            f"note({part})",
            f"[{part}]",
            f"isinstance({part}, bytes)",
            f"type({part}).__name__",
            f"{part} + {self.literal()}",
            f"{part}.hex()",
            f"list({part})",
            f"max({part}, default=0)",
            f"{part} in (b'', b'x')",
            f"sorted([{part}, {part}])",
            f'"%s" % ({part},)',
            f"dict.fromkeys([bytes({part})])",
        )

    def any_sink(self, part):
        return self.doubtful_sink(part) if self.chance(0.25) else self.sink(part)

    def use(self, part):
        self.put(f"result.append({self.any_sink(part)})")

    # What may happen to a buffer while a view of it might live.

    def disturb(self, name, base):
        choices = [f"{name} = {name}[1:]", f"{name} = bytes({name})", f"other = {name}", f"note(len({name}))"]
        if base.mutable:
            choices += [f"{name}[0:1] = {name}[1:2]", f"{name}[n % max(len({name}), 1)] = 7", f"change({name})"]
        if base.resizable:
            choices += [f"{name}.append(1)", f"del {name}[:2]", f"{name} += {name}[:3]", f"{name}.extend(b'xy')", f"{name}.pop()"]
        if base.annotation == "bytearray":
            choices += [f"{name}.clear()", f"{name} += b'end'"]
        if base.annotation == "mmap.mmap":
            choices += [f"{name}.close()"]
        self.put(self.random.choice(choices))

    # Patterns, each on a buffer called `name`.

    def slices_in_loop(self, name, base):
        step = self.pick(1, 3, 64, 1000, 2048)
        head = self.pick(
            f"for i in range(0, min(len({name}), 3000), {step}):",
            f"for i in range(n, n + 5 * {step}, {step}):",
            f"for i, size in [(0, 4), (n, 9), (3000, 2000), (-5, 3)]:",
        )
        with self.block(head):
            part = f"{name}[{self.pick(f'i : i + {step}', 'i : i + size', 'i:', ':i', f'i + 1 : i + {step}')}]"
            if self.chance(0.4):
                chunk = self.new_name("chunk")
                self.put(f"{chunk} = {part}")
                for _ in range(self.pick(1, 1, 2)):
                    self.use(chunk)
                if self.chance(0.15):
                    self.put(f"later = {chunk}")
            else:
                for _ in range(self.pick(1, 1, 2)):
                    self.use(part)
            if self.chance(0.2):
                self.disturb(name, base)
            if self.chance(0.1):
                with self.block("if i > 100:"):
                    self.put(self.pick("break", "continue", "raise ValueError(i)", "return result"))

    def comprehension(self, name, base):
        part = f"{name}[i : i + 64]"
        self.put(f"result.append([{self.any_sink(part)} for i in range(0, min(len({name}), 900), 64)])")

    def sends(self, name, base):
        position = self.new_name("sent")
        form = self.pick(0, 1, 2)
        sock = self.pick("sock", "sock", "other_sock")
        if form == 0:
            self.put(f"{position} = 0")
            with self.block(f"while {position} < len({name}):"):
                self.put(f"{position} += {sock}.send({name}[{position}:])")
        elif form == 1:
            with self.block(f"while {name}:"):
                self.put(f"{position} = {sock}.send({name})")
                self.put(f"{name} = {name}[{position}:]")
        else:
            self.put(f"{position} = 0")
            with self.block(f"while {position} < len({name}):"):
                self.put(f"taken = {sock}.send({name}[{position} : {position} + 500])")
                self.put(f"{position} += taken")
                if self.chance(0.2):
                    self.disturb(name, base)
        self.put(f"result.append({sock}.sent)")
        self.put(f"result.append(len({name}))")

    def unpacks(self, name, base):
        fmt, width = self.pick(("<I", 4), (">H", 2), ("<HB", 3), ("<4s", 4), ("=q", 8), ("<II", 8))
        a = self.pick("n", "0", str(self.signed()), "n + 1", "-n", "position")
        if self.chance(0.8):
            bound = f"{a} + {width}" if a not in ("0",) else str(width)
        else:
            bound = f"{a} + {self.number()}"
        if a.startswith("-") and a[1:].isdigit() and self.chance(0.5):
            bound = "" if int(a) == -width else str(int(a) + width)
        part = f"{name}[{a} : {bound}]"
        how = self.pick(f'struct.unpack("{fmt}", {part})', f'struct.Struct("{fmt}").unpack({part})', f"int.from_bytes({part}, 'little')")
        self.put(f"result.append({how})")

    def named_unpacks(self, name, base):
        """A slice with a name, and what may happen before it is read."""
        fmt, width = self.pick(("<I", 4), (">H", 2), ("<HB", 3))
        head = self.pick("head", "head", "value")
        at = self.pick("position", "n", "2")
        self.put(f"{head} = {name}[{at} : {at} + {width}]")
        if self.chance(0.5):
            self.put(self.pick("position += 1", f"note({name}[:1])", f"other = {name}", "n += 2", "size = position", f"{name} = bytes({name})[1:]"))
        if self.chance(0.2):
            self.disturb(name, base)
        call = self.pick(f'struct.unpack("{fmt}", {head})', f'read("{fmt}", {head})', f'unpack("{fmt}", {head})', f'RECORDS["{fmt}"].unpack({head})')
        if "read(" in call:
            self.put(f"read = {self.pick('struct.unpack', 'unpack')}")
        form = self.pick(0, 0, 0, 1, 2, 3, 4)
        if form == 0:
            self.put(f"{self.pick('value', 'position', name) if self.chance(0.3) else 'value'} = {call}")
            self.put("result.append(value)" if self.chance(0.8) else "pass")
        elif form == 1:
            self.put(f"result.append({call})")
        elif form == 2:
            self.put(f"result += [{call} for _ in range(2)]")
        elif form == 3:
            with self.block("if n:"):
                self.put(f"result.append({call})")
        else:
            self.put(f"result.append((position := position + 1, {call}, position))")
        if self.chance(0.15):
            self.put(f"result.append({self.pick(f'bytes({head})', 'sorted(locals())', f'len({head})')})")

    def sums_of_arrays(self, name, base):
        numbers = self.new_name("numbers")
        self.put(f"{numbers} = array.array({self.pick(chr(39) + 'B' + chr(39), chr(39) + 'H' + chr(39))}, bytes({name} or b'')[:100])")
        if self.chance(0.2):
            self.put(f"LOG.append({numbers})")
        left = self.pick('b"head"', f"bytes({name} or b'')", "collected", "LOG", f"{name}")
        total = self.new_name("total")
        self.put(f"{total} = {left}")
        self.put(
            self.pick(
                f"{total} += {numbers}.tobytes()",
                f"{total} = {total} + {numbers}.tobytes() + b'end'",
                f"{total} = {numbers}.tobytes() + {total}",
                f"{total} = {numbers}.tobytes() + b'mid' + {numbers}.tobytes()",
                f"{total} = len({numbers}.tobytes())",
                f"{total} += bytes({numbers})",
            )
        )
        if self.chance(0.3):
            self.put(f"{numbers}.append(1)")
        self.put(f"result.append(({total}, type({total}).__name__, len({numbers})))")

    def copies_of_its_own(self, name, base):
        own = self.new_name("own")
        self.put(f"{own} = bytearray({self.pick('20000', f'bytes({name} or bytes())', '70')})")
        if self.chance(0.3):
            self.put(self.pick(f"LOG.append({own})", f"alias = {own}", f"{own} += b'more'", f"keep({own})", f"resize = lambda: {own}.pop()"))
        with self.block(self.pick("for i in range(3):", "if n >= 0:")):
            lower, upper = self.pick("4", "n", "-3", "", f"{own}.pop()"), self.pick("16000", "", "n + 9000", f"len({own})", f"len({own}) - n")
            part = f"{self.pick('bytes', 'bytes', 'bytearray')}({own}[{lower}:{upper}])"
            self.put(f"result.append({self.pick(part, f'zlib.crc32({part})', f'[{part}, {own}.append(3)]')})")
            if self.chance(0.3):
                self.put(self.pick(f"{own}.append(1)", f"del {own}[:5]", f"{own}.clear()"))

    def cuts_down(self, name, base):
        size = self.pick(1, 2, 4, 50, 300)
        with self.block(f"while len({name}) >= {size} and len(result) < 400:"):
            form = self.pick(0, 1, 2)
            if form == 0:
                self.put(f"head, {name} = {name}[:{size}], {name}[{size}:]")
                self.use("head")
            elif form == 1:
                self.put(f'value = struct.unpack("<B", {name}[:1])')
                self.put("result.append(value)")
                self.put(f"{name} = {name}[{size}:]")
            else:
                self.use(f"{name}[:{size}]")
                self.put(f"{name} = {name}[{size}:]")
            if self.chance(0.1):
                self.disturb(name, base)
        self.put(f"result.append(bytes({name}))")

    def accumulates(self, name, base):
        total = self.new_name("total")
        self.put(f'{total} = {self.pick("b" + chr(34) * 2, "bytes()", "b" + chr(39) + "head" + chr(39))}')
        if self.chance(0.15):
            self.put(f"alias = {total}")
        with self.block(f"for i in range(0, min(len({name}), 2000), {self.pick(100, 333)}):"):
            part = self.pick(f"{name}[i : i + 100]", f"bytes({name}[i : i + 50])", self.literal())
            self.put(self.pick(f"{total} += {part}", f"{total} = {total} + {part}"))
            if self.chance(0.15):
                self.put(f"note({total})")
        self.put(
            self.pick(
                f"result.append({total})",
                f"result.append(zlib.crc32({total}))",
                f"result.append((type({total}).__name__, len({total})))",
                f"result.append(hash({total}))",
                f"return {total}",
                f"result.append({total}.decode('latin-1'))",
            )
        )

    def eats(self, name, base):
        """`cuts_down` with everything that an offset has to be counted into, and with what must keep it out."""
        rest = self.pick(name, name, self.new_name("rest"))
        if rest != name:
            self.put(f"{rest} = {name}")
        if self.chance(0.2):
            self.put(f"{self.pick('start', 'other', rest)} = {rest}")
        if self.chance(0.15):
            self.put("offset = n")
        head = self.pick(
            f"while {rest}:",
            f"while len({rest}):",
            f"while len({rest}) >= {self.pick(1, 2, 4)}:",
            f"while len({rest}) > {self.pick(0, 2, 5)} and len(result) < 90:",
            f'while {rest} != b"":',
            f"while not len({rest}) == 0:",
            "for i in range(12):",
            f"for i in range(min(len({rest}), 30)):",
            f"for i in {rest}[:20]:",
        )
        nested = self.chance(0.15)
        if nested:
            self.put("for again in range(3):")
            self.depth += 1
            if self.chance(0.4):
                self.put(f"{rest} = {name}")
            elif self.chance(0.3):
                with self.block("if again != 1:"):
                    self.put(f"{rest} = {name}")
        with self.block(head):
            with self.block("if len(result) > 60:"):
                self.put(self.pick("break", "return result", f"return {rest}", f"raise ValueError({rest})", f"result.append(bytes({rest})); break"))
            for _ in range(self.pick(1, 2, 3)):
                self.look_at_rest(rest)
            self.cut_rest(rest)
            if self.chance(0.4):
                self.look_at_rest(rest)
            if self.chance(0.2):
                with self.block(f"if {self.pick('n % 2', f'len({rest}) == 3', f'not {rest}', 'len(result) % 2')}:"):
                    self.put(self.pick("break", "continue", f"{rest} = {rest}[1:]", f"{rest} += b'x'[:0]", f"{rest} = b''", f"result.append({rest})"))
            if self.chance(0.3):
                self.cut_rest(rest)
        if nested:
            self.depth -= 1
        elif self.chance(0.2):
            with self.block("else:"):
                self.look_at_rest(rest, "pass")
        if self.chance(0.3):
            self.put(f"{rest} = {self.pick(f'{rest}[1:]', f'{rest} + b{chr(34)}end{chr(34)}', name)}")
        if self.chance(0.8):
            self.put(self.pick(f"result.append(bytes({rest}))", f"result.append(len({rest}))", f"result.append(({rest}, {name}))", f"other = {rest}"))

    def cut_rest(self, rest):
        size = self.pick("1", "2", "7", "n", "n % 5 + 1", f"{rest}[0]", f"1 + {rest}[0] % 3", f"len({rest}) // 2 + 1", "width", f"{rest}.index(b'\\x03') + 1", "n - 3", "2 + 1 & 3")
        if size == "width":
            self.put(self.pick(f"width = {rest}[0] + 1", f"width = int.from_bytes({rest}[:1], 'big') + 1", f'width, = struct.unpack("<B", {rest}[:1])', "width = n"))
        self.put(
            self.pick(
                f"{rest} = {rest}[{size}:]",
                f"{rest} = {rest}[{size}:]",
                f"head, {rest} = {rest}[:{size}], {rest}[{size}:]; result.append(head)",
                f"(head, {rest}) = ({rest}[: {size}], {rest}[{size} :])",
                f"width, {rest} = len({rest}), {rest}[{size}:]",
                f"result[0:0], {rest} = [len({rest})], {rest}[{size}:]",
                f"if len({rest}) > 1: {rest} = {rest}[{size}:]",
            )
        )

    def look_at_rest(self, rest, leave="break"):
        bound = self.pick("0", "1", "3", "n", "n + 1", f"{rest}[0]", "-1", "9")
        look = self.pick(
            f"{rest}[:{bound}]",
            f"{rest}[{bound}:{bound} + 4]",
            f"{rest}[{bound}]",
            f"{rest}[0]",
            f"len({rest})",
            f"-len({rest}) * 2 + len({rest}) % 3",
            f"len({rest}) {self.pick('<', '>', '<=', '>=', '==', '!=')} {self.pick('0', '1', '2', 'n')}",
            f"{self.pick('0', '1', '2', 'n')} {self.pick('<', '>', '<=', '>=', '==', '!=')} len({rest})",
            f"not {rest}",
            f"{rest} and 1",
            f"1 if {rest} else 2",
            f"[i for i in range(4) if {rest}]",
            f"{rest} {self.pick('==', '!=')} b''",
            f"{self.literal()} {self.pick('in', 'not in')} {rest}",
            f"{rest}.{self.pick('startswith', 'endswith', 'count', 'find', 'index')}({self.literal()})",
            f"{rest}.find({self.literal()}) {self.pick('>= 0', '< 0', '== -1', '!= -1', '> 0')}",
            f"{rest}.index({self.literal()}, {bound}) * 2",
            f'struct.unpack("<H", {rest}[:2])',
            f'struct.unpack("<B", {rest}[{bound}:{bound} + 1])',
            f'struct.unpack_from("<B", {rest}, {bound})',
            f'struct.unpack_from("<B", {rest})',
            f"bytes({rest})",
            f"{rest}[::2]",
            f"f'{{len({rest})}}'",
        )
        with self.block("try:") if self.chance(0.3) else self.block("if True:"):
            self.put(f"result.append({look})")
        if self.lines[-2].strip() == "try:":
            with self.block("except (IndexError, ValueError, struct.error) as error:"):
                self.put(self.pick(leave, "result.append(type(error).__name__)", f"result.append(len({rest}))"))

    def converts(self, name, base):
        view = self.new_name("view")
        self.put(f"{view} = {self.pick(f'memoryview({name})', f'memoryview({name})[{self.bounds()}]')}")
        copied = self.pick(f"bytes({view})", f"{view}.tobytes()", f"bytes({view})[{self.bounds()}]", f"memoryview({view})")
        if self.chance(0.3):
            self.disturb(name, base)
        self.use(copied)
        if self.chance(0.5):
            self.put(f"{view}.release()")

    def copies(self, name, base):
        copied = self.pick(f"bytes({name})", f"bytearray({name})", f"bytes({name}[{self.bounds()}])", f"bytearray({name}[{self.bounds()}])")
        if self.chance(0.4):
            kept = self.new_name("copied")
            self.put(f"{kept} = {copied}")
            if self.chance(0.4):
                self.disturb(name, base)
            self.use(kept)
            if self.chance(0.3):
                self.put(f"result.append(type({kept}).__name__)")
        else:
            self.use(copied)

    def tobytes(self, name, base):
        if base.annotation in ("array.array", "memoryview"):
            self.use(f"{name}.tobytes()")
        else:
            self.use(f"{name}[:]")

    def searches(self, name, base):
        part = f"{name}[{self.bounds()}]"
        x = self.literal()
        self.put(
            "result.append("
            + self.pick(
                f"{part}.find({x})",
                f"{part}.rfind({x})",
                f"{part}.index({x})",
                f"{part}.count({x})",
                f"{part}.startswith({x})",
                f"{part}.endswith({x})",
                f"{x} in {part}",
                f"{x} not in {part}",
                f"{part}.find({x}) >= 0",
                f"{part} == {x}",
                f"{part} != {x}",
            )
            + ")"
        )

    def single_bytes(self, name, base):
        i = self.pick("n", "n + 1", "-1", "5000", "0", str(self.signed()))
        with self.block("for _ in range(2):"):
            self.put(f"result.append({self.pick(f'{name}[{i} : {i} + 1] == {self.literal()}', f'ord({name}[{i} : {i} + 1])', f'{name}[{i} : {i} + 1] in (b{chr(34)}a{chr(34)}, b{chr(34)}b{chr(34)})')})")

    def chained(self, name, base):
        self.use(f"{name}[{self.bounds()}][{self.bounds()}]")

    def views_in_loop(self, name, base):
        with self.block("for i in range(3):"):
            self.use(f"memoryview({name})[{self.pick('i:', 'i : i + 900', ':i')}]")
            if self.chance(0.2):
                self.disturb(name, base)

    def reads(self, name, base):
        source = self.new_name("file")
        self.put(f"{source}: BinaryIO = io.BytesIO(bytes({name}))")
        size = self.pick(100, 1024)
        if self.chance(0.5):
            with self.block("while True:"):
                self.put(f"chunk = {source}.read({size})")
                with self.block("if not chunk:"):
                    self.put("break")
                self.use("chunk")
        else:
            with self.block(f"while chunk := {source}.read({size}):"):
                self.use("chunk")
        if self.chance(0.3):
            self.put(f"{source}.seek(0)")
            self.use(f"{source}.read()[{self.bounds()}]")

    def fills(self, name, base):
        """The receive-exactly loop, and what is done with the bytes while they grow and afterwards."""
        source, data, chunk = self.new_name("stream"), self.new_name("gathered"), self.pick("chunk", "piece")
        reader = self.pick("io.BufferedReader(io.BytesIO({}))", "io.BufferedReader(io.BytesIO({}))", "io.BytesIO({})")
        self.put(f"{source} = " + reader.format(f"bytes({name} or b'')"))
        total = self.pick("n", "size", "70000")
        self.put(f"{data} = {self.pick('b' + chr(34) * 2, 'b' + chr(34) * 2, 'bytes()', 'bytearray()', 'b' + chr(34) + 'head' + chr(34))}")
        if self.chance(0.1):
            self.put(self.pick(f"alias = {data}", f"later = lambda: {data}"))
        with self.block(f"while len({data}) < {total}:"):
            self.put(f"{chunk} = {source}.read({self.pick(f'{total} - len({data})', f'min(7, {total} - len({data}))')})")
            with self.block(f"if {self.pick(f'not {chunk}', f'{chunk} == b' + chr(34) * 2, f'len({chunk}) == 0')}:"):
                self.put(self.pick("break", "break", f"raise EOFError(len({data}), {data})", f"return {data}", f"return {data}, {chunk}"))
            if self.chance(0.1):
                self.put(f"result.append({self.pick(f'len({data})', f'{data}[:2]', f'{data}', f'{chunk}')})")
            self.put(self.pick(f"{data} += {chunk}", f"{data} += {chunk}", f"{data} = {data} + {chunk}", f"{data} = {chunk} + {data}"))
        for _ in range(self.pick(1, 1, 2, 3)):
            self.put(
                self.pick(
                    f"result.append({data})",
                    f"result.append({self.any_sink(data)})",
                    f"result.append((type({data}).__name__, len({data})))",
                    f"result.append({data}.decode('latin-1'))",
                    f"result.append({data}[2:5])",
                    f"{data} += b'end'",
                    f"{data} = {data}[1:]",
                    f"return {data}",
                    f"note({data})",
                )
            )
        if self.chance(0.2):
            self.put(f"result.append({self.pick('later()', 'alias', f'[{data} for _ in range(2)]', f'{chunk}')})")

    PATTERNS = (
        slices_in_loop,
        slices_in_loop,
        comprehension,
        sends,
        unpacks,
        unpacks,
        named_unpacks,
        named_unpacks,
        sums_of_arrays,
        copies_of_its_own,
        cuts_down,
        eats,
        eats,
        eats,
        accumulates,
        converts,
        copies,
        tobytes,
        searches,
        searches,
        single_bytes,
        chained,
        views_in_loop,
        reads,
        fills,
        fills,
    )

    # A whole program.

    def statement(self, name, base):
        pattern = self.random.choice(self.PATTERNS)
        if self.chance(0.12):
            with self.block("try:"):
                pattern(self, name, base)
            with self.block(f"except {self.pick('Exception', 'ValueError', '(BufferError, TypeError)', 'struct.error')} as error:"):
                self.put("result.append(type(error).__name__)")
        elif self.chance(0.08):
            with self.block(f"if n % 2 == {self.pick(0, 1)}:"):
                pattern(self, name, base)
        elif self.chance(0.06):
            inner = self.new_name("later")
            with self.block(f"def {inner}():"):
                self.put(f"return {self.sink(f'{name}[{self.bounds()}]')}")
            pattern(self, name, base)
            self.put(f"result.append({inner}())")
        else:
            pattern(self, name, base)

    def function(self, number, base):
        name = self.pick("data", "buf", "payload")
        generator = self.chance(0.1)
        kind = "Iterator[object]" if generator else "object"
        local = self.chance(0.3)
        parameter = "n: int" if local else f"{name}: {base.annotation}, n: int"
        self.depth = 0
        with self.block(f"def work{number}({parameter}, size: int = 9, position: int = 4) -> {kind}:"):
            if local:
                self.put(f"{name} = {base.made.format(n=self.pick(*SIZES))}")
            self.put("result: list = []")
            self.put("digest = hashlib.sha256()")
            self.put("out = io.BytesIO()")
            self.put("binary: BinaryIO = io.BytesIO()")
            self.put("collected = bytearray()")
            self.put("sock = connected()")
            self.put("other_sock = Socket()")
            for _ in range(self.pick(1, 1, 2, 3)):
                self.statement(name, base)
                if self.chance(0.15):
                    self.disturb(name, base)
                if generator:
                    self.put("yield result")
            if not generator:
                self.put("return result, digest.hexdigest(), out.getvalue(), collected, binary.tell()")
        self.lines.append("")
        self.lines.append("")
        return local

    def program(self):
        self.lines = [PREAMBLE, "def change(buffer):", "    buffer[0:1] = buffer[1:2]", "", ""]
        calls = []
        for number in range(self.pick(1, 2, 3)):
            base = self.random.choice(BASES)
            local = self.function(number, base)
            for _ in range(2):
                made = base.made.format(n=self.pick(*SIZES))
                calls.append(f"work{number}({'' if local else made + ', '}{self.number()})")
        self.lines += ["CALLS = ["] + [f"    lambda: {call}," for call in calls] + ["]", ""]
        return "\n".join(self.lines)


def program(seed):
    """The program of that number: always the same."""
    return Writer(seed).program()
