"""How a check is judged on readings made by hand: its limit, its window, its views, and the whole set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exercises.catalogue import find
from exercises.catalogue.parts import FLAT_BACK
from exercises.coach import coach_track
from exercises.counting import Attempt
from exercises.judging import TOO_CLOSE, judge, name_worst, turn_to
from exercises.measures.arms import elbow_angle
from exercises.measures.legs import knee_angle
from exercises.measures.measure import Measure
from exercises.movement import ANY_VIEW, FACING_VIEW, SIDE_VIEW, Check, Limit, Window
from exercises.quantities import How, Statistic, Timing
from exercises.readings import Readings, RepValue
from exercises.verdict import Form, Result, Verdict, form_of
from tests.exercises.coaching import (
    filmed,
    verdict_of,
)
from tests.figures import a_set
from vision.view import View

ATTEMPT = Attempt(
    start_s=2.0,
    top_start_s=3.0,
    peak_s=3.2,
    top_end_s=3.5,
    end_s=4.5,
    rest=0.0,
    peak=1.0,
    enter=0.6,
    reached=True,
    complete=True,
)
TIMES_S = np.arange(1.0, 4.5 + 1e-9, 0.05)
BENT = Check(
    id="bent",
    label="Bent",
    reads=Statistic(elbow_angle, Window.TOP, How.MEDIAN),
    limit=Limit(above=90, grey=5),
    cue="Straighten",
    why="it is bent",
    views=SIDE_VIEW,
)


def readings(values: np.ndarray, view: View = View.SIDE, visibility: float = 0.9) -> Readings:
    name = elbow_angle.name
    seen = np.full(len(values), visibility)
    return Readings(TIMES_S, {name: values}, {name: seen}, view, shoulder_ratio=0.1)


def level(value: float) -> np.ndarray:
    return np.full(len(TIMES_S), value)


class TestJudge:
    @given(st.floats(-50, 250))
    def test_only_past_the_limit_and_its_grey_band_is_a_fault(self, value: float) -> None:
        assume(abs(value - 95) > 1e-6)

        verdict = judge(BENT, ATTEMPT, readings(level(value)), None)

        assert verdict.result is (Result.FAULT if value > 95 else Result.OK)
        assert verdict.value == pytest.approx(value, abs=1e-3)
        assert verdict.limit == 90

    @given(st.floats(-50, 250), st.sampled_from([How.MEDIAN, How.HIGHEST, How.LOWEST]))
    def test_one_odd_frame_decides_nothing(self, odd: float, how: How) -> None:
        values = level(60.0)
        values[np.abs(TIMES_S - 3.2).argmin()] = odd

        check = replace(BENT, reads=Statistic(elbow_angle, Window.TOP, how))
        assert judge(check, ATTEMPT, readings(values), None).result is Result.OK

    @pytest.mark.parametrize(("lowest", "value"), [(20.0, 40.0), (nan, None)])
    def test_a_reading_may_be_held_against_the_lowest_of_another_measure(
        self, lowest: float, value: float | None
    ) -> None:
        reads = Statistic(elbow_angle, Window.TOP, How.MEDIAN, against=knee_angle)
        both = {elbow_angle.name: level(60.0), knee_angle.name: level(lowest)}
        both[knee_angle.name][TIMES_S > 2.0] += 60.0
        seen = {name: np.ones(len(TIMES_S)) for name in both}

        verdict = judge(
            replace(BENT, reads=reads), ATTEMPT, Readings(TIMES_S, both, seen, View.SIDE, 0.1), None
        )

        assert verdict.value == value

    @pytest.mark.parametrize(
        ("one", "other", "value"), [(80, 60, 60), (-80, 60, 60), (nan, 60, 60), (nan, nan, None)]
    )
    def test_of_two_measures_the_one_nearer_zero_counts(
        self, one: float, other: float, value: float | None
    ) -> None:
        check = replace(BENT, reads=Statistic(elbow_angle, Window.TOP, How.MEDIAN, also=knee_angle))
        both = {elbow_angle.name: level(one), knee_angle.name: level(other)}
        seen = {name: np.ones(len(TIMES_S)) for name in both}

        verdict = judge(check, ATTEMPT, Readings(TIMES_S, both, seen, View.SIDE, shoulder_ratio=0.1), None)

        assert verdict.value == value

    @pytest.mark.parametrize(
        ("window", "from_s", "to_s"),
        [
            (Window.REST, 1.0, 2.0),
            (Window.LIFTING, 2.0, 3.0),
            (Window.TOP, 3.0, 3.5),
            (Window.LOWERING, 3.5, 4.5),
            (Window.WORK, 2.0, 4.5),
            (Window.REST_AND_WORK, 1.0, 4.5),
        ],
    )
    def test_each_window_reads_its_part(self, window: Window, from_s: float, to_s: float) -> None:
        values = np.where((TIMES_S >= from_s) & (TIMES_S <= to_s), 60.0, 500.0)

        check = replace(BENT, reads=Statistic(elbow_angle, window, How.MEDIAN))
        verdict = judge(check, ATTEMPT, readings(values), None)

        assert verdict.value == 60.0
        assert verdict.at_s is not None and from_s - 1e-9 <= verdict.at_s <= to_s + 1e-9

    @pytest.mark.parametrize(
        ("how", "expected"),
        list(zip(How, [50, 90, 75, 10, 80, 90, -10, 50, 50], strict=True)),
    )
    def test_each_statistic(self, how: How, expected: float) -> None:
        """0 before the repetition, then evenly from 0 to 100."""
        values = np.clip((TIMES_S - 2.1) / (4.5 - 2.1), 0, 1) * 100

        check = replace(BENT, reads=Statistic(elbow_angle, Window.WORK, how))

        assert judge(check, ATTEMPT, readings(values), None).value == pytest.approx(expected, abs=4)

    def test_seen_too_seldom_is_not_judged(self) -> None:
        values = level(120.0)
        values[(TIMES_S >= 3.0) & (np.arange(len(TIMES_S)) % 4 > 0)] = np.nan

        verdict = judge(BENT, ATTEMPT, readings(values), None)

        assert verdict.result is Result.NOT_JUDGED
        assert verdict.reason is not None and "%" in verdict.reason

    def test_joints_in_view_that_tell_no_value_leave_the_facing_unclear(self) -> None:
        verdict = judge(BENT, ATTEMPT, readings(level(np.nan)), None)

        assert verdict.reason == "which way you face could not be told"

    @given(st.floats(0.0, 0.49))
    def test_unsure_joints_are_not_judged(self, visibility: float) -> None:
        bent = readings(level(120.0), visibility=visibility)

        assert judge(BENT, ATTEMPT, bent, None).result is Result.NOT_JUDGED

    @pytest.mark.parametrize("view", View)
    def test_only_its_views_are_judged(self, view: View) -> None:
        verdict = judge(BENT, ATTEMPT, readings(level(60.0), view), None)

        assert (verdict.result is Result.OK) == (view in BENT.views)
        assert (verdict.remedy is None) == (view in BENT.views)

    def test_a_return_that_was_not_seen_is_not_judged(self) -> None:
        check = replace(BENT, reads=Timing.LOWERING, limit=Limit(below=0.6))

        verdict = judge(check, replace(ATTEMPT, end_s=None), readings(level(60.0)), None)

        assert verdict.result is Result.NOT_JUDGED
        assert verdict.remedy

    @pytest.mark.parametrize(("timing", "seconds"), [("LIFTING", 1.0), ("TOP_PAUSE", 0.5), ("LOWERING", 1.0)])
    def test_times_are_read_in_seconds(self, timing: str, seconds: float) -> None:
        check = replace(BENT, reads=Timing[timing], limit=Limit(below=0.1))

        verdict = judge(check, ATTEMPT, readings(level(60.0)), None)

        assert (verdict.value, verdict.unit) == (pytest.approx(seconds), "s")

    def test_a_change_from_the_own_best_is_a_fault(self) -> None:
        check = replace(BENT, own_best=15.0)

        assert judge(check, ATTEMPT, readings(level(80.0)), own_best=70.0).result is Result.OK
        verdict = judge(check, ATTEMPT, readings(level(80.0)), own_best=60.0)
        assert verdict.result is Result.FAULT
        assert verdict.reason is not None and "own best" in verdict.reason

    @pytest.mark.parametrize(
        ("views", "remedy"),
        [
            (SIDE_VIEW, "Turn side-on to the camera"),
            (FACING_VIEW, "Face the camera or turn your back to it"),
        ],
    )
    def test_the_remedy_names_the_view(self, views: frozenset[View], remedy: str) -> None:
        assert turn_to(views) == remedy
        assert turn_to(ANY_VIEW)


@dataclass(frozen=True, slots=True)
class Tremor:
    """How much the knee shook from frame to frame on average: a kind of quantity that the program lacks."""

    unit: str = "°"
    measures: tuple[Measure, ...] = (knee_angle,)
    window: Window = Window.WORK

    def read(self, readings: Readings, attempt: Attempt, again: bool = False) -> RepValue:
        shook_deg = np.abs(np.diff(readings.values[knee_angle.name]))
        return RepValue(float(np.nanmean(shook_deg)), attempt.peak_s)

    def judge(self, check: Check, read: Verdict, value: float, own_best: float | None) -> Verdict:
        return replace(read, result=Result.FAULT if check.limit.broken(value) else Result.OK)

    def summarise(self, check: Check, verdicts: Sequence[Verdict]) -> Verdict:
        return replace(verdicts[0], reason=f"in {len(verdicts)} repetitions")


def test_a_quantity_of_ones_own_is_read_judged_and_summed_up_like_those_there_are() -> None:
    steady = replace(BENT, reads=Tremor(), limit=Limit(above=90))
    movement = replace(find("deadlift"), checks=(steady,))

    report = coach_track(filmed("deadlift", *a_set("deadlift", 2)), movement)

    assert [verdict_of(one, "bent").result for one in report.rep_list] == [Result.OK, Result.OK]
    (over_the_set,) = report.verdicts
    assert over_the_set.reason == "in 2 repetitions"
    assert 0 < (over_the_set.value or 0) < 90


class TestSummary:
    @staticmethod
    def verdict(result: Result, value: float | None) -> Verdict:
        return Verdict("bent", "Bent", result, value=value, limit=90)

    def test_the_worst_fault_speaks_for_the_set(self) -> None:
        found = [self.verdict(Result.OK, 40), self.verdict(Result.FAULT, 99), self.verdict(Result.FAULT, 120)]

        assert name_worst(BENT, found).value == 120

    def test_without_a_fault_the_nearest_to_one(self) -> None:
        unseen = self.verdict(Result.NOT_JUDGED, None)
        found = [unseen, self.verdict(Result.OK, 40), self.verdict(Result.OK, 70)]

        assert name_worst(BENT, found).value == 70

    def test_without_any_repetition_nothing_is_judged(self) -> None:
        found = name_worst(BENT, [])

        assert found.result is Result.NOT_JUDGED
        assert found.reason and found.remedy


class TestLimit:
    @given(st.floats(-100, 100), st.floats(0.1, 50), st.floats(0, 10), st.floats(-300, 300))
    def test_the_grey_band_lies_between_met_and_broken(
        self, below: float, width: float, grey: float, value: float
    ) -> None:
        limit = Limit(above=below + width, below=below, grey=grey)

        assert not (limit.met(value) and limit.broken(value))
        if limit.met(value):
            assert below <= value <= below + width
        if limit.broken(value):
            assert value > below + width + grey or value < below - grey

    def test_what_is_not_seen_is_neither_met_nor_broken(self) -> None:
        assert not Limit(above=1).met(float("nan"))
        assert not Limit(above=1).broken(float("nan"))

    @pytest.mark.parametrize(("value", "nearest"), [(0.0, 60), (150.0, 115)])
    def test_the_bound_that_a_value_is_held_against(self, value: float, nearest: float) -> None:
        assert Limit(above=115, below=60).nearest(value) == nearest

    def test_a_limit_without_bounds_is_refused(self) -> None:
        with pytest.raises(ValueError, match="got neither"):
            Limit()

    def test_crossed_bounds_are_refused(self) -> None:
        with pytest.raises(ValueError, match="must exceed"):
            Limit(above=10, below=20)

    def test_a_negative_grey_band_is_refused(self) -> None:
        with pytest.raises(ValueError, match="negative"):
            Limit(above=10, grey=-1)


def test_the_flat_back_leaves_room_between_good_and_bad() -> None:
    """DESIGN: a flat back reads about -0.5 to 0, a plainly round one 0.6 and more."""
    limit = FLAT_BACK.limit.above
    assert limit is not None
    assert limit - FLAT_BACK.doubt >= 0.05
    assert limit + FLAT_BACK.limit.grey <= 0.6


class TestForm:
    """What the verdicts on one repetition come to."""

    def test_a_fault_elsewhere_is_a_fault_all_the_same(self) -> None:
        faulty = Verdict("a", "A", Result.FAULT)
        blind = Verdict("b", "B", Result.NOT_JUDGED, main=True)
        good = Verdict("c", "C", Result.OK)

        assert form_of([faulty, blind]) is Form.FAULT
        assert form_of([good, blind]) is form_of([]) is Form.NOT_JUDGED
        assert form_of([good, replace(blind, main=False)]) is Form.CLEAN

    def test_too_close_to_call_is_not_judged(self) -> None:
        close = Verdict("b", "B", Result.NOT_JUDGED, value=0.2, limit=0.25, reason=TOO_CLOSE, main=True)

        assert form_of([close, Verdict("c", "C", Result.OK)]) is Form.NOT_JUDGED
