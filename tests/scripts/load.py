"""Loads a script of scripts/ as a module."""

import importlib.util
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def load_script(name):
    path = SCRIPTS / name
    specification = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(specification)
    # A dataclass looks its module up.
    sys.modules[path.stem] = module
    specification.loader.exec_module(module)
    return module
