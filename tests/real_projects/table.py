"""The table of projects, projects.json: where each comes from, how its tests are run, what is left out and why."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from trouble import Trouble

TABLE = Path(__file__).with_name("projects.json")
KEYS = {"name", "version", "repository", "tag", "sources", "install", "tests", "environment", "left_out", "timeout", "note"}
NEEDED = ("name", "version", "tests")
STANDARD_LIBRARY = "stdlib"


@dataclass(frozen=True)
class Project:
    name: str
    version: str
    # What Python runs, without Python itself; `{results}` is the JUnit file to write, `{table}` this folder.
    tests: list
    # Empty where the source distribution of that name and version is taken.
    repository: str = ""
    tag: str = ""
    # Folders of the project that its tests import from.
    sources: list = field(default_factory=lambda: ["."])
    # What pip installs beside the project; "." is the project itself, where its tests ask for its metadata.
    install: list = field(default_factory=list)
    environment: dict = field(default_factory=dict)
    # What pytest is told to leave out (a file, or FILE::TEST) -> why.
    left_out: dict = field(default_factory=dict)
    # Seconds for one run of the tests.
    timeout: int = 900
    note: str = ""


def project_of(entry, place):
    if not isinstance(entry, dict):
        raise Trouble(f"{place}: an object is expected")
    unknown = sorted(set(entry) - KEYS)
    if unknown:
        raise Trouble(f"{place}: unknown key `{unknown[0]}`")
    missing = [key for key in NEEDED if not entry.get(key)]
    if missing:
        raise Trouble(f"{place}: `{missing[0]}` is missing")
    if bool(entry.get("repository")) != bool(entry.get("tag")):
        raise Trouble(f"{place}: `repository` and `tag` belong together")
    return Project(**entry)


def all_projects(path=TABLE):
    try:
        entries = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Trouble(f"{path}: {error}") from error
    projects = [project_of(entry, f"{path.name}, entry {number}") for number, entry in enumerate(entries, 1)]
    names = [project.name for project in projects]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice or STANDARD_LIBRARY in names:
        raise Trouble(f"{path.name}: the name `{(twice or [STANDARD_LIBRARY])[0]}` is taken twice")
    return projects


def chosen(projects, names):
    """Those of `names` in their order, all of them where no name is given; a name that is unknown is told."""
    if not names:
        return projects
    known = {project.name: project for project in projects}
    for name in names:
        if name not in known and name != STANDARD_LIBRARY:
            raise Trouble(f"no project `{name}`; there are {STANDARD_LIBRARY}, {', '.join(known)}")
    return [known[name] for name in names if name in known]
