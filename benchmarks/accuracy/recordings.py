"""Figures on recordings of real people, of whom no more is known than what was counted by eye."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from rich.console import Console

from benchmarks.accuracy.outcomes import Outcome
from benchmarks.accuracy.statistics import Share
from benchmarks.accuracy.table import NONE, Section, percent, share
from exercises.verdict import Result


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was counted and timed in one recording, beside the truth.

    `reps` and `hold_s` are true, None where not known; `counted` and `timed_s` are the program's, `timed_s`
    None where nothing is timed. `withheld` is the share of judgements that were not made.
    """

    name: str
    movement: str
    reps: int | None
    counted: int
    hold_s: float | None
    timed_s: float | None
    withheld: Share


def count_recording(outcome: Outcome) -> Recorded:
    """The figures of one recording."""
    report, truth = outcome.report, outcome.truth
    verdicts = [verdict for rep in report.rep_list for verdict in rep.verdicts]
    return Recorded(
        outcome.take.name,
        outcome.take.movement,
        truth.get("reps"),
        report.reps,
        truth.get("hold_s"),
        report.hold.total_s if report.hold else None,
        Share.that(v.result is Result.NOT_JUDGED for v in verdicts or report.verdicts),
    )


def print_recordings(outcomes: Iterable[Outcome], console: Console) -> None:
    """Print each recording, and the figures of each movement."""
    every = [count_recording(outcome) for outcome in outcomes]
    for section in (_each(every), _by_movement(every)):
        if section.rows:
            console.print(section.rich())


def _each(every: list[Recorded]) -> Section:
    rows = [
        (
            one.name,
            one.movement,
            NONE if one.reps is None else str(one.reps),
            str(one.counted),
            NONE if one.hold_s is None else f"{one.hold_s:.1f} s",
            NONE if one.timed_s is None else f"{one.timed_s:.1f} s",
            percent(one.withheld.value),
        )
        for one in every
    ]
    head = ("recording", "movement", "repetitions", "counted", "held", "timed", "not judged")
    return Section("recordings", "Each recording", head, rows)


def _by_movement(every: list[Recorded]) -> Section:
    groups: dict[str, list[Recorded]] = defaultdict(list)
    for one in every:
        groups[one.movement].append(one)
    rows = [_row(movement, group) for movement, group in sorted(groups.items())]
    head = (
        "movement",
        "recordings",
        "exact",
        "within one",
        "mean relative error",
        "hold, worst",
        "not judged",
    )
    return Section("movements", "Each movement", head, [*rows, _row("all", every)] if rows else [])


def _row(movement: str, group: list[Recorded]) -> tuple[str, ...]:
    known = [(one.reps, one.counted) for one in group if one.reps]
    off_s = [abs(o.timed_s - o.hold_s) for o in group if o.hold_s is not None and o.timed_s is not None]
    withheld = Share(sum(one.withheld.hits for one in group), sum(one.withheld.of for one in group))
    return (
        movement,
        str(len(group)),
        share(Share.that(reps == counted for reps, counted in known)),
        share(Share.that(abs(reps - counted) <= 1 for reps, counted in known)),
        f"{fmean(abs(reps - counted) / reps for reps, counted in known):.3f}" if known else NONE,
        f"{max(off_s):.2f} s" if off_s else NONE,
        share(withheld, interval=False),
    )
