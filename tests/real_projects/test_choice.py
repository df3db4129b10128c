"""Which tests of the standard library have to do with a file of it."""

import re
from pathlib import PurePosixPath

TESTS = "test"


def module_of(path):
    """`zipfile` for zipfile/__init__.py, `json.decoder` for json/decoder.py."""
    parts = list(PurePosixPath(path).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def own_test(path):
    """The test that a file is a part of: `test_gzip` for test/test_gzip.py and for test/test_gzip/test_speed.py, else None."""
    parts = PurePosixPath(path).parts
    if len(parts) < 2 or parts[0] != TESTS or not parts[1].startswith("test_"):
        return None
    return PurePosixPath(parts[1]).stem


def mentions(module):
    """What finds a test that imports `module`, or starts it as a program."""
    dotted, stem = re.escape(module), re.escape(module.rsplit(".", 1)[-1])
    parent = re.escape(module.rpartition(".")[0])
    imports = [rf"^\s*(?:import|from)\s[^#\n]*(?<![\w.]){dotted}\b", rf"""import\w*\(\s*["']{dotted}["']"""]
    if parent:
        imports.append(rf"^\s*from\s+{parent}\s+import\s[^#\n]*\b{stem}\b")
    return re.compile("|".join([*imports, rf"""["']{stem}(?:\.py)?["']"""]), re.MULTILINE)


def all_tests(library):
    """test -> its source, of all its files."""
    found = {}
    for path in sorted((library / TESTS).glob("test_*")):
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.suffix == ".py" else []
        if files and (path.is_file() or (path / "__init__.py").exists()):
            found[path.stem] = "\n".join(file.read_text("utf-8", errors="replace") for file in files)
    return found


def tests_of(touched, sources):
    """The names of the tests, sorted, for the files `touched` (paths in the library); `sources` as all_tests gives them."""
    chosen = {own_test(path) for path in touched} - {None}
    for path in touched:
        if own_test(path) is None:
            pattern = mentions(module_of(path))
            chosen |= {name for name, source in sources.items() if pattern.search(source)}
    return sorted(chosen & sources.keys())
