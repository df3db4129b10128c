"""The Python interpreters of this machine, 3.8 and newer."""

import os
import re
import shutil
import subprocess
from pathlib import Path

OLDEST = (3, 8)


def candidates():
    for minor in range(OLDEST[1], 20):
        found = shutil.which(f"python3.{minor}")
        if found:
            yield Path(found)
    for root in (os.environ.get("PYENV_ROOT"), "~/.pyenv"):
        if root:
            yield from sorted(Path(root).expanduser().glob("versions/3.*/bin/python3"))


def version_of(python):
    """(3, 11), or None where it does not start: a pyenv shim of a version that is not chosen."""
    process = subprocess.run([str(python), "--version"], capture_output=True, text=True)
    version = re.match(r"Python (\d+)\.(\d+)", process.stdout)
    return (int(version[1]), int(version[2])) if process.returncode == 0 and version else None


def all_pythons():
    """One for each minor version, oldest first."""
    found = {}
    for python in candidates():
        version = version_of(python)
        if version and version >= OLDEST:
            found.setdefault(version, str(python))
    return [found[version] for version in sorted(found)]
