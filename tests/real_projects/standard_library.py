"""Proves the fixes on the standard library of a CPython that has its test suite.

The interpreter is copied with its library: an executable that lies beside its lib/ takes that one, whatever its environment says, and
so do the processes that tests start.
"""

import json
import shutil
from pathlib import Path

import fixing
import laying
import proof
import test_choice
from suite import Suite
from table import STANDARD_LIBRARY
from trouble import Trouble

# Seconds; regrtest ends a test file after a third of it.
TIMEOUT = 3600
ASK = """
import json, platform, sys, sysconfig
paths = sysconfig.get_paths()
print(json.dumps([getattr(sys, "_base_executable", sys.executable), sys.base_prefix, paths["stdlib"], paths["platstdlib"],
                  platform.python_version(), platform.python_implementation()]))
"""
WHERE = "import sys, sysconfig; print(sys.prefix); print(sysconfig.get_paths()['stdlib'])"
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "site-packages", "dist-packages", "config-*", "*.a")


def layout_of(python):
    """(executable, prefix, library, version)"""
    executable, prefix, library, platform_library, version, kind = json.loads(laying.do([python, "-c", ASK], str(python)))
    if kind != "CPython":
        raise Trouble(f"{python} is {kind}; only CPython has these tests")
    if library != platform_library or not Path(library).is_relative_to(prefix):
        raise Trouble(f"{python} keeps its library in several places, {library} and {platform_library}; take another")
    if not Path(library, "test", "test_zlib.py").exists():
        raise Trouble(f"{python} came without its test suite ({library}/test); take one that was built from source")
    return Path(executable), Path(prefix), Path(library), version


def copy_interpreter(python, folder):
    """(the executable, the library, as paths in the copy; the version)"""
    executable, prefix, library, version = layout_of(python)
    inside = Path("bin", executable.resolve().name), library.relative_to(prefix)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "bin").mkdir(parents=True)
    shutil.copy2(executable.resolve(), folder / inside[0])
    shutil.copytree(library, folder / inside[1], symlinks=True, ignore=LEFT_BEHIND)
    return *inside, version


def assert_taken(executable, folder, library):
    """The copy imports from itself, even where the environment is ignored."""
    said = laying.do([executable, "-I", "-c", WHERE], str(executable)).splitlines()
    if [Path(line).resolve() for line in said] != [folder.resolve(), (folder / library).resolve()]:
        raise Trouble(f"{executable} does not take the library beside it, but {said[-1]}")


def prove(work, python, program, unsafe):
    original, fixed_copy = work / STANDARD_LIBRARY / "original", work / STANDARD_LIBRARY / "fixed"
    executable, library, version = copy_interpreter(python, original)
    fixed = fixing.fix(program, original, fixed_copy, root=library, unsafe=unsafe)
    (work / STANDARD_LIBRARY / "fixes.patch").write_text(fixed.patch, "utf-8", errors="surrogateescape")
    touched = [Path(name).relative_to(library).as_posix() for name in fixed.places]
    tests = test_choice.tests_of(touched, test_choice.all_tests(original / library))

    def suite_at(tested):
        assert_taken(tested / executable, tested, library)
        command = [str(tested / executable), "-X", "frozen_modules=off", "-m", "test", "--junit-xml", "{results}", "-j2"]
        return Suite([*command, "--timeout", str(TIMEOUT // 3), *tests], tested, [], {}, TIMEOUT)

    return proof.prove("standard library", version, work / STANDARD_LIBRARY, fixed, suite_at, laying.has_monitoring(python))
