"""A hold on each side: the body tells which side is held, and every side has its own clock."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from analysis.overlay import overlay_of
from exercises.body import Side
from exercises.catalogue import find
from exercises.coach import Coach, CoachState
from exercises.judging import TOO_CLOSE
from exercises.measures.head import head_tilt, shoulder_tilt
from exercises.movement import FACING_VIEW, Condition, HoldCheck, Kind, Limit, Movement, Sides, Travel
from exercises.report import SetReport
from exercises.verdict import Result
from reports.report_page import report_page
from reports.wording import result_sentences
from sample_videos.studio.cast import PEOPLE, ROOMS, TUNING_CAMERAS
from sample_videos.studio.film import Take
from sample_videos.studio.posture import Arm, Posture
from sample_videos.studio.script import Dial, Motion, Rep, Script
from sample_videos.studio.tracks import make_track
from vision.pose import Landmark
from vision.track import Track
from vision.view import View

TILT = Movement(
    **{
        name: getattr(find("plank"), name)
        for name in ("setup", "camera", "level", "equipment", "muscles", "spinal_load", "dose")
    },
    id="head_tilt",
    name="Head tilt",
    kind=Kind.HOLD,
    description="Lean your head to one side.",
    best_view=View.FRONT,
    position=(),
    sides=Sides.EACH,
    held=(Condition(head_tilt, Limit(below=10, grey=4), "Lean your head to one side"),),
    hold_checks=(
        HoldCheck(
            "far_enough",
            "Far enough",
            head_tilt,
            Limit(below=20, grey=4),
            "Lean further",
            "too little",
            FACING_VIEW,
        ),
        HoldCheck(
            "bouncing",
            "No bouncing",
            head_tilt,
            Limit(above=8, grey=2),
            "Stop bouncing",
            "bouncing",
            FACING_VIEW,
            pauses=False,
            travel=Travel(2.0),
        ),
        HoldCheck(
            "shrug",
            "Shoulders level",
            shoulder_tilt,
            Limit(above=0.1, below=-0.1),
            "Shoulders down",
            "a shoulder rises",
            FACING_VIEW,
            pauses=False,
        ),
    ),
)
MOTION = Motion(
    "head_tilt",
    rest=Posture.of(arm=Arm()),
    effort=Posture.of(arm=Arm(), head_side_deg=35),
    pace=Rep(1.0, 5.0, 1.0, 1.0),
    holds=True,
    alternates=True,
    dials={
        "less_deg": Dial("far_enough", "deg", 5, 20, effort={"head_side_deg": -1}),
        "again": Dial("none", "share", again=True),
        "rise": Dial("shrug", "deg", effort={"left_arm.shrug_deg": 1}),
    },
)


def performed(
    *dials_of_holds: dict[str, float],
    azimuth_deg: float = 2,
    motion: Motion = MOTION,
    pace: Rep = MOTION.pace,
    movement: Movement = TILT,
) -> tuple[SetReport, list[CoachState]]:
    track = filmed(*dials_of_holds, azimuth_deg=azimuth_deg, motion=motion, pace=pace)
    return watched_tilt(track, movement)


def filmed(
    *dials_of_holds: dict[str, float],
    azimuth_deg: float = 2,
    motion: Motion = MOTION,
    pace: Rep = MOTION.pace,
) -> Track:
    reps = tuple(replace(pace, dials=dials) for dials in dials_of_holds)
    camera = replace(TUNING_CAMERAS[View.FRONT][0], azimuth_deg=azimuth_deg)
    script = Script(motion, reps, lead_in_s=2.0, seed=1)
    return make_track(Take(script, PEOPLE["ben"], ROOMS["study"], camera, fps=15, seed=1), noisy=True)


def watched_tilt(track: Track, movement: Movement = TILT) -> tuple[SetReport, list[CoachState]]:
    coach = Coach(movement, track.frame_size_px)
    states = [coach.update(pose, time_s) for time_s, pose in track]
    return coach.finish({"file": "set.npz"}), states


@pytest.fixture(scope="module")
def both() -> tuple[SetReport, list[CoachState]]:
    return performed({}, {}, {}, {})


def results(report: SetReport) -> dict[str, str]:
    return {v.check: v.result.value for v in report.verdicts}


@pytest.mark.parametrize("azimuth_deg", [2, 182])
def test_the_side_is_found_from_the_body_seen_from_the_front_and_from_behind(azimuth_deg: float) -> None:
    report, _ = performed({}, {}, azimuth_deg=azimuth_deg)

    assert report.hold is not None
    assert [span.side for span in report.hold.spans] == [Side.RIGHT, Side.LEFT]


def test_each_side_has_its_time_and_the_whole_is_their_sum(both: Any) -> None:
    found = both[0]

    held_s = [found.sides[side].held_s for side in Side]
    assert held_s == pytest.approx([11.4, 11.4], abs=0.8)
    assert found.hold.total_s == pytest.approx(sum(held_s), abs=0.01)
    assert found.hold.longest_s == max(tally.longest_s for tally in found.sides.values())


def test_going_over_to_the_other_side_is_no_pause(both: Any) -> None:
    report = both[0]

    assert report.hold is not None and report.hold.pauses == ()
    assert {state.cue for state in both[1]} <= {None, "Lean further"}
    assert results(report) == {"far_enough": "ok", "bouncing": "ok", "shrug": "ok"}


def test_ears_that_stray_for_a_moment_are_no_change_of_side() -> None:
    """The same when the head is level for half a second; for longer it is one, from when it began."""
    totals = {}
    for level_s in (0.0, 0.5, 1.5):
        track = filmed({})
        ears = [Landmark.LEFT_EAR, Landmark.RIGHT_EAR]
        landmarks_px = track.landmarks_px.copy()
        strays = (track.time_s >= 5.0) & (track.time_s < 5.0 + level_s)
        landmarks_px[np.ix_(strays, ears)] = landmarks_px[0, ears]
        report, _ = watched_tilt(replace(track, landmarks_px=landmarks_px))
        assert report.hold is not None
        totals[level_s] = report.hold.total_s

    assert totals[0.5] == pytest.approx(totals[0.0], abs=0.1)
    assert totals[1.5] == pytest.approx(totals[0.0] - 1.5, abs=0.4)


def test_a_fault_is_found_on_its_side_and_named_with_it() -> None:
    report, _ = performed({}, {"rise": 30.0})

    found = {v.check: v for v in report.verdicts}
    assert found["shrug"].result == "fault"
    assert found["shrug"].reason is not None and found["shrug"].reason.endswith("on the left")


def test_bouncing_in_the_position_is_found() -> None:
    reps = [{}, {"again": 1.0}, {"again": 1.0}, {"again": 1.0}]
    pace = Rep(0.4, 0.1, 0.4, 0.0)
    up_and_down = replace(MOTION, rest=replace(MOTION.effort, head_side_deg=24))
    report, _ = performed(*reps, *reps[1:], motion=up_and_down, pace=pace)

    assert results(report)["bouncing"] == "fault"


def test_a_side_that_is_too_close_to_call_is_not_hidden_by_the_other() -> None:
    report, _ = performed({}, {"rise": 30.0}, movement=unsure(TILT))

    found = {v.check: v for v in report.verdicts}
    assert (found["shrug"].result, found["shrug"].reason) == (Result.NOT_JUDGED, TOO_CLOSE)


def unsure(movement: Movement) -> Movement:
    """A track that cannot tell a raised shoulder from one that is not raised."""
    checks = {check.id: check for check in movement.hold_checks}
    shrug = replace(checks["shrug"], limit=Limit(above=0.4, below=-0.4), doubt=0.35)
    return replace(movement, hold_checks=(*(checks | {"shrug": shrug}).values(),))


def test_a_side_that_is_not_far_enough_gets_no_credit() -> None:
    report, states = performed({}, {"less_deg": 20.0})

    tally = report.sides
    assert set(tally) == {"right"}
    assert {state.side for state in states} == {None, Side.RIGHT, Side.LEFT}


def test_only_one_side_done_is_told(both: Any) -> None:
    report, _ = performed({}, {"again": 1.0})

    sentence = result_sentences(report)[0]
    assert sentence.startswith("Head tilt held for 12 s in all")
    assert "none left" in sentence and "12 s right" in sentence


def test_what_is_shown_names_the_side_and_its_time(both: Any) -> None:
    report, states = both
    last = [state for state in states if state.side is Side.LEFT][-1]

    overlay = overlay_of(last, TILT, None)
    assert last.sides_s is not None
    assert overlay.label == "s · " + " · ".join(f"{int(s)} {side}" for side, s in last.sides_s.items())
    assert overlay.headline == str(int(sum(last.sides_s.values())))
    assert overlay.hold is not None and overlay.hold.text == str(int(last.hold_s or 0.0))
    assert "in position, left" in report_page(report, {})
