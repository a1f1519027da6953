"""The figures of real people as tables: for the terminal, and for docs/accuracy.md between its markers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from rich.console import Console

from benchmarks.accuracy.table import NONE, PAGE, Rows, Section, percent, require_pages, with_blocks
from benchmarks.real_people.coaching import Coached
from benchmarks.real_people.figures import (
    CheckRow,
    Confused,
    Figures,
    Percentiles,
    PositionRow,
    Positions,
    Verdicts,
)
from benchmarks.real_people.labels import Form, Half
from exercises.catalogue import MOVEMENTS
from exercises.movement import Check, HoldCheck

_CLASSES: Final = 6
"""That are named of those that a hold is confused with."""

_FEWEST_UNSAID: Final = 5
"""Judgements on unlabelled people that a row of the page needs."""


def sections(figures: Figures) -> list[Section]:
    """The tables that are published.

    Checks on people whose form nobody has labelled are among them only where they were judged often.
    """
    checks = [row for row in figures.checks if row.form is not Form.UNSAID or row.n >= _FEWEST_UNSAID]
    return [_positions(figures.positions), _checks(checks), _confused(figures.confused)]


def print_tables(figures: Figures, console: Console) -> None:
    """Print all tables, with every check and every set."""
    console.print(f"{figures.samples} samples of real people", highlight=False)
    positions, _, confused = sections(figures)
    for section in (positions, _checks(figures.checks), confused, _sets(figures.sets)):
        if section.rows:
            console.print(section.rich())


def write_page(figures: Figures, page: Path = PAGE) -> Path:
    """Bring the tables of the page up to date.

    Raises PageError where there is no page, or it has lost its markers.
    """
    if page == PAGE:
        require_pages()
    blocks = {section.key: section.markdown for section in sections(figures)}
    page.write_text(with_blocks(page.read_text(encoding="utf-8"), blocks, page), encoding="utf-8")
    return page


# --- each table -------------------------------------------------------------------------------------------


def _positions(found: Sequence[PositionRow]) -> Section:
    rows = [
        (
            f"`{row.movement}`",
            f"{row.source}: {_shown(row)}",
            _of_halves(row, "n"),
            _of_halves(row, "seen"),
            _of_halves(row, "in_position"),
            NONE if row.held_share is None else _of_halves(row, "running"),
            NONE if row.held_share is None else percent(row.held_share),
            _counted(row),
            NONE if row.faulted is None else str(row.faulted),
            row.notice or NONE,
        )
        for row in found
    ]
    head = (
        "movement",
        "people",
        "n",
        "seen",
        "in position",
        "clock running",
        "share of the time",
        "repetitions counted",
        "with any fault",
        "the others are told",
    )
    return Section("real-positions", "In position", head, _named_once(rows))


def _of_halves(row: PositionRow, what: str) -> str:
    """Both halves apart where the form is labelled, with the samples that belong to neither half alone."""
    counts = [getattr(one, what) for one in row.halves.values() if one.n]
    return str(sum(counts)) if row.label == Form.UNSAID else _apart(row.halves, what)


def _apart(halves: Mapping[Half | None, Positions] | Mapping[Half, Verdicts], what: str) -> str:
    """Tuning and checking as in "12 + 9"; one number where neither half has anything to itself."""
    counts = {half: getattr(one, what) for half, one in halves.items()}
    if not any(halves[half].n for half in Half):
        return str(sum(counts.values()))
    return " + ".join(str(counts[half]) for half in Half)


def _shown(row: PositionRow) -> str:
    """The class, where it is not the movement's own name, and what is said of the form."""
    return row.label if row.shows == row.movement else f"{row.shows}, {row.label}"


def _counted(row: PositionRow) -> str:
    if row.reps is None:
        return NONE
    of = "" if row.true is None else f" of {row.true}"
    return f"{row.reps}{of}" + _attempts(row.attempts or 0)


def _checks(found: Sequence[CheckRow]) -> Section:
    rows = [
        (
            f"`{row.movement}`",
            _limit(_check(row)),
            f"{row.source}: {row.form.value}",
            *(_halves(row, what) for what in ("n", "ok", "fault", "withheld")),
            "; ".join(f"{reason} ({n})" for reason, n in row.reasons) or NONE,
            _percentiles(row.readings),
            _percentiles(row.rendered),
        )
        for row in found
    ]
    head = (
        "movement",
        "check and limit",
        "people",
        "n",
        "ok",
        "fault",
        "not judged",
        "because",
        "readings",
        "rendered people",
    )
    return Section("real-checks", "Every check", head, _named_once(rows, columns=2))


def _halves(row: CheckRow, what: str) -> str:
    """Both halves apart where the form is labelled; a dash where only readings are known."""
    if not any(half.n for half in row.halves.values()):
        return NONE
    if row.form is Form.UNSAID:
        return str(sum(getattr(half, what) for half in row.halves.values()))
    return _apart(row.halves, what)


def _check(row: CheckRow) -> Check | HoldCheck:
    movement = MOVEMENTS[row.movement]
    checks: list[Check | HoldCheck] = [*movement.checks, *movement.hold_checks]
    return next(one for one in checks if one.id == row.check)


def _limit(check: Check | HoldCheck) -> str:
    """A check with its limit, as in "hips_pike above 13 ± 3°"."""
    unit = check.unit if isinstance(check, HoldCheck) else check.reads.unit
    bounds = ((check.limit.below, "below"), (check.limit.above, "above"))
    words = " or ".join(f"{word} {bound:g}" for bound, word in bounds if bound is not None)
    grey = f" ± {check.limit.grey:g}" if check.limit.grey else ""
    return f"{check.id} {words}{grey}{unit if unit.startswith('°') or not unit else f' {unit}'}"


def _percentiles(found: Percentiles | None) -> str:
    if found is None:
        return NONE
    digits = 2 if max(abs(found.low), abs(found.high)) < 10 else 0
    values = (found.median,) if found.n == 1 else (found.low, found.median, found.high)
    return f"{' / '.join(f'{value:.{digits}f}' for value in values)} (n={found.n})"


def _confused(found: Sequence[Confused]) -> Section:
    rows = [
        (
            f"`{row.movement}`",
            str(row.ran.of),
            str(row.ran.hits),
            _classes(row),
        )
        for row in found
    ]
    head = ("hold", "photos of other poses", "its clock runs", "for")
    return Section("real-confusion", "Photos of another pose, offered to every hold", head, rows)


def _classes(row: Confused) -> str:
    words = [f"{shows} {share.hits} of {share.of}" for shows, share in row.classes]
    more = [f"{len(words) - _CLASSES} more classes"] if len(words) > _CLASSES else []
    return ", ".join(words[:_CLASSES] + more) or NONE


def _sets(found: Sequence[Coached]) -> Section:
    rows = [
        (
            one.movement,
            one.name,
            one.label,
            NONE if one.true_reps is None else str(one.true_reps),
            _reps(one),
            NONE if one.held_s is None else f"{one.held_s:.1f} s ({percent(one.held_share or 0)})",
            ", ".join(f"{check} {n}" for check, n in one.faults.items()) or NONE,
            one.notice or NONE,
        )
        for one in sorted(found, key=lambda one: (list(MOVEMENTS).index(one.movement), one.name))
    ]
    head = ("movement", "set", "form", "true", "counted", "held", "faults", "told most")
    return Section("real-sets", "Every set", head, rows)


def _reps(one: Coached) -> str:
    if one.held_s is not None:
        return NONE
    return str(one.reps) + _attempts(one.attempts)


def _attempts(n: int) -> str:
    """The attempts that became no repetition, as in ", 2 attempts"."""
    return f", {n} attempt{'s' if n > 1 else ''}" if n else ""


def _named_once(rows: Rows, columns: int = 1) -> Rows:
    """The rows without the name of a movement, or of a check, where the row above has it already."""
    if not rows:
        return rows
    shown = [rows[0]]
    for before, row in pairwise(rows):
        same = [all(before[i] == row[i] for i in range(column + 1)) for column in range(columns)]
        shown.append((*("" if one else cell for one, cell in zip(same, row, strict=False)), *row[columns:]))
    return shown
