"""Counting on one signal: two limits with a gap, which follow the person's own range within bounds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.counting import (
    AT_REST_S,
    ENTER_BOUNDS,
    EXIT_BOUNDS,
    FIRST_ENTER,
    FIRST_EXIT,
    LEAST_ATTEMPT,
    LONGEST_S,
    Attempt,
    Phase,
    RepCounter,
)

Levels = Sequence[tuple[float, float]]


def wave(levels: Levels, fps: float = 30.0, noise: float = 0.0) -> list[tuple[float, float]]:
    """Readings over time; each level is (seconds to get there, progress), reached smoothly."""
    found, start_s, before = [], 0.0, levels[0][1]
    random = np.random.default_rng(1)
    times_s = np.arange(round(sum(seconds for seconds, _ in levels) * fps)) / fps
    for seconds, level in levels:
        for time_s in times_s[(times_s >= start_s - 1e-9) & (times_s < start_s + seconds - 1e-9)]:
            eased = (1 - np.cos(np.pi * (time_s - start_s) / seconds)) / 2
            found.append((float(time_s), before + (level - before) * eased + noise * random.normal()))
        start_s, before = start_s + seconds, level
    return found


def up_and_down(top: float = 1.0, bottom: float = 0.0, rep_s: float = 2.0) -> list[tuple[float, float]]:
    return [(0.15 * rep_s, bottom), (0.35 * rep_s, top), (0.1 * rep_s, top), (0.4 * rep_s, bottom)]


SHORTEST_S = 0.45
REST = ((1.0, 0.0),)


def attempts(levels: Levels, counter: RepCounter | None = None, **drawn: float) -> list[Attempt]:
    """The attempts of a waveform; what counts is learnt, as a set does."""
    counter = counter or RepCounter(SHORTEST_S)
    found = []
    for time_s, progress in wave(levels, **drawn):
        attempt = counter.update(time_s, progress)
        if attempt is not None:
            found.append(attempt)
            if attempt.reached and attempt.complete:
                counter.learn(attempt)
    last = counter.finish()
    return [*found, last] if last is not None else found


def reps(levels: Levels, **drawn: float) -> int:
    return sum(attempt.reached and attempt.complete for attempt in attempts(levels, **drawn))


class TestWhatCounts:
    @pytest.mark.parametrize("rep_s", [0.9, 1.2, 3.0, 6.0, 12.0])
    @pytest.mark.parametrize("number", [1, 2, 10])
    def test_full_repetitions_are_counted_at_every_tempo(self, number: int, rep_s: float) -> None:
        found = attempts([*REST, *up_and_down(rep_s=rep_s) * number, *REST])

        assert [attempt.reached for attempt in found] == [True] * number

    def test_a_half_repetition_after_full_ones_is_an_attempt(self) -> None:
        found = attempts([*REST, *up_and_down() * 2, *up_and_down(0.55), *up_and_down(), *REST])

        assert [attempt.reached for attempt in found] == [True, True, False, True]

    def test_fidgeting_is_not_even_an_attempt(self) -> None:
        assert attempts([*REST, *up_and_down(0.8 * LEAST_ATTEMPT) * 5, *REST]) == []

    def test_a_twitch_is_too_quick_to_be_a_repetition(self) -> None:
        assert attempts([*REST, (0.2, 1.0), (0.2, 0.0), *REST]) == []

    def test_dipping_on_the_way_down_does_not_count_twice(self) -> None:
        assert reps([*REST, (1.0, 1.0), (0.5, 0.55), (0.5, 1.0), (1.0, 0.0), *REST]) == 1

    def test_pausing_half_way_does_not_count_twice(self) -> None:
        pausing = [(1.0, 0.5), (5.0, 0.5), (1.0, 1.0), (1.0, 0.5), (5.0, 0.5), (1.0, 0.0)]

        assert reps([*REST, *pausing, *REST]) == 1

    def test_a_reading_thrown_off_at_the_top_does_not_split_a_repetition(self) -> None:
        readings = wave([*REST, (1.0, 1.0), (2.0, 1.0), (1.0, 0.0), *REST])
        counter = RepCounter(SHORTEST_S)

        off = [(t, 0.0 if 3.0 <= t < 3.0 + 0.8 * AT_REST_S else progress) for t, progress in readings]

        assert sum(counter.update(t, progress) is not None for t, progress in off) == 1

    @pytest.mark.parametrize("level", sorted({FIRST_EXIT, 0.53, FIRST_ENTER, *EXIT_BOUNDS, *ENTER_BOUNDS}))
    def test_jitter_at_any_limit_counts_at_most_once(self, level: float) -> None:
        at_limit = [(1.0, level), (20.0, level), (1.0, 0.0)]

        assert len(attempts([*REST, *at_limit, *REST], noise=0.03)) <= 1
        assert len(attempts([*REST, *up_and_down() * 2, *at_limit, *REST], noise=0.03)) <= 3

    def test_standing_about_counts_nothing(self) -> None:
        assert attempts([(60.0, 0.1)], noise=0.05) == []

    def test_who_takes_ages_has_stopped(self) -> None:
        assert attempts([*REST, (1.0, 1.0), (LONGEST_S + 1.0, 1.0), (1.0, 0.0), *REST]) == []

    @given(
        tops=st.lists(st.sampled_from([0.55, 0.85, 1.0, 1.2]), min_size=1, max_size=6),
        rep_s=st.floats(1.0, 5.0),
        fps=st.sampled_from([15.0, 24.0, 30.0, 60.0]),
    )
    @settings(max_examples=60, deadline=None)
    def test_full_ones_count_and_half_ones_do_not_in_any_order(
        self, tops: list[float], rep_s: float, fps: float
    ) -> None:
        levels = [level for top in tops for level in up_and_down(top, rep_s=rep_s)]

        assert reps([*REST, *levels, *REST], fps=fps) == sum(top > 0.6 for top in tops)


class TestOwnRange:
    def test_a_stiff_person_who_reaches_less_at_both_ends_is_counted(self) -> None:
        assert reps([(1.0, 0.25), *up_and_down(0.75, 0.25) * 5, (1.0, 0.25)]) == 5

    def test_who_reaches_further_is_asked_for_more(self) -> None:
        counter = RepCounter(SHORTEST_S)
        attempts([*REST, *up_and_down(1.3) * 3, *REST], counter)

        assert counter.range.enter == ENTER_BOUNDS[1]

    def test_who_reaches_less_is_never_asked_for_less_than_a_half_repetition(self) -> None:
        counter = RepCounter(SHORTEST_S)
        attempts([*REST, *up_and_down(0.65) * 5, *REST], counter)

        assert counter.range.enter == ENTER_BOUNDS[0]
        assert EXIT_BOUNDS[0] <= counter.range.exit <= EXIT_BOUNDS[1]

    def test_one_odd_repetition_does_not_move_the_range(self) -> None:
        counter, other = RepCounter(SHORTEST_S), RepCounter(SHORTEST_S)
        attempts([*REST, *up_and_down() * 4, *REST], counter)
        attempts([*REST, *up_and_down() * 2, *up_and_down(1.6), *up_and_down() * 2, *REST], other)

        assert other.range.enter == pytest.approx(counter.range.enter, abs=0.01)


class TestWhereTheRecordingBeginsAndEnds:
    def test_beginning_at_the_top_the_first_return_is_no_repetition(self) -> None:
        assert reps([(1.0, 1.0), (1.0, 0.0), *up_and_down() * 3, *REST]) == 3

    def test_beginning_and_ending_at_the_top_counts_the_last_lift(self) -> None:
        assert reps([(0.5, 1.0), (1.0, 0.0), *up_and_down() * 2, (1.0, 1.0), (0.5, 1.0)]) == 3

    def test_a_last_lift_without_its_return_is_an_attempt(self) -> None:
        found = attempts([*REST, *up_and_down() * 2, (1.0, 1.0), (1.0, 1.0)])

        assert [attempt.complete for attempt in found] == [True, True, False]
        assert found[-1].end_s is None

    def test_a_last_return_that_is_cut_short_is_counted_with_what_was_seen(self) -> None:
        found = attempts([*REST, (1.0, 1.0), (0.5, 1.0), (1.0, 0.3)])

        assert [(attempt.reached, attempt.complete) for attempt in found] == [(True, True)]

    def test_what_was_under_way_when_the_person_left_is_forgotten(self) -> None:
        counter = RepCounter(SHORTEST_S)
        for time_s, progress in wave([*REST, (1.0, 1.0)]):
            counter.update(time_s, progress)

        counter.abandon()

        assert not counter.active
        assert counter.finish() is None


class TestTimes:
    """1 s at rest, then a repetition: 2 s up, 1 s at the top, 3 s down."""

    LEVELS = ((1.0, 0.0), (2.0, 1.0), (1.0, 1.0), (3.0, 0.0), (1.0, 0.0))

    @pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
    def test_a_repetition_is_timed_alike_at_every_frame_rate(self, fps: float) -> None:
        (rep,) = attempts(self.LEVELS, fps=fps)

        # Smooth movement begins and ends so slowly that its first and last tenth of a second look still.
        assert rep.start_s == pytest.approx(1.1, abs=0.15)
        assert rep.lifting_s == pytest.approx(1.7, abs=0.2)
        assert rep.top_pause_s == pytest.approx(1.3, abs=0.3)
        assert rep.lowering_s == pytest.approx(2.6, abs=0.3)
        assert rep.rest == pytest.approx(0.0, abs=0.02)
        assert rep.peak == pytest.approx(1.0, abs=0.02)

    def test_times_are_in_order(self) -> None:
        (rep,) = attempts(self.LEVELS, noise=0.03)

        assert rep.end_s is not None
        assert rep.start_s < rep.top_start_s <= rep.peak_s <= rep.top_end_s < rep.end_s

    def test_the_phase_goes_round(self) -> None:
        counter, phases = RepCounter(SHORTEST_S), []
        for time_s, progress in wave(self.LEVELS):
            counter.update(time_s, progress)
            phases.append(counter.phase)

        seen = [phase for i, phase in enumerate(phases) if i == 0 or phase is not phases[i - 1]]
        assert seen == [Phase.REST, Phase.LIFTING, Phase.TOP, Phase.LOWERING, Phase.REST]

    def test_time_at_the_top_runs_while_it_lasts(self) -> None:
        counter = RepCounter(SHORTEST_S)
        for time_s, progress in wave([*REST, (1.0, 1.0), (5.0, 1.0)]):
            counter.update(time_s, progress)

        assert counter.top_so_far_s(7.0) == pytest.approx(5.2, abs=0.3)
