"""All figures of the accuracy table, each with the number of samples it rests on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import nan
from statistics import fmean
from typing import Final

import numpy as np

from benchmarks.accuracy.matching import RANGE, Form, Judged
from benchmarks.accuracy.outcomes import Outcome, TakeInfo
from benchmarks.accuracy.pose_error import AngleError, LandmarkError, pose_errors
from benchmarks.accuracy.scored import Scored
from benchmarks.accuracy.statistics import FoundFrom, Share, Spread, area_under_curve, found_from
from exercises.catalogue import MOVEMENTS, find
from exercises.movement import Check, HoldCheck

USUAL: Final = "usual"
ALL: Final = "all"
GATE_DEG: Final = 15.0
"""How far off side-on the shape of the back is still judged; stated by the program itself."""


@dataclass(frozen=True, slots=True)
class Count:
    """How well repetitions were counted; `error` is the mean of (missed + invented) / true."""

    movement: str
    sets: int
    reps: int
    exact: Share
    within_one: Share
    error: float


@dataclass(frozen=True, slots=True)
class HoldTime:
    """How well holds were timed.

    `error_s` is the median and the worst of |timed - true|. `paused` is the share of faulty time in which the
    clock stood, `ran` the share of good time in which it ran, and `unclear` the share of the time held that
    the program says is too close to call. These three are None for repetitions that are holds.
    """

    movement: str
    error_s: Spread
    paused: float | None
    ran: float | None
    unclear: float | None


@dataclass(frozen=True, slots=True)
class CheckFigures:
    """One check of one movement, on one kind of fault (`dial`; None where no body can show one).

    Found and passed are shares of what was judged. A fault counts from `called_from` on, in `unit`; up to
    `fine` it is good form. `passed_clean` counts repetitions without any fault, `passed_other` those with
    another fault.
    """

    movement: str
    check: str
    label: str
    dial: str | None
    unit: str
    fine: float
    called_from: float
    found: Share
    passed: Share
    passed_clean: Share
    passed_other: Share
    withheld_faulty: Share
    withheld_good: Share
    reason: str | None
    found_from: FoundFrom | None
    auc: float


@dataclass(frozen=True, slots=True)
class Condition:
    """What one condition does to a movement (or to all), over all checks together.

    `wrong_sets` is the share of sets with at least one wrong judgement.
    """

    condition: str
    movement: str
    sets: int
    exact: Share
    found: Share
    passed: Share
    withheld: Share
    wrong_sets: Share


@dataclass(frozen=True, slots=True)
class SqueezeSignal:
    """The signal of the scapular squeeze from one view, and the counts.

    `change` from rest to squeeze stands against `noise`, the standard deviation at rest: both in the unit of
    the signal, and medians over repetitions.
    """

    view: str
    reps: int
    change: float
    noise: float
    ratio: Spread
    exact: Share


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is published."""

    sets: int
    people: tuple[str, ...]
    landmarks: list[LandmarkError]
    angles: list[AngleError]
    counts: list[Count]
    holds: list[HoldTime]
    checks: list[CheckFigures]
    conditions: list[Condition]
    bodies: list[Condition]
    back_by_yaw: list[Condition]
    squeeze: list[SqueezeSignal]
    scored: list[Scored]


def figures(outcomes: Iterable[Outcome]) -> Figures:
    """All figures of these sets."""
    outcomes = list(outcomes)
    scored = [Scored(outcome) for outcome in outcomes]
    usual = [one for one in scored if one.take.condition == USUAL]
    with_frames = [o for o in outcomes if o.take.condition == USUAL and o.truth.get("frames")]
    landmarks, angles = pose_errors(with_frames)
    return Figures(
        sets=len(scored),
        people=tuple(sorted({one.take.person for one in scored})),
        landmarks=landmarks,
        angles=angles,
        counts=_counts(usual),
        holds=_holds(usual),
        checks=check_figures(usual),
        conditions=_conditions(scored),
        bodies=_by(usual, lambda one: one.take.person),
        back_by_yaw=_back_by_yaw(scored),
        squeeze=_squeeze([one for one in scored if one.signals]),
        scored=scored,
    )


def _in_order(scored: Iterable[Scored]) -> dict[str, list[Scored]]:
    """The sets by movement, in the order of the catalogue."""
    groups: dict[str, list[Scored]] = defaultdict(list)
    for one in scored:
        groups[one.take.movement].append(one)
    return {movement: groups[movement] for movement in MOVEMENTS if movement in groups}


# --- counts and holds -------------------------------------------------------------------------------------


def _counts(scored: Sequence[Scored]) -> list[Count]:
    repeated = [one for one in scored if not one.is_hold]
    rows = [_count(movement, group) for movement, group in _in_order(repeated).items()]
    return [*rows, _count(ALL, repeated)] if rows else []


def _count(movement: str, group: Sequence[Scored]) -> Count:
    return Count(
        movement,
        len(group),
        sum(one.reps for one in group),
        exactly_counted(group),
        Share.that(one.miscounted <= 1 for one in group),
        fmean(one.miscounted / max(one.reps, 1) for one in group),
    )


def exactly_counted(scored: Iterable[Scored]) -> Share:
    """The share of sets in which no repetition was missed and no repetition invented."""
    return Share.that(one.miscounted == 0 for one in scored if not one.is_hold)


def _holds(scored: Sequence[Scored]) -> list[HoldTime]:
    rows = []
    for movement, group in _in_order(scored).items():
        errors_s = [error_s for one in group for error_s in one.hold_errors_s]
        faulty_s, good_s = sum(one.faulty_s for one in group), sum(one.good_s for one in group)
        if errors_s or good_s:
            paused = sum(one.paused_s for one in group) / faulty_s if faulty_s else None
            ran = sum(one.ran_s for one in group) / good_s if good_s else None
            held_s = sum(one.held_s for one in group)
            unclear = sum(one.unclear_s for one in group) / held_s if held_s else None
            rows.append(HoldTime(movement, Spread.of(errors_s, 100), paused, ran, unclear))
    return rows


# --- checks -----------------------------------------------------------------------------------------------


def check_figures(scored: Iterable[Scored]) -> list[CheckFigures]:
    """Each check on each kind of fault that it is to find, filmed from where it can be judged."""
    rows = []
    for movement, group in _in_order(scored).items():
        judged = [one for scored_set in group for one in scored_set.judged]
        for check in dict.fromkeys(one.check for one in judged):
            own = [one for one in judged if one.check == check and judged_from(one.take, check)]
            faults = [fault for one in own for fault in one.faults if fault.check == check]
            dials: list[str | None] = list(dict.fromkeys(fault.dial for fault in faults))
            if not dials and check != RANGE:
                dials = [None]
            rows += [_check(movement, check, dial, own) for dial in dials]
    return rows


def _check(movement: str, check: str, dial: str | None, own: Sequence[Judged]) -> CheckFigures:
    fault = next((f for one in own for f in one.faults if dial is not None and f.dial == dial), None)
    faulty = [one for one in own if fault is not None and one.size(fault.dial) >= fault.called_from]
    good = [one for one in own if one.form is Form.GOOD]
    reasons = Counter(_kind(one.reason or "") for one in (*faulty, *good) if one.result == "not_judged")
    return CheckFigures(
        movement=movement,
        check=check,
        label=_label(movement, check),
        dial=dial,
        unit="" if fault is None else fault.unit,
        fine=nan if fault is None else fault.fine,
        called_from=nan if fault is None else fault.called_from,
        found=found(faulty),
        passed=passed(good),
        passed_clean=passed(one for one in good if not one.has_other_faults),
        passed_other=passed(one for one in good if one.has_other_faults),
        withheld_faulty=withheld(faulty),
        withheld_good=withheld(good),
        reason=reasons.most_common(1)[0][0] if reasons else None,
        found_from=None if fault is None else _found_from(own, fault.dial, fault.called_from, check),
        auc=auc(faulty, good),
    )


def _kind(reason: str) -> str:
    """A reason without what differs from one repetition to the next."""
    return re.sub(r" \(.*?\)| \d+ ?%| in(?= of the frames)", "", reason)


def found(faulty: Iterable[Judged]) -> Share:
    """The share of judged faulty cases that were called a fault: the sensitivity."""
    return Share.that(one.result == "fault" for one in faulty if one.result != "not_judged")


def passed(good: Iterable[Judged]) -> Share:
    """The share of judged good cases that were called ok: the specificity."""
    return Share.that(one.result == "ok" for one in good if one.result != "not_judged")


def withheld(judged: Iterable[Judged]) -> Share:
    """The share of cases that were not judged."""
    return Share.that(one.result == "not_judged" for one in judged)


def auc(faulty: Iterable[Judged], good: Iterable[Judged]) -> float:
    """How well the measured value alone separates both groups, also where no judgement followed from it."""
    values = [[one.excess for one in group if one.excess is not None] for group in (faulty, good)]
    return area_under_curve(*values)


def _found_from(own: Sequence[Judged], dial: str, usual_size: float, check: str) -> FoundFrom | None:
    """The size from which a fault is found, on repetitions with it or with no fault of this check."""
    answered = [
        (one.size(dial), one.result == "fault")
        for one in own
        if one.result != "not_judged" and not any(f.check == check and f.dial != dial for f in one.faults)
    ]
    sizes, called = [size for size, _ in answered], [is_called for _, is_called in answered]
    return found_from(sizes, called, usual_size)


def _label(movement: str, check: str) -> str:
    if check == RANGE:
        return "All the way"
    declared = _declared(movement).get(check)
    return declared.label if declared else check.replace("_", " ").capitalize()


def judged_from(take: TakeInfo, check: str) -> bool:
    """Whether the camera was meant to stand where this check is made."""
    declared = _declared(take.movement).get(check)
    return declared is None or take.view in declared.views


def _declared(movement: str) -> dict[str, Check | HoldCheck]:
    checks: list[Check | HoldCheck] = [*find(movement).checks, *find(movement).hold_checks]
    return {check.id: check for check in checks}


# --- conditions -------------------------------------------------------------------------------------------


def _conditions(scored: Sequence[Scored]) -> list[Condition]:
    """The figures of each movement that was filmed under other conditions.

    Its usual sets with the same faults come first, then each condition.
    """
    rows = []
    for movement, group in _in_order(scored).items():
        changed = [one for one in group if one.take.condition != USUAL]
        dials = {dial for one in changed for dial in one.dials}
        alike = [one for one in group if one.take.condition == USUAL and one.dials <= dials]
        rows += [_condition(USUAL, movement, alike)] if changed and alike else []
        for condition in sorted({one.take.condition for one in changed}, key=_natural):
            chosen = [one for one in changed if one.take.condition == condition]
            rows.append(_condition(condition, movement, chosen))
    return rows


def _by(scored: Sequence[Scored], key: Callable[[Scored], str]) -> list[Condition]:
    names = sorted({key(one) for one in scored})
    return [_condition(name, ALL, [one for one in scored if key(one) == name]) for name in names]


def _back_by_yaw(scored: Sequence[Scored]) -> list[Condition]:
    """The shape of the back alone, by how far the camera is off side-on."""
    seen = [one for one in scored if any(j.check == "flat_back" for j in one.judged)]
    bins = sorted({_yaw_bin(one.take) for one in seen}, key=lambda name: int(name.strip("to °")))
    return [
        _condition(name, ALL, [one for one in seen if _yaw_bin(one.take) == name], {"flat_back"})
        for name in bins
    ]


def _yaw_bin(take: TakeInfo) -> str:
    """The yaw to the next multiple of five degrees, in words."""
    return f"to {max(5 * int(np.ceil(abs(take.azimuth_off_deg) / 5)), 5)}°"


def _condition(
    condition: str, movement: str, group: Sequence[Scored], checks: set[str] | None = None
) -> Condition:
    judged = [[j for j in one.judged if checks is None or j.check in checks] for one in group]
    every = [one for of_set in judged for one in of_set]
    faulty = [one for one in every if one.form is Form.FAULTY]
    good = [one for one in every if one.form is Form.GOOD]
    return Condition(
        condition,
        movement,
        len(group),
        exactly_counted(group),
        found(faulty),
        passed(good),
        withheld([*faulty, *good]),
        Share.that(any(one.wrong for one in of_set) for of_set in judged),
    )


def _natural(name: str) -> tuple[str, float, str]:
    """A key to sort by, with "yaw 5" before "yaw 30", and both before "zoom"."""
    number = "".join(c for c in name if c.isdigit() or c == ".")
    return name.translate(str.maketrans("", "", "0123456789.")), float(number.strip(".") or 0), name


# --- the squeeze ------------------------------------------------------------------------------------------


def _squeeze(scored: Sequence[Scored]) -> list[SqueezeSignal]:
    rows = []
    for view in sorted({one.take.view for one in scored}):
        group = [one for one in scored if one.take.view == view]
        signals = [signal for one in group for signal in one.signals]
        ratios = [abs(change) / max(noise, 1e-9) for change, noise in signals]
        rows.append(
            SqueezeSignal(
                view,
                len(signals),
                float(np.median([abs(change) for change, _ in signals])),
                float(np.median([noise for _, noise in signals])),
                Spread(float(np.median(ratios)), float(np.percentile(ratios, 5)), len(ratios)),
                exactly_counted(group),
            )
        )
    return rows
