"""Cycles are counted from turning points: no level, no rest between them."""

from __future__ import annotations

from math import cos, pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.counting import Attempt
from exercises.cycles import CycleCounter

FPS = 30.0
Signal = list[float]


def cycles(*periods_s: float, size: float = 1.0, drift_per_s: float = 0.0, fps: float = FPS) -> Signal:
    """Up and down again, so many seconds each, between a second at rest before and after."""
    values = [0.0] * int(fps)
    for period_s in periods_s:
        frames = round(period_s * fps)
        values += [size * (1 - cos(2 * pi * (frame + 1) / frames)) / 2 for frame in range(frames)]
    values += [values[-1]] * int(fps)
    return [value + drift_per_s * frame / fps for frame, value in enumerate(values)]


def counted(signal: Signal, fps: float = FPS) -> list[Attempt]:
    counter, found = CycleCounter(shortest_s=0.4), []
    for frame, value in enumerate(signal):
        attempt = counter.update(frame / fps, value)
        if attempt is not None:
            counter.learn(attempt)
            found.append(attempt)
    last = counter.finish()
    return found + ([last] if last is not None else [])


@pytest.mark.parametrize("period_s", [1.0, 2.0, 4.0, 8.0])
def test_cycles_that_flow_into_each_other_are_counted(period_s: float) -> None:
    found = counted(cycles(*[period_s] * 5))

    assert len(found) == 5 and all(attempt.reached for attempt in found)
    assert [attempt.whole_s for attempt in found] == pytest.approx([period_s] * 5, rel=0.25)


def test_who_begins_at_the_other_end_is_counted_from_there() -> None:
    signal = cycles(2.0, 3.0, 2.5)
    found = counted([1 - value for value in signal])

    assert [attempt.reached for attempt in found] == [True] * 3
    assert [attempt.start_s for attempt in found] == [attempt.start_s for attempt in counted(signal)]
    assert all(attempt.peak < 0.1 and attempt.rest > 0.9 for attempt in found)


def test_the_top_is_half_way_through() -> None:
    (attempt,) = counted(cycles(4.0))

    assert attempt.peak_s == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize("drift_per_s", [-0.08, 0.08])
def test_a_posture_that_drifts_away_does_not_matter(drift_per_s: float) -> None:
    assert len(counted(cycles(*[2.0] * 8, drift_per_s=drift_per_s))) == 8


def test_a_small_cycle_is_an_attempt_and_a_tiny_one_is_nothing() -> None:
    small, tiny = counted(cycles(2.0, size=0.5)), counted(cycles(2.0, size=0.15))

    assert [attempt.reached for attempt in small] == [False]
    assert tiny == []


def test_a_pause_between_two_cycles_belongs_to_neither() -> None:
    first = cycles(2.0)
    found = counted(first + first)

    assert [attempt.whole_s for attempt in found] == pytest.approx([1.7, 1.7], abs=0.35)


def test_it_is_told_while_the_person_still_stands_there() -> None:
    counter = CycleCounter(shortest_s=0.4)
    told = [counter.update(frame / FPS, value) for frame, value in enumerate(cycles(2.0))]

    assert sum(attempt is not None for attempt in told) == 1


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_noise_adds_and_loses_nothing(seed: int) -> None:
    signal = np.array(cycles(*[2.0] * 4)) + np.random.default_rng(seed).normal(0, 0.04, 10 * 30)

    assert len(counted(signal.tolist())) == 4


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_the_frame_rate_does_not_matter(fps: float) -> None:
    assert len(counted(cycles(1.5, 2.5, 2.0, fps=fps), fps)) == 3
