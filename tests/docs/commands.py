"""The shell commands that a Markdown page shows, and a way to run them as its reader would.

A block that opens with ```sh is run from top to bottom, in one shell. Each command must exit with status 0, or with the status
that a comment at its end names: `slicecop check demo  # exit status 1: it has findings`.
"""

import re
import subprocess
import textwrap
from dataclasses import dataclass

BLOCK = re.compile(r"^(?P<indent>[ ]*)```(?P<info>[^\n`]*)\n(?P<body>.*?)^[ ]*```[ ]*$", re.DOTALL | re.MULTILINE)
EXPECTED = re.compile(r"#.*\bexit status (\d+)\b")
# What shells are called elsewhere: a block under another name would escape the test.
SHELLS = {"bash", "shell", "console", "zsh", "shell-session", "terminal"}


@dataclass(frozen=True)
class Command:
    text: str
    status: int


def shell_blocks(markdown):
    """For each block of commands, its commands."""
    blocks = []
    for match in BLOCK.finditer(markdown):
        name = match["info"].strip().lower()
        if name in SHELLS:
            raise ValueError(f"a block of commands is called `sh`, not `{name}`, so that it is run")
        if name == "sh":
            blocks.append(split_commands(textwrap.dedent(match["body"])))
    return blocks


def split_commands(body):
    """Lines, joined as long as the shell finds them incomplete."""
    commands, waiting = [], ""
    for line in body.splitlines():
        waiting += line + "\n"
        if not waiting.strip() or waiting.lstrip().startswith("#"):
            waiting = ""
        elif not line.endswith("\\") and is_complete(waiting):
            expected = EXPECTED.search(line)
            commands.append(Command(waiting.strip(), int(expected[1]) if expected else 0))
            waiting = ""
    if waiting:
        raise ValueError(f"a command that the shell cannot read: {waiting.strip()}")
    return commands


def is_complete(text):
    # An unfinished here-document is a warning only.
    process = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True)
    return process.returncode == 0 and not process.stderr


def run_block(commands, cwd, env, timeout):
    """Runs the commands in one shell; the first that exits with another status than it should is described, else None."""
    script = "exec 3>&2 2>&1\n"
    for number, command in enumerate(commands):
        script += f"{command.text}\n_status=$?\n"
        script += f'[ $_status = {command.status} ] || {{ echo "@{number} $_status" >&3; exit 3; }}\n'
    process = subprocess.run(
        ["bash", "-c", script], cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout
    )
    verdict = re.search(r"^@(\d+) (\d+)$", process.stderr, re.MULTILINE)
    if verdict:
        command = commands[int(verdict[1])]
        return f"`{command.text}` exits {verdict[2]}, not {command.status}:\n{process.stdout[-4000:]}"
    if process.returncode != 0:
        return f"the shell ends with {process.returncode}:\n{process.stdout[-4000:]}{process.stderr[-2000:]}"
    return None
