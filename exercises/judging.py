"""Readings of a repetition become verdicts: ok, fault, or not judged with the reason and the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from exercises.counting import Attempt
from exercises.measures.back import BENT_DEG
from exercises.movement import SIDE_VIEW, Check, HoldCheck, Limit
from exercises.readings import Readings, RepValue
from exercises.verdict import Result, Verdict
from vision.view import View, squarely_side_on

TOO_CLOSE = "too close to call"
LEAST_RATE_HZ = 8.0  # pictures a second down to which counts and verdicts are tested to agree
_JITTER = 1.1  # guess: pictures do not come evenly
_GAP_S = 0.5  # guess: for longer nobody was seen, which says nothing of the rate
TOO_FEW = "fewer than 8 pictures a second were judged"
MORE_PICTURES = "Close other programs, use the lite model, or record at 15 pictures a second or more"
SHOW_THEM = "Move the camera so that the joints stay in the picture and nothing hides them"
COMPARE = "Compare the key frames yourself, or record one repetition with your best form first"


def judge(
    check: Check, attempt: Attempt, readings: Readings, own_best: float | None, again: bool = False
) -> Verdict:
    """Judge one repetition by one check. `own_best` is the best value of this check in the set so far,
    None before the first; `again` says that the repetition before was on the same side.
    """
    verdict = Verdict(check.id, check.label, Result.NOT_JUDGED, unit=check.reads.unit)
    from_elsewhere = _why_not_from(check, readings) if check.reads.measures else None
    if from_elsewhere is not None:
        return replace(verdict, reason=from_elsewhere, remedy=turn_to(check.views))
    if check.reads.unit == "s" and is_sparse(readings.times_s):
        return replace(verdict, reason=TOO_FEW, remedy=MORE_PICTURES)
    read = check.reads.read(readings, attempt, again)
    if not isfinite(read.value) and check.shows_back:
        return _without_back(verdict, read)
    if not isfinite(read.value):
        return replace(verdict, reason=read.reason, remedy=read.remedy)
    verdict = replace(
        verdict, value=round(read.value, 3), limit=check.limit.nearest(read.value), at_s=read.at_s
    )
    return check.reads.judge(check, verdict, read.value, own_best)


def is_sparse(times_s: Sequence[float] | NDArray[np.float64]) -> bool:
    """Whether there are too few pictures a second, at times in seconds (N,), to tell tempo and travel."""
    steps_s = np.diff(times_s)
    seen_s = steps_s[steps_s <= _GAP_S]
    return len(steps_s) > 0 and (not len(seen_s) or float(seen_s.mean()) > _JITTER / LEAST_RATE_HZ)


def _without_back(verdict: Verdict, read: RepValue) -> Verdict:
    """The verdict where the shape of the back, or that of the same back standing, was not read."""
    if read.lacks_reference:
        return replace(
            verdict,
            reason="the outline of your back was not seen while you stood",
            remedy="Turn side-on, stand tall between repetitions, and stand out from the background",
        )
    return replace(
        verdict,
        reason=f"the outline of the bent back was not seen (it is read from {BENT_DEG:.0f}° from upright on)",
        remedy="Turn side-on, wear fitted clothes, and stand out from the background",
    )


def hold_to_limit(check: Check, read: Verdict, value: float, own_best: float | None) -> Verdict:
    """Complete `read`, the verdict that says what was read.

    It is a fault past the limit, or too far from `own_best`, the best value of the set (None before the
    first). It is withheld where it is too close to call, and otherwise ok.
    """
    if check.limit.broken(value):
        return replace(read, result=Result.FAULT, reason=check.why, cue=check.cue)
    if check.own_best is not None and own_best is not None:
        own_limit = limit_from_best(check, own_best)
        if own_limit.broken(value):
            return replace(
                read,
                result=Result.FAULT,
                limit=round(own_limit.nearest(value), 3),
                reason=f"{check.why}, against your own best repetition",
                cue=check.cue,
            )
    if within_doubt(check, value):
        return replace(read, reason=TOO_CLOSE, remedy=COMPARE)
    return replace(read, result=Result.OK)


def name_worst(check: Check, verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict for the whole set: the worst fault if there is one, else the worst ok, else why not
    judged.
    """
    for wanted in (Result.FAULT, Result.OK):
        found = [verdict for verdict in verdicts if verdict.result is wanted]
        if found:
            return max(found, key=lambda verdict: check.limit.excess(verdict.value or 0.0))
    if verdicts:
        return verdicts[-1]
    return Verdict(
        check.id,
        check.label,
        Result.NOT_JUDGED,
        unit=check.reads.unit,
        reason="there was no repetition to judge",
        remedy="Check that the movement is the one you named, and go from rest to the top and back",
    )


def pick_worse(check: HoldCheck, verdicts: list[Verdict]) -> Verdict:
    """The verdict on both sides: the fault, else what is too close to call, else the judged one nearer to a
    fault, else why nothing was judged.
    """
    rank = {Result.FAULT: 2, Result.OK: 0, Result.NOT_JUDGED: -1}

    def key(verdict: Verdict) -> tuple[int, float]:
        unclear = verdict.reason == TOO_CLOSE
        return 1 if unclear else rank[verdict.result], check.limit.excess(verdict.value or 0.0)

    return max(verdicts, key=key)


def turn_to(views: frozenset[View]) -> str:
    """What the person can do to be seen in one of these views."""
    if views <= SIDE_VIEW:
        return "Turn side-on to the camera"
    if views <= SIDE_VIEW | {View.OBLIQUE}:
        return "Turn half or fully side-on to the camera"
    if View.SIDE not in views:
        return "Face the camera or turn your back to it"
    return "Turn so that the camera sees you from the side or from the front"


def limit_from_best(check: Check, own_best: float) -> Limit:
    """The limit that the best value of a set puts to its repetitions; the check must have `own_best`."""
    assert check.own_best is not None
    if check.limit.above is None:
        return Limit(below=min(own_best, check.best if check.best is not None else inf) - check.own_best)
    return Limit(above=max(own_best, check.best if check.best is not None else -inf) + check.own_best)


def is_better(limit: Limit, value: float, than: float | None) -> bool:
    """Whether `value` is better form than the value `than`; always so where `than` is None."""
    return than is None or limit.excess(value) < limit.excess(than)


def within_doubt(check: Check | HoldCheck, value: float) -> bool:
    """Whether the value is on the good side, but not far enough to prove good form."""
    limit = check.limit
    if not check.doubt:
        return False
    if limit.above is not None and value > limit.above - check.doubt:
        return True
    return limit.below is not None and value < limit.below + check.doubt


def _why_not_from(check: Check, readings: Readings) -> str | None:
    """Why the check cannot be judged from where the camera stands, None where it can."""
    if readings.view not in check.views:
        return f"seen from the {_name_of(readings.view)}"
    if check.shows_back and not squarely_side_on(readings.shoulder_ratio, readings.view):
        return "seen more than 15° off side-on"
    return None


def _name_of(view: View) -> str:
    return {View.OBLIQUE: "oblique side", View.UNKNOWN: "unknown side", View.FLOOR_SIDE: "side"}.get(
        view, view.value
    )
