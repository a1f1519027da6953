"""Every check of every movement finds its fault where it is and only there, or says why it does not judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from math import nan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exercises.body import Joint
from exercises.catalogue import MOVEMENTS, find
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
from exercises.report import RepResult, SetReport
from exercises.verdict import Result, Verdict
from tests.exercises.coaching import (
    FIGURED,
    REPEATED,
    coached,
    counts,
    faults,
    filmed,
    hiding,
    of,
    parted_while_bent,
)
from tests.figures import HALF_TURNED, MANNERS, SIDE_ON, TURNED_AWAY, Camera, a_set, rep, rest
from vision.pose import Landmark
from vision.view import View


@dataclass(frozen=True)
class Fault:
    """How the figure makes a fault, from where it is filmed, and what else is then wrong."""

    movement: str
    check: str
    made: dict[str, float]
    yaw_deg: float | None = None
    also: frozenset[str] = field(default=frozenset())

    def __str__(self) -> str:
        return f"{self.movement}-{self.check}"


SHORT = frozenset({"top_range"})
SEEN_FROM_ELSEWHERE = {"lat_pulldown": {"lean_back"}, "pull_up": {"swing"}, "scapular_squeeze": {"uneven"}}
FAULTS = [
    Fault("bent_over_barbell_row", "flat_back", {"rounded": 1}),
    Fault("bent_over_barbell_row", "trunk_rise", {"trunk_rise": 1}),
    Fault("bent_over_barbell_row", "trunk_upright", {"upright": 1, "rest_s": 1.2}),
    Fault("bent_over_barbell_row", "top_range", {"top": 0.7}),
    Fault("bent_over_barbell_row", "bottom_range", {"bottom": 0.34}),
    Fault("bent_over_barbell_row", "knees_locked", {"knees_locked": 1}),
    Fault("one_arm_dumbbell_row", "flat_back", {"rounded": 1}),
    Fault("one_arm_dumbbell_row", "trunk_rise", {"trunk_rise": 1}),
    Fault("one_arm_dumbbell_row", "pull_to_hip", {"to_chest": 1}),
    Fault("one_arm_dumbbell_row", "top_range", {"top": 0.7}),
    Fault("one_arm_dumbbell_row", "bottom_range", {"bottom": 0.34}),
    Fault("one_arm_dumbbell_row", "jerking", {"lift_s": 0.2}),
    Fault("deadlift", "flat_back", {"rounded": 1}),
    Fault("deadlift", "hips_first", {"hips_first": 1}),
    Fault("deadlift", "lockout", {"no_lockout": 1}),
    Fault("deadlift", "lean_back", {"lean_back": 1}),
    Fault("deadlift", "bar_far", {"bar_far": 1}),
    Fault("pull_up", "top_range", {"top": 0.8}),
    Fault("pull_up", "bottom_range", {"bottom": 0.25}),
    Fault("pull_up", "swing", {"swing": 1}, yaw_deg=HALF_TURNED),
    Fault("pull_up", "uneven", {"uneven": 1}, also=SHORT | {"shrug"}),
    Fault("pull_up", "shrug", {"shrug": 1}, also=SHORT),
    Fault("lat_pulldown", "top_range", {"top": 0.7}),
    Fault("lat_pulldown", "bottom_range", {"bottom": 0.3}),
    Fault("lat_pulldown", "lean_back", {"lean_back": 1}, yaw_deg=35.0),
    Fault("lat_pulldown", "uneven", {"uneven": 1}, also=SHORT),
    Fault("lat_pulldown", "shrug", {"shrug": 1}, also=SHORT),
    Fault("bridge", "hips_low", {"hips_low": 1}),
    Fault("bridge", "over_arched", {"over_arched": 1}),
    Fault("bridge", "pause", {"top_s": 0.1}),
    Fault("bridge", "drop", {"lower_s": 0.4}),
    Fault("bridge", "feet_distance", {"feet_far": 1}, also=frozenset({"over_arched"})),
    Fault("scapular_squeeze", "hold", {"top_s": 2.0}),
    Fault("scapular_squeeze", "top_range", {"top": 0.45}, also=frozenset({"hold"})),
    Fault("scapular_squeeze", "shrug", {"shrug": 1}),
    Fault("scapular_squeeze", "lean_back", {"lean_back": 1}, yaw_deg=30.0),
    Fault("scapular_squeeze", "chin_forward", {"chin": 1}),
    Fault("scapular_squeeze", "uneven", {"uneven": 1}, yaw_deg=88.0, also=frozenset({"shrug"})),
]


@cache
def second_faulty(nth: int) -> SetReport:
    """Three repetitions, of which the second has that fault; a bent start is where the first one ends."""
    fault = FAULTS[nth]
    movement, made = fault.movement, fault.made
    rests = {name: seconds for name, seconds in made.items() if name == "rest_s"}
    first, second, third = rep(movement, **rests), rep(movement, **made), rep(movement, **rests)
    first[-1] = replace(first[-1], progress=made.get("bottom", 0.0))
    second[-1] = replace(second[-1], progress=0.0)
    return of(movement, *rest(), *first, *second, *third, *rest(), camera=Camera(fault.yaw_deg))


@cache
def clean(movement: str, yaw_deg: float | None = None) -> SetReport:
    return of(movement, *a_set(movement, 2), camera=Camera(yaw_deg))


def verdict_of(rep: RepResult, check: str) -> Verdict:
    return next(verdict for verdict in rep.verdicts if verdict.check == check)


class TestEveryCheck:
    @pytest.mark.parametrize("movement", REPEATED)
    def test_a_clean_set_has_no_fault(self, movement: str) -> None:
        report = clean(movement)

        assert faults(report) == {}
        assert all(repetition.clean for repetition in report.rep_list)

    @pytest.mark.parametrize("fault", FAULTS, ids=str)
    def test_its_fault_is_found_in_the_repetition_that_has_it(self, fault: Fault) -> None:
        report = second_faulty(FAULTS.index(fault))

        assert counts(report) == (3, 3)
        assert faults(report)[fault.check] == (2,)
        assert set(faults(report)) <= {fault.check} | fault.also
        assert [repetition.clean for repetition in report.rep_list] == [True, False, True]

    @pytest.mark.parametrize("fault", FAULTS, ids=str)
    def test_a_fault_says_what_and_when_and_what_to_do(self, fault: Fault) -> None:
        check = next(c for c in find(fault.movement).checks if c.id == fault.check)
        bad = second_faulty(FAULTS.index(fault)).rep_list[1]
        verdict = verdict_of(bad, fault.check)
        assert verdict.cue == check.cue
        assert verdict.reason is not None and check.why in verdict.reason
        assert verdict.value is not None and verdict.limit is not None
        assert verdict.at_s is not None and bad.end_s is not None
        assert bad.start_s - 1.1 <= verdict.at_s <= bad.end_s + 0.1

    def test_every_check_of_the_catalogue_is_here(self) -> None:
        assert {(fault.movement, fault.check) for fault in FAULTS} == {
            (movement, check.id) for movement in FIGURED for check in MOVEMENTS[movement].checks
        }


class TestTimes:
    @pytest.mark.parametrize("over_arched", [0.0, 1.0])
    def test_hips_above_the_line_pause_no_longer_for_it(self, over_arched: float) -> None:
        report = of("bridge", *a_set("bridge", 2, over_arched=over_arched, top_s=1.5))

        for repetition in report.rep_list:
            assert repetition.top_pause_s == pytest.approx(1.5, abs=0.4)


class TestViews:
    """Camera angles: side-on, half-turned, facing, turned away, and the other side."""

    @pytest.mark.parametrize("movement", REPEATED)
    @pytest.mark.parametrize("yaw_deg", [SIDE_ON, 30.0, HALF_TURNED, 88.0, TURNED_AWAY])
    def test_what_a_view_cannot_show_is_not_judged_and_its_remedy_said(
        self, movement: str, yaw_deg: float
    ) -> None:
        report = clean(movement, yaw_deg)

        if (movement, yaw_deg) == ("bridge", 88.0):
            assert report.rep_list == ()  # from the feet the hip shows no angle at all
            return
        assert len(report.rep_list) == 2  # counting bears every other view
        for repetition in report.rep_list:
            for check, verdict in zip(find(movement).checks, repetition.verdicts, strict=True):
                if isinstance(check.reads, Timing):
                    assert verdict.result is not Result.NOT_JUDGED
                elif report.view not in check.views:
                    assert verdict.result is Result.NOT_JUDGED
                    assert verdict.reason is not None and verdict.reason.startswith("seen from the")
                    assert verdict.remedy == turn_to(check.views)
                    assert verdict.value is None and verdict.cue is None

    @pytest.mark.parametrize("movement", REPEATED)
    def test_a_wrong_view_finds_no_fault_that_is_not_there(self, movement: str) -> None:
        for yaw_deg in (SIDE_ON, 30.0, HALF_TURNED, 88.0, TURNED_AWAY):
            assert {check for check in faults(clean(movement, yaw_deg)) if check != "pause"} == set()

    @pytest.mark.parametrize("movement", REPEATED)
    def test_the_view_that_the_movement_asks_for_shows_most(self, movement: str) -> None:
        withheld = {
            v.check
            for v in clean(movement).verdicts
            if v.result is Result.NOT_JUDGED and v.reason != TOO_CLOSE
        }

        assert withheld == SEEN_FROM_ELSEWHERE.get(movement, set())

    @pytest.mark.parametrize("fault", [f for f in FAULTS if f.check == "flat_back"], ids=str)
    def test_a_round_back_is_not_called_flat_from_in_front(self, fault: Fault) -> None:
        report = of(fault.movement, *a_set(fault.movement, 2, rounded=1), camera=Camera(88.0))

        assert {verdict_of(r, "flat_back").result for r in report.rep_list} == {Result.NOT_JUDGED}

    def test_the_back_is_judged_only_squarely_from_the_side(self) -> None:
        askew = of("deadlift", *a_set("deadlift", 2), camera=Camera(20.0)).rep_list[0]

        assert verdict_of(askew, "flat_back").result is Result.NOT_JUDGED
        assert verdict_of(askew, "flat_back").remedy == "Turn side-on to the camera"
        assert verdict_of(askew, "lockout").result is Result.OK

    def test_shoulders_that_part_only_while_bent_are_no_turn(self) -> None:
        parted = coached(parted_while_bent(filmed("deadlift", *a_set("deadlift", 2))), "deadlift")

        assert [verdict_of(rep, "flat_back").result for rep in parted.rep_list] == [Result.OK] * 2


HIDDEN = [
    ("bent_over_barbell_row", (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE), {"knees_locked"}),
    (
        "one_arm_dumbbell_row",
        (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
        {"flat_back", "trunk_rise", "pull_to_hip"},
    ),
    ("deadlift", (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST), {"bar_far"}),
    ("pull_up", (Landmark.LEFT_HIP, Landmark.RIGHT_HIP), {"swing", "shrug", "uneven"}),
    ("pull_up", (Landmark.MOUTH_LEFT, Landmark.MOUTH_RIGHT), {"top_range", "swing"}),
    ("lat_pulldown", (Landmark.LEFT_EAR, Landmark.RIGHT_EAR), {"shrug", "lean_back"}),
    ("bridge", (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE), {"feet_distance"}),
]


class TestHiddenJoints:
    @pytest.mark.parametrize(("movement", "joints", "withheld"), HIDDEN)
    def test_what_needs_them_is_not_judged_and_the_rest_is(
        self, movement: str, joints: tuple[Landmark, ...], withheld: set[str]
    ) -> None:
        report = coached(hiding(filmed(movement, *a_set(movement, 2)), *joints), movement)

        assert counts(report) == (2, 2)
        for repetition in report.rep_list:
            unsure = [v for v in repetition.verdicts if v.result is Result.NOT_JUDGED]
            assert {v.check for v in unsure if v.reason != TOO_CLOSE} == withheld
            assert all(v.reason and v.remedy for v in repetition.verdicts if v.result is Result.NOT_JUDGED)

    def test_the_joints_are_named(self) -> None:
        knees = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)
        track = hiding(filmed("bent_over_barbell_row", *a_set("bent_over_barbell_row", 1)), *knees)

        verdict = verdict_of(coached(track, "bent_over_barbell_row").rep_list[0], "knees_locked")

        assert verdict.reason is not None and "knee" in verdict.reason

    def test_a_hidden_fault_is_not_called_good(self) -> None:
        knees = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)
        locked = filmed("bent_over_barbell_row", *a_set("bent_over_barbell_row", 2, knees_locked=1))

        report = coached(hiding(locked, *knees), "bent_over_barbell_row")

        assert {verdict_of(r, "knees_locked").result for r in report.rep_list} == {Result.NOT_JUDGED}


class TestOneOddFrame:
    """A pair of joints half a torso away from where it is, in a single frame."""

    @pytest.mark.parametrize("movement", REPEATED)
    @pytest.mark.parametrize("joint", [Joint.SHOULDER, Joint.WRIST, Joint.HIP, Joint.KNEE])
    def test_it_changes_neither_counts_nor_verdicts(self, movement: str, joint: Joint) -> None:
        track = filmed(movement, *a_set(movement, 2), fps=30.0)
        lifted_s, top_s = np.cumsum(MANNERS[movement].rep_s)[1:3]
        for at_s in (1.3, 1.2 + 0.6 * lifted_s, 1.2 + (lifted_s + top_s) / 2):
            landmarks_px = track.landmarks_px.copy()
            landmarks_px[np.abs(track.time_s - at_s).argmin(), [joint, joint + 1]] += (45, -45)

            report = coached(replace(track, landmarks_px=landmarks_px), movement)

            assert counts(report) == (2, 2)
            assert faults(report) == {}


class TestOwnBest:
    """Backs differ between bodies: each repetition is held against the best of the set too."""

    @staticmethod
    def backs(*rounded: float) -> list[Result]:
        beats = [beat for share in rounded for beat in rep("deadlift", rounded=share)]
        report = of("deadlift", *rest(), *beats, *rest())
        return [verdict_of(r, "flat_back").result for r in report.rep_list]

    def test_a_little_round_all_along_is_too_close_to_call(self) -> None:
        assert self.backs(0.6, 0.6, 0.6) == [Result.NOT_JUDGED] * 3

    def test_a_little_round_against_a_flat_one_is_a_fault(self) -> None:
        assert self.backs(0.0, 0.45, 0.0) == [Result.OK, Result.FAULT, Result.OK]

    def test_the_best_may_come_later(self) -> None:
        assert self.backs(0.45, 0.0) == [Result.FAULT, Result.OK]

    def test_who_is_plainly_round_is_told_at_once(self) -> None:
        assert self.backs(1.0, 1.0) == [Result.FAULT, Result.FAULT]


# --- judge() on readings made by hand

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
