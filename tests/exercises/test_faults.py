"""Every check of every movement finds its fault where it is and only there, or says why it does not judge."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
import pytest

from exercises.body import Joint
from exercises.catalogue import MOVEMENTS, find
from exercises.judging import TOO_CLOSE, turn_to
from exercises.quantities import Timing
from exercises.report import SetReport
from exercises.verdict import Form, Result
from reports.wording import headline
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
    verdict_of,
)
from tests.figures import HALF_TURNED, MANNERS, SIDE_ON, TURNED_AWAY, Camera, a_set, rep, rest
from vision.pose import Landmark


@dataclass(frozen=True)
class Fault:
    """A fault, how the figure makes it, where it is filmed from, and which checks then fail as well."""

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


class TestMainCheck:
    """A deadlift turned off side-on: its back is not judged."""

    @staticmethod
    @cache
    def turned() -> SetReport:
        return of("deadlift", *a_set("deadlift", 3), camera=Camera(40.0))

    def test_where_it_was_not_judged_nothing_is_clean_and_there_is_no_score(self) -> None:
        report = self.turned()

        assert [rep.form for rep in report.rep_list] == [Form.NOT_JUDGED] * 3
        assert (report.reps, report.clean_reps, report.score) == (3, 0, None)
        assert report.checks_judged < report.checks

    def test_the_headline_says_so_and_what_to_do(self) -> None:
        said = headline(self.turned())

        assert said == "3 deadlifts counted. Your back was not judged: turn side-on to the camera."


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
