"""Prints struct.calcsize of a table of formats and of random ones: the format in hex, and the size or `-` for an error.

    struct_sizes.py SEED COUNT
"""
import random
import struct
import sys

CODES = "xcbB?hHiIlLqQnNefdspP"
TABLE = [
    "", "<", ">I", "!HH", "=bq", "@bq", "bq", "qb", "b0q", "b0i", "4s", "0s", "16p", "3x", "<10sH", ">4sIQ", "hhl", "?e", "nN", "P", "<P", "<n",
    " > I", "> I", "2 i", "i i", "i\tq\n", "10", "I10", "i8", "z", "<z", "@@i", "<<i", "i<", "-1i", "3", "s", "bb3h2f?", "\x0bi", "i\r", "i\x00",
]


def size(text):
    try:
        return str(struct.calcsize(text))
    except (struct.error, ValueError):
        return "-"


def random_format(source):
    text = source.choice(["", "", "@", "=", "<", ">", "!"])
    for _ in range(source.randrange(8)):
        text += source.choice(["", "", "", str(source.randrange(20)), "0"])
        text += source.choice(CODES + " z") if source.random() < 0.97 else source.choice("<@9 ")
    return text


random_source = random.Random(int(sys.argv[1]))
for text in TABLE + [random_format(random_source) for _ in range(int(sys.argv[2]))]:
    print(text.encode("latin-1").hex() or "''", size(text))
