"""Holds the rooms of linter/ and rules/ to the house plan: who may include whom, and who links whom.

`violations(root)` reads every `#include`, every preprocessor condition and every link line, and answers with one line for each
that goes against the plan.
"""

import re
from pathlib import Path

# Room -> the rooms that it names. It may include those and everything under them; its link line names exactly these.
PLAN = {
    "platform": (),
    "text": (),
    "syntax": ("text",),
    "types": ("syntax",),
    "stubs": ("types",),
    "semantics": ("stubs",),
    "engine": ("semantics",),
    "config": ("engine", "platform"),
    "report": ("engine",),
    "workspace": ("config",),
    "bench": ("engine", "platform"),
    "server": ("workspace", "bench"),
    "rules": ("engine",),
}
# The command line sits on everything but the rules: no room names a rule. Its link line names the rooms that it needs directly.
TOP = "cli"
ROOMS = {*PLAN, TOP}
# The program, outside of the rooms, brings the command line and the rules together.
PROGRAM = "slicecop"

# Slow to compile, so a header that includes one slows every reader of that header. json_fwd.hpp was made for headers.
HEAVY = re.compile(r"^(nlohmann/(?!json_fwd\.hpp)|CLI/|toml\+\+/)")
SYSTEMS = re.compile(
    r"\b(_WIN32|_WIN64|WIN32|__MINGW32__|__MINGW64__|__CYGWIN__|__linux__?|__gnu_linux__|linux|__APPLE__|__MACH__|TARGET_OS_\w+"
    r"|__unix__?|unix|__ANDROID__|__FreeBSD__|__NetBSD__|__OpenBSD__|__EMSCRIPTEN__|__wasi__)\b"
)

SOURCE_SUFFIXES = {".h", ".hpp", ".inc", ".c", ".cpp"}
HEADER_SUFFIXES = {".h", ".hpp", ".inc"}

# Comments and literals, so that neither is taken for code. An #include's own quotes are kept: it is matched first.
SKIPPED = re.compile(
    r"""(?P<keep>^[ \t]*\#[ \t]*include[^\n]*)
      | //[^\n]* | /\*.*?\*/
      | R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)"
      | "(?:\\.|[^"\\\n])*" """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[ \t]*([<\"])([^>\"]+)[>\"]", re.MULTILINE)
CONDITION = re.compile(r"^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif|elifdef|elifndef)\b(.*)$", re.MULTILINE)
LINK = re.compile(r"target_link_libraries\s*\(\s*(\S+)\s+([^)]*)\)", re.IGNORECASE)


def below(room):
    """Every room that `room` may include, itself among them."""
    reached, waiting = set(), [room]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += ROOMS - {"rules"} if here == TOP else PLAN[here]
    return reached


def without_comments(text):
    # What is skipped leaves its line ends behind, so that lines keep their numbers.
    text = text.replace("\\\n", " ")
    return SKIPPED.sub(lambda match: match["keep"] or "\n" * match[0].count("\n") or '""', text)


def room_of(path, root):
    parts = path.relative_to(root).parts
    return parts[1] if parts[0] == "linter" else parts[0]


def check_include(room, path, bracket, target):
    """What is wrong with one #include, or None."""
    first = target.split("/", 1)[0]
    if HEAVY.match(target) and path.suffix in HEADER_SUFFIXES:
        return f"includes the heavy {target} in a header"
    if first in ROOMS and "/" in target:
        return None if first in below(room) else f"{room} may not include {target}"
    if bracket == '"':
        return f'"{target}" names no room: an include is written "room/file.h"'
    return None


def check_source(path, root):
    room = room_of(path, root)
    text = without_comments(path.read_text(encoding="utf-8"))
    name = path.relative_to(root).as_posix()
    for match in INCLUDE.finditer(text):
        problem = check_include(room, path, match[1], match[2])
        if problem:
            yield f"{name}: {problem}"
    if room != "platform":
        for match in CONDITION.finditer(text):
            system = SYSTEMS.search(match[1])
            if system:
                yield f"{name}: a condition on {system[0]}: what differs between systems lives in linter/platform"


def check_links(path, root):
    room = PROGRAM if path.parent == root else room_of(path, root)
    name = path.relative_to(root).as_posix()
    text = re.sub(r"#[^\n]*", "", path.read_text(encoding="utf-8"))
    linked = {}
    for match in LINK.finditer(text):
        target = match[1]
        # Words, so that a room inside a generator expression is seen too.
        linked.setdefault(target, set()).update(set(re.findall(r"[\w+]+(?:::\w+)*", match[2])) & ROOMS)
    for target, rooms in linked.items():
        if target in ROOMS and target != room:
            yield f"{name}: the link line of {target} stands outside of its folder"
        elif room == PROGRAM:
            if not rooms <= {TOP, "rules"}:
                yield f"{name}: {target} links {listed(rooms - {TOP, 'rules'})}; the program links {TOP} and rules"
        elif target == room and room != TOP:
            if rooms != set(PLAN[room]):
                yield f"{name}: {room} links {listed(rooms)}; the plan says {listed(PLAN[room])}"
        elif not rooms <= below(room):
            yield f"{name}: {target} may not link {listed(rooms - below(room))}"
    at_its_top = path.parent in (root / "linter" / room, root / room)
    if at_its_top and room not in linked and PLAN.get(room) != ():
        yield f"{name}: {room} has no link line"


def listed(rooms):
    return " ".join(sorted(rooms)) or "no room"


def violations(root):
    root = Path(root)
    found = []
    sources = []
    for path in sorted((root / "linter").iterdir()):
        if path.is_dir() and path.name not in ROOMS - {"rules"}:
            found.append(f"linter/{path.name}: a folder that the house plan lacks")
        elif path.is_dir():
            sources += sorted(path.rglob("*"))
        elif path.name != "CMakeLists.txt":
            found.append(f"linter/{path.name}: lies outside of every room")
    sources += sorted((root / "rules").rglob("*"))
    # The loop over the rooms: it links nothing.
    for match in LINK.finditer((root / "linter" / "CMakeLists.txt").read_text("utf-8")):
        found.append(f"linter/CMakeLists.txt: a link line of {match[1]} outside of its folder")
    for path in [*sources, root / "CMakeLists.txt"]:
        if path.name == "CMakeLists.txt":
            found += check_links(path, root)
        elif path.suffix in SOURCE_SUFFIXES:
            found += check_source(path, root)
    return found
