"""Prints what Python knows of its single-byte codecs, for codec_test.cpp.

codec MODULE NAME, then for each of the 256 bytes `CHARACTER/BYTE`: its character in UTF-8 and the byte that
character is encoded as, both in hexadecimal; `-` for a byte that is no character.
alias ALIAS NAME
"""

import codecs
import encodings
import importlib
import pkgutil
from encodings.aliases import aliases


def is_single_byte(name):
    if name in {"mbcs", "oem"}:
        return False
    module = importlib.import_module("encodings." + name)
    if name in {"ascii", "latin_1"}:
        return True
    is_map = hasattr(module, "decoding_table") or hasattr(module, "decoding_map")
    return is_map and module.getregentry()._is_text_encoding


def describe(byte, name):
    try:
        character = bytes([byte]).decode(name)
    except UnicodeDecodeError:
        return "-"
    return character.encode().hex() + "/" + character.encode(name).hex()


modules = [module.name for module in pkgutil.iter_modules(encodings.__path__)]
supported = {name for name in modules if is_single_byte(name)}
for name in sorted(supported):
    print("codec", name, codecs.lookup(name).name, *(describe(byte, name) for byte in range(256)))
for alias, module in sorted(aliases.items()):
    is_reachable = alias == alias.lower()  # names are looked up in lower case; csHPRoman8 never matches
    if is_reachable and module in supported | {"utf_8"}:
        print("alias", alias, codecs.lookup(alias).name)
