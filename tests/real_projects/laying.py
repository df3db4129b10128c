"""Fetches a project of the table, unpacks it, and makes the virtual environment that its tests run in."""

import json
import shutil
import subprocess

from trouble import Trouble, tail


def do(command, what, **options):
    """Runs a command that has to succeed; its standard output."""
    try:
        process = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, capture_output=True, text=True, **options)
    except OSError as error:
        raise Trouble(f"{what}: {command[0]} does not start: {error.strerror}") from error
    if process.returncode != 0:
        raise Trouble(f"{what}: status {process.returncode}\n{tail(process.stdout + process.stderr)}")
    return process.stdout


def only_child(folder, what):
    children = sorted(folder.iterdir())
    if len(children) != 1:
        raise Trouble(f"{what}: one entry expected in {folder}, found {len(children)}")
    return children[0]


def fetched(project, python, folder):
    """The archive, or for a repository the folder, that is kept between runs."""
    if folder.exists() and any(folder.iterdir()):
        return only_child(folder, project.name)
    # Beside it first: what an interrupted run leaves is never taken for the whole.
    coming = folder.with_name(folder.name + ".coming")
    shutil.rmtree(coming, ignore_errors=True)
    coming.mkdir(parents=True)
    if project.repository:
        command = ["git", "clone", "-q", "--depth", "1", "--branch", project.tag, project.repository, coming / project.name]
        do([*command[:2], "-c", "advice.detachedHead=false", *command[2:]], f"cloning {project.name}")
    else:
        command = [python, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", project.name, "-d", coming]
        do([*command, f"{project.name}=={project.version}"], f"downloading {project.name}")
    shutil.rmtree(folder, ignore_errors=True)
    coming.rename(folder)
    return only_child(folder, project.name)


def unpacked(source, folder):
    """The project as it was fetched, in `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    if source.is_dir():
        shutil.copytree(source, folder, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        return
    unpacking = folder.with_name(folder.name + ".coming")
    shutil.rmtree(unpacking, ignore_errors=True)
    shutil.unpack_archive(source, unpacking)
    only_child(unpacking, source.name).rename(folder)
    shutil.rmtree(unpacking)


def environment(project, python, original, folder):
    """The Python of a virtual environment with what the project needs; made anew when that is not as it was."""
    inside = folder / "bin" / "python"
    version = do([python, "-c", "import sys; print(sys.version)"], str(python))
    stamp, wanted = folder / "made-for.json", json.dumps([version, project.version, project.install])
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return inside
    shutil.rmtree(folder, ignore_errors=True)
    do([python, "-m", "venv", folder], f"an environment for {project.name}")
    if project.install:
        parts = [str(original) if part == "." else part for part in project.install]
        command = [inside, "-m", "pip", "install", "-q", "--disable-pip-version-check", *parts]
        do(command, f"what {project.name} needs")
    stamp.write_text(wanted, "utf-8")
    return inside


def has_monitoring(python):
    """Whether it is Python 3.12 or newer, where sys.monitoring tells what ran."""
    return do([python, "-c", "import sys; print(hasattr(sys, 'monitoring'))"], str(python)).strip() == "True"
