"""Proves the fixes on a project of the table."""

import fixing
import laying
import proof
from suite import Suite


def pytest_options(project):
    """Results to compare, and nothing that the project wishes for beyond the tests: coverage, several processes, another order."""
    options = ["-q", "-o", "addopts=", "-p", "no:cacheprovider", "--junit-xml={results}"]
    for place in project.left_out:
        options += ["--deselect" if "::" in place else "--ignore", place]
    return options


def command_of(project, python):
    command = [str(python), *project.tests]
    return command + pytest_options(project) if project.tests[:2] == ["-m", "pytest"] else command


def laid_out(project, work, python, program, unsafe):
    """(its folder in `work`, what was fixed, the Python that runs its tests: None where nothing was fixed)"""
    folder = work / f"{project.name}-{project.version}"
    folder.mkdir(parents=True, exist_ok=True)
    source = laying.fetched(project, python, folder / "fetched")
    laying.unpacked(source, folder / "original")
    fixed = fixing.fix(program, folder / "original", folder / "fixed", unsafe=unsafe)
    (folder / "fixes.patch").write_text(fixed.patch, "utf-8", errors="surrogateescape")
    inside = laying.environment(project, python, folder / "original", folder / "environment") if fixed.places else None
    return folder, fixed, inside


def prove(project, work, python, program, unsafe):
    folder, fixed, inside = laid_out(project, work, python, program, unsafe)

    def suite_at(tested):
        path = [tested / part for part in project.sources]
        return Suite(command_of(project, inside), tested, path, project.environment, project.timeout)

    return proof.prove(project.name, project.version, folder, fixed, suite_at, laying.has_monitoring(python))
