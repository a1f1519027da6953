"""What the program must show, and whether it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isnan, nan
from typing import Final

from benchmarks.accuracy.figures import (
    ALL,
    GATE_DEG,
    USUAL,
    Figures,
    SqueezeSignal,
    auc,
    found,
    judged_from,
    passed,
    withheld,
)
from benchmarks.accuracy.matching import RANGE, Form, Judged
from benchmarks.accuracy.outcomes import IN_DEPTH
from benchmarks.accuracy.scored import Scored
from benchmarks.accuracy.statistics import Share, Spread
from exercises.catalogue import find

_ROWS: Final = ("bent_over_barbell_row", "one_arm_dumbbell_row")
_BACKS: Final = (*_ROWS, "deadlift")
_CHECKS: Final = (
    ("Bridge off the line", ("bridge",), {"hips_low", "over_arched"}, 0.95, 0.97),
    ("Plank sagging or piked", ("plank",), {"hips_sag", "hips_pike"}, 0.95, 0.97),
    ("Pull-up half the way", ("pull_up",), {RANGE}, 0.90, 0.95),
    ("Trunk rising on rows", _ROWS, {"trunk_rise"}, 0.90, 0.95),
    ("Elbow flare", IN_DEPTH, {"elbow_flare"}, 0.90, 0.95),
    ("Shrug", IN_DEPTH, {"shrug"}, 0.90, 0.95),
    ("Uneven sides", IN_DEPTH, {"uneven"}, 0.90, 0.95),
    ("Short pause in the bridge", ("bridge",), {"pause"}, 0.90, 0.95),
    ("Short squeeze", ("scapular_squeeze",), {"hold"}, 0.90, 0.95),
)
"""Name, movements, checks, and the shares to be found and to be passed."""

_HOLD_WITHIN_S: Final = 0.5
_UNITS: Final = {"deg": "°", "share": " of the way"}
_SQUEEZE = "scapular_squeeze"
_SQUEEZE_VIEWS: Final = ("front", "back", "oblique")  # from the side one shoulder hides the other


class State(StrEnum):
    """Whether a target is met; it is withheld where most faults were not judged, for a stated reason."""

    MET = "met"
    MISSED = "missed"
    WITHHELD = "not judged"
    NO_DATA = "no data"


@dataclass(frozen=True, slots=True)
class Target:
    """A figure over `of` samples that must be at least `wanted`, or with `at_most` no more."""

    name: str
    wanted: float
    value: float
    of: int
    at_most: bool = False
    unit: str = "share"
    withheld: bool = False

    @property
    def state(self) -> State:
        """Whether the target is met."""
        if self.withheld:
            return State.WITHHELD
        if isnan(self.value):
            return State.NO_DATA
        met = self.value <= self.wanted if self.at_most else self.value >= self.wanted
        return State.MET if met else State.MISSED


def targets(figures: Figures) -> list[Target]:
    """All targets with what was reached."""
    usual = [one for one in figures.scored if one.take.condition == USUAL]
    found_targets = [*_counted(figures), *_backs(figures.scored)]
    for name, movements, checks, to_find, to_pass in _CHECKS:
        judged = [one for one in _judged(usual, movements, checks) if judged_from(one.take, one.check)]
        found_targets += _found_and_passed(name, judged, to_find, to_pass)
    return [*found_targets, *_squeeze(figures.squeeze)]


def _counted(figures: Figures) -> list[Target]:
    rows = [row for row in figures.counts if row.movement != ALL]
    in_depth = [row for row in rows if row.movement in IN_DEPTH]
    others = [row for row in rows if row.movement not in IN_DEPTH]
    exact, within = _sum(row.exact for row in in_depth), _sum(row.within_one for row in in_depth)
    other_exact = _sum(row.exact for row in others)
    return [
        Target("Sets counted exactly", 0.98, exact.value, exact.of),
        Target("Sets counted within one", 1.0, within.value, within.of),
        Target(
            "Movements not measured in depth: sets counted exactly", 0.98, other_exact.value, other_exact.of
        ),
        _timed(figures, "plank", "Plank"),
        _timed(figures, _SQUEEZE, "Squeeze"),
    ]


def _sum(shares: Iterable[Share]) -> Share:
    together = list(shares)
    return Share(sum(share.hits for share in together), sum(share.of for share in together))


def _timed(figures: Figures, movement: str, name: str) -> Target:
    errors_s = next((row.error_s for row in figures.holds if row.movement == movement), Spread(nan, nan, 0))
    name = f"{name}: worst error of the time held"
    return Target(name, _HOLD_WITHIN_S, errors_s.high, errors_s.n, at_most=True, unit="s")


def _backs(scored: Sequence[Scored]) -> list[Target]:
    """The shape of the back: inside the gate it must be told, beyond it must not be told wrong."""
    turned = [one for one in scored if one.take.condition == USUAL or one.take.condition.startswith("yaw")]
    inside = [one for one in turned if abs(one.take.azimuth_off_deg) <= GATE_DEG]
    beyond = [one for one in turned if abs(one.take.azimuth_off_deg) > GATE_DEG]
    judged = _judged(inside, _BACKS, {"flat_back"})
    faulty, good = _sorted(judged)
    measured = sum(one.excess is not None for one in (*faulty, *good))
    wrong = Share.that(
        any(j.wrong for j in _judged([one], _BACKS, {"flat_back"}))
        for one in beyond
        if one.take.movement in _BACKS
    )
    return [
        Target(
            "Rounded back: AUC", 0.98, auc(faulty, good), measured, withheld=bool(judged) and not measured
        ),
        *_found_and_passed("Rounded back", judged, 0.95, 0.97),
        Target("Rounded back beyond 15°: sets with a wrong verdict", 0.03, wrong.value, wrong.of, True),
    ]


def _found_and_passed(name: str, judged: Sequence[Judged], to_find: float, to_pass: float) -> list[Target]:
    faulty, good = _sorted(judged)
    size = _from_size(faulty)
    unjudged = bool(faulty) and withheld(faulty).value > 0.5
    rightly, right = found(faulty), passed(good)
    return [
        Target(f"{name}{size}: found", to_find, rightly.value, rightly.of, withheld=unjudged),
        Target(f"{name}: good form passed", to_pass, right.value, right.of, withheld=unjudged),
    ]


def _from_size(faulty: Sequence[Judged]) -> str:
    """The size from which on a fault counts, as in " from 12°"."""
    own = [fault for one in faulty for fault in one.faults if fault.check == one.check]
    sizes = {quantity(fault.called_from, fault.unit) for fault in own}
    return f" from {' or '.join(sorted(sizes))}" if sizes else ""


def quantity(size: float, unit: str) -> str:
    """A size of a fault with its unit."""
    return f"{size:.2g}{_UNITS.get(unit, f' {unit}')}"


def _judged(scored: Iterable[Scored], movements: Sequence[str], checks: set[str]) -> list[Judged]:
    return [
        judged
        for one in scored
        if one.take.movement in movements
        for judged in one.judged
        if judged.check in checks
    ]


def _sorted(judged: Sequence[Judged]) -> tuple[list[Judged], list[Judged]]:
    faulty = [one for one in judged if one.form is Form.FAULTY]
    return faulty, [one for one in judged if one.form is Form.GOOD]


def _squeeze(signals: Sequence[SqueezeSignal]) -> list[Target]:
    """The view that the program recommends is the one with the clearest signal, and squeezes count there."""
    recommended = find(_SQUEEZE).best_view.value
    own = next((row for row in signals if row.view == recommended), None)
    best = max((row.ratio.median for row in signals if row.view in _SQUEEZE_VIEWS), default=nan)
    of_best = own.ratio.median / best if own else nan
    exact = own.exact if own else Share(0, 0)
    return [
        Target(
            f"Squeeze: signal over noise from the {recommended} view against the best one",
            1.0,
            of_best,
            own.reps if own else 0,
            unit="ratio",
        ),
        Target(f"Squeeze: sets counted exactly from the {recommended} view", 0.98, exact.value, exact.of),
    ]
