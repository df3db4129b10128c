"""A machine made of little: a folder of chosen commands as the whole PATH, and a checkout in miniature."""

import os
import shutil
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
# What a minimal Debian has, as far as the scripts need it.
MINIMAL = ("bash", "cat", "chmod", "cmp", "cp", "cut", "dirname", "env", "find", "flock", "grep", "head", "id", "mkdir", "mv")
MINIMAL += ("nproc", "readlink", "rm", "sh", "tail", "touch", "true")


def commands(folder, **scripts):
    """Makes `folder` the PATH of a minimal machine; `scripts` are further commands, or false ones in place of the true."""
    folder.mkdir()
    for name in MINIMAL:
        os.symlink(shutil.which(name), folder / name)
    for name, text in scripts.items():
        path = folder / name.replace("_", "-")
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/bash\n{text}\n")
        path.chmod(0o755)
    return str(folder)


def miniature(folder):
    """A checkout whose program is one line of C++, with the scripts as they are."""
    shutil.copytree(CHECKOUT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    files = {
        "CMakeLists.txt": "cmake_minimum_required(VERSION 3.25)\nproject(small LANGUAGES CXX)\n"
        "file(GLOB sources CONFIGURE_DEPENDS linter/*.cpp rules/*.cpp)\nadd_executable(slicecop ${sources})\n",
        "CMakePresets.json": '{"version": 6, "configurePresets": [{"name": "release", "generator": "Ninja",'
        ' "binaryDir": "${sourceDir}/build/release"}]}',
        "linter/main.cpp": '#include <cstdio>\nextern int rules;\nint main() { std::printf("%d rules\\n", rules); }\n',
        "rules/rules.cpp": "int rules = 1;\n",
        "third_party/CMakeLists.txt": "",
        "third_party/package-lock.json": '{"lockfileVersion": 3}',
        "third_party/node_modules/.fetched-lock.json": '{"lockfileVersion": 3}',
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def run(script, *arguments, path=None, cwd=None):
    environment = {**os.environ, "PATH": path} if path else dict(os.environ)
    return subprocess.run(
        [shutil.which("bash"), str(script), *arguments], cwd=cwd, env=environment, capture_output=True, text=True, timeout=300
    )
