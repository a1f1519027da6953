"""One set held against its truth: what is right and wrong about its report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import nan

import numpy as np

from benchmarks.accuracy.matching import RANGE, Form, Json, Judged, Matched, MatchedHold
from benchmarks.accuracy.outcomes import Outcome, TakeInfo
from exercises.catalogue import find
from exercises.movement import Kind
from exercises.report import Trace

_FEWEST_RESTING = 5  # a deviation over fewer samples says nothing


class Scored:
    """One set with all that is right and wrong about its report."""

    def __init__(self, outcome: Outcome) -> None:
        self.take: TakeInfo = outcome.take
        self.is_hold = find(outcome.take.movement).kind is Kind.HOLD
        self.reps = self.miscounted = 0
        self.hold_errors_s: list[float] = []
        self.paused_s = self.faulty_s = self.ran_s = self.good_s = self.held_s = self.unclear_s = 0.0
        self.judged: tuple[Judged, ...]
        self.signals: list[tuple[float, float]] = []
        if self.is_hold:
            self._score_hold(MatchedHold(outcome))
        else:
            self._score_reps(Matched(outcome))

    @cached_property
    def wrong(self) -> bool:
        """Whether some judgement on the set is wrong."""
        return any(one.wrong for one in self.judged)

    @cached_property
    def dials(self) -> set[str]:
        """The dials of the faults in the set."""
        return {fault.dial for one in self.judged for fault in one.faults}

    def _score_hold(self, matched: MatchedHold) -> None:
        self.judged = tuple(matched.judgements())
        self.held_s, self.unclear_s = matched.held_s, matched.unclear_s
        if not matched.unclear:
            self.hold_errors_s.append(matched.error_s())
        for stretch in matched.stretches():
            length_s, paused = stretch.end_s - stretch.start_s, matched.paused_share(stretch)
            if matched.called_out(stretch):
                self.faulty_s += length_s
                self.paused_s += paused * length_s
            elif matched.is_good(stretch):
                self.good_s += length_s
                self.ran_s += (1 - paused) * length_s

    def _score_reps(self, matched: Matched) -> None:
        self.judged = tuple(matched.judgements())
        self.reps, self.miscounted = matched.must_count, matched.miscounted
        movement = find(self.take.movement)
        if movement.kind is not Kind.HOLD_REPS or movement.signal is None:
            return
        for index, true in enumerate(matched.true):
            if any(fault.check == RANGE and fault.form is not Form.GOOD for fault in matched.faults[index]):
                continue
            rep = matched.found(index)
            if rep is not None:
                self.hold_errors_s.append(rep.top_pause_s - (true["leave_s"] - true["peak_s"]))
        clean = [
            rep
            for rep, faults in zip(matched.true, matched.faults, strict=True)
            if all(fault.form is Form.GOOD for fault in faults)
        ]
        trace, follows_s = matched.outcome.report.trace, movement.signal.averaged_s
        self.signals = _signals(trace, matched.true, clean, follows_s)


def _signals(
    trace: Trace, reps: Sequence[Json], clean: Sequence[Json], follows_s: float
) -> list[tuple[float, float]]:
    """The change of the signal from rest to each clean squeeze, with its standard deviation at rest.

    The deviation is taken over all rests before and between squeezes, `follows_s` after a squeeze has ended.
    The list is empty where rests were not seen.
    """
    times_s = np.array(trace.time_s, float)
    values = np.array([nan if value is None else value for value in trace.value], float)
    seen = np.isfinite(values)
    resting = seen & (times_s < reps[-1]["start_s"])
    for rep in reps:
        resting &= (times_s < rep["start_s"]) | (times_s > rep["end_s"] + follows_s)
    squeezes = [values[seen & (times_s >= rep["peak_s"]) & (times_s <= rep["leave_s"])] for rep in clean]
    if resting.sum() < _FEWEST_RESTING:
        return []
    rest, noise = float(np.median(values[resting])), float(values[resting].std())
    return [(float(np.median(squeeze)) - rest, noise) for squeeze in squeezes if len(squeeze)]
