"""Answers for declaration_test.cpp, one line per argument: a file's bytes in hexadecimal.

detect FILE...   the encoding that `tokenize` finds, or `error`
compile FILE...  what the compiler makes of the file's variable `x` in UTF-8 and hexadecimal, or `error`
"""

import codecs
import io
import sys
import tokenize


def detect(source):
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    bom = source.startswith(codecs.BOM_UTF8)
    return codecs.lookup("utf-8" if bom else encoding).name + (" bom" if bom else "")


def evaluate(source):
    scope = {}
    exec(compile(source, "<case>", "exec"), scope)
    return scope["x"].encode().hex()


question = {"detect": detect, "compile": evaluate}[sys.argv[1]]
for argument in sys.argv[2:]:
    try:
        print(question(bytes.fromhex(argument)))
    except SyntaxError:
        print("error")
