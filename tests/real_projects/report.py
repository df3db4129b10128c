"""The table of a run, in Markdown, and what stands under it."""

import results

HEAD = "| project | version | Python files | safe fixes, by rule | places run | passed / failed / skipped before | after | differences |"
RULE = "|---|---|---:|---|---:|---:|---:|---:|"


def outcomes(run):
    return "-" if run is None else " / ".join(f"{number:,}" for number in results.counts(run))


def made(fixed):
    total = sum(fixed.made.values())
    if not total:
        return "none"
    return f"{total}: " + ", ".join(f"{times} `{rule}`" for rule, times in sorted(fixed.made.items(), key=lambda one: (-one[1], one[0])))


def places(proof):
    total = sum(map(len, proof.fixed.places.values()))
    return "-" if proof.places_run is None else f"{proof.places_run} of {total}"


def row(proof):
    cells = (
        *(proof.name, proof.version, f"{proof.fixed.python_files:,}", made(proof.fixed), places(proof)),
        *(outcomes(proof.before), outcomes(proof.after), "-" if proof.before is None else str(len(proof.differences))),
    )
    return f"| {' | '.join(cells)} |"


def table(proofs, unsafe):
    head = HEAD.replace("safe fixes", "fixes, unsafe ones too") if unsafe else HEAD
    return "\n".join([head, RULE, *map(row, proofs)])


def details(proofs):
    """A line for each difference, and for each test that tells nothing."""
    lines = [f"{proof.name}: {difference}" for proof in proofs for difference in proof.differences]
    lines += [f"{proof.name}: {test} does not give the same twice, and is not counted" for proof in proofs for test in proof.unsteady]
    return "\n".join(lines)
