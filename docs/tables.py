"""What follows from the code is written by it, so that it cannot drift: tables in the documentation, and the
schema of report.json.

`python docs/tables.py` names the files that are out of date, with exit code 1 if there are any; with
`--write` it brings them up to date.
"""

import ast
import io
import json
import re
import sys
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.outputs import OUTPUTS
from exercises.catalogue import MOVEMENTS
from exercises.evidence import Evidence
from exercises.movement import (
    Check,
    Condition,
    HoldCheck,
    Kind,
    Limit,
    Movement,
    Requirement,
    Signal,
    Substitute,
)
from exercises.report import report_schema

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("vision", "exercises", "reports", "analysis", "backline", "ui")
_LONGEST_VALUE = 150
_LABEL = re.compile(r"\b(literature|measured|guess)\b")


class Constant(NamedTuple):
    """A number in the code that says where it comes from."""

    module: str
    name: str
    value: str
    label: str
    words: str


def main() -> int:
    """Look at the files, or write them, and give the exit code."""
    stale = [
        path
        for path, text in up_to_date().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path in stale:
        if "--write" in sys.argv[1:]:
            path.write_text(up_to_date()[path], encoding="utf-8")
        print(path.relative_to(ROOT))
    return 1 if stale and "--write" not in sys.argv[1:] else 0


def up_to_date() -> dict[Path, str]:
    """The files that follow from the code, in part or whole, with the text that they should have."""
    blocks = {
        ROOT / "README.md": {"movements": movements_table()},
        ROOT / "docs" / "constants.md": {"judgements": limits_tables(), "constants": constants_table()},
        ROOT / "docs" / "report.md": {"outputs": outputs_table()},
    }
    texts = {path: _with_blocks(path.read_text(encoding="utf-8"), held) for path, held in blocks.items()}
    schema = json.dumps(report_schema(), ensure_ascii=False, indent=2)
    return {**texts, ROOT / "reports" / "report.schema.json": f"{schema}\n"}


def outputs_table() -> str:
    """The table of the files that are written of a set."""
    return _table(("File", "What"), ((f"`{output.name}`", output.about) for output in OUTPUTS))


# --- movements and their limits ---------------------------------------------------------------------------


def movements_table() -> str:
    """The table of every movement of the catalogue with what is judged."""
    rows = []
    for movement in MOVEMENTS.values():
        kind = movement.kind.value + (" per side" if movement.sides.apart else "")
        judged = "; ".join(check.label[0].lower() + check.label[1:] for check in _checks(movement))
        rows.append((f"`{movement.id}`", kind, movement.best_view.value, judged))
    return _table(("Id", "Counted as", "Best seen from", "Judged"), rows)


def limits_tables() -> str:
    """A table for each movement: what must hold for it to count, and what is judged, with the limits."""
    return "\n\n".join(f"### {m.name}\n\n{_limits_table(m)}" for m in MOVEMENTS.values())


def _limits_table(movement: Movement) -> str:
    rows = [_limit_row("position", condition.otherwise, condition) for condition in movement.position]
    rows += [_limit_row("held side", condition.otherwise, condition) for condition in movement.held]
    if movement.signal is not None and movement.signal.evidence is not None:
        rows.append(_signal_row(movement.kind, movement.signal, movement.signal.evidence))
    for needed in movement.requirements:
        rows.append(_limit_row("requirement", needed.otherwise, needed))
        if needed.instead:
            rows.append(_limit_row("or else", needed.instead.otherwise, needed.instead))
    for substitute in movement.substitutes:
        rows += _substitute_rows(movement.kind, substitute)
    for check in _checks(movement):
        role = "judged, stops the clock" if isinstance(check, HoldCheck) and check.pauses else "judged"
        rows.append(_limit_row(role, check.label, check))
    rows += [_limit_row("recognised by", told.otherwise, told) for told in movement.recognised_by]
    return _table(("", "What", "Fault or failed", "Doubtful band", "Source", "Evidence"), rows)


def _substitute_rows(kind: Kind, substitute: Substitute) -> list[tuple[str, ...]]:
    """What an attempt that was done another way is told by."""
    rows = []
    if substitute.signal.evidence is not None:
        _, *row = _signal_row(kind, substitute.signal, substitute.signal.evidence)
        rows.append((f"attempt: {substitute.otherwise}", *row))
    rows += [_limit_row("unless", needed.otherwise, needed) for needed in substitute.requirements]
    return rows


def _signal_row(kind: Kind, signal: Signal, evidence: Evidence) -> tuple[str, ...]:
    suffix = _suffix(signal.measure.unit)
    ends = f"from {signal.rest:g}{suffix} at rest to {signal.effort:g}{suffix}"
    too_little = f"quicker than {signal.shortest_s:g} s"
    if kind is not Kind.FLOW:
        too_little += f", or less than {signal.least_attempt:g} of the way"
    return "counted", ends, too_little, "", evidence.source.value, str(evidence)


def _limit_row(role: str, what: str, held: Check | HoldCheck | Condition | Requirement) -> tuple[str, ...]:
    unit = _unit(held)
    limit, own_best, doubt = held.limit, getattr(held, "own_best", None), getattr(held, "doubt", 0.0)
    words, band = _limit_words(limit, unit), f"{limit.grey:g}{_suffix(unit)}" if limit.grey else ""
    if own_best is not None:
        words += f", or {own_best:g}{_suffix(unit)} worse than the best of the set"
    if doubt:
        band += f", and {doubt:g}{_suffix(unit)} on the good side"
    return role, what, words, band, limit.evidence.source.value, _evidence_words(held)


def _evidence_words(held: Check | HoldCheck | Condition | Requirement) -> str:
    """What the limit rests on, then what a check's other numbers do."""
    own = getattr(held, "evidence", None)
    return f"{held.limit.evidence}; {own}" if own is not None else str(held.limit.evidence)


def _unit(held: Check | HoldCheck | Condition | Requirement) -> str:
    """The unit of the value that is held against the limit."""
    match held:
        case HoldCheck():
            return held.unit
        case Condition():
            return held.measure.unit
    return held.reads.unit


def _limit_words(limit: Limit, unit: str) -> str:
    bounds = (("below", limit.below), ("above", limit.above))
    return " or ".join(f"{word} {bound:g}{_suffix(unit)}" for word, bound in bounds if bound is not None)


def _suffix(unit: str) -> str:
    return unit if unit in ("", "°") else f" {unit}"


def _checks(movement: Movement) -> list[Check | HoldCheck]:
    return [*movement.checks, *movement.hold_checks]


# --- constants --------------------------------------------------------------------------------------------


def constants_table() -> str:
    """The table of every constant of the code that says where it comes from."""
    paths = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    found = [constant for path in paths for constant in labelled_constants(path)]
    return _table(
        ("Where", "Constant", "Value", "Source", "Note"),
        ((f"`{c.module}`", f"`{c.name}`", f"`{_short(c.value)}`", c.label, c.words) for c in found),
    )


def _short(value: str) -> str:
    """A value in short: a whole movement stands in the tables above, so here its name will do."""
    return value if len(value) <= _LONGEST_VALUE else f"{value.split('(')[0]}(…)"


def labelled_constants(path: Path) -> Iterator[Constant]:
    """Give assignments of one name whose comment, or text below, says literature, measured or guess."""
    source = path.read_text(encoding="utf-8")
    comments = {
        token.start[0]: token.string.lstrip("# ").strip()
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    module = str(path.relative_to(ROOT))
    for body in _bodies(ast.parse(source)):
        for at, node in enumerate(body):
            name = _assigned(node)
            if name is None:
                continue
            text = " ".join(comments[n] for n in range(node.lineno, node.end_lineno + 1) if n in comments)
            if label := _LABEL.search(text or _below(body, at)):
                words = re.sub(rf"^{label[1]}\b:? ?| \({label[1]}\)$", "", text or _below(body, at))
                yield Constant(module, name, ast.unparse(node.value), label[1], words)


def _bodies(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    yield tree.body
    yield from (node.body for node in tree.body if isinstance(node, ast.ClassDef))


def _assigned(node: ast.stmt) -> str | None:
    """The name that a statement gives a value to, None where it does something else."""
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    return target.id if isinstance(target, ast.Name) and getattr(node, "value", None) else None


def _below(body: list[ast.stmt], at: int) -> str:
    """The text that describes the assignment above it."""
    after = body[at + 1] if at + 1 < len(body) else None
    told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
    return re.sub(r"\s+", " ", str(after.value.value)) if told else ""


# --- markdown ---------------------------------------------------------------------------------------------


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _with_blocks(text: str, blocks: dict[str, str]) -> str:
    for name, content in blocks.items():
        block = re.compile(f"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text, replaced = block.subn(lambda found, new=content: f"{found[1]}\n{new}\n\n{found[2]}", text)
        if replaced != 1:
            raise SystemExit(f"There is no block <!-- {name} --> to write to: put one into the text again.")
    return text


if __name__ == "__main__":
    sys.exit(main())
