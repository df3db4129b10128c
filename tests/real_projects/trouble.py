"""What a user has to know and mend: a missing tool, a mistake in the table, a test run that gave no results."""


class Trouble(Exception):
    """Its text is a whole message: what was tried, what went wrong."""


def tail(text, lines=15):
    """The last lines of what a command wrote, indented, for the end of a message."""
    return "\n".join("    " + line for line in text.rstrip().splitlines()[-lines:])
