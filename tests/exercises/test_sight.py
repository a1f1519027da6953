"""What is judged is seen: inside the picture, at its length, and at the size that the person has now."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from exercises.body import Joint, Side
from exercises.measures.arms import elbow_angle
from exercises.observer import Observer
from exercises.verdict import Result, Verdict
from tests.exercises.coaching import coached, counts, filmed
from tests.figures import Beat
from vision.track import Track

REPS = [Beat(2.0), *[Beat(1.2, 1.0), Beat(1.2)] * 3, Beat(1.0)]
ROW = filmed("bent_over_barbell_row", *REPS)
FEET = (Joint.ANKLE, Joint.HEEL, Joint.TOE)


def knees(track: Track) -> list[Verdict]:
    """What was made of the knees in every repetition."""
    reps = coached(track, "bent_over_barbell_row").rep_list
    return [verdict for rep in reps for verdict in rep.verdicts if verdict.check == "knees_locked"]


def cut_off(track: Track, joint: Joint, by_torsos: float) -> Track:
    """In a picture that ends so far above the joint."""
    torso_px = np.median(np.hypot(*(track.landmarks_px[:, 12] - track.landmarks_px[:, 24]).T))
    bottom_px = track.landmarks_px[:, joint.landmark(Side.RIGHT), 1].min() - by_torsos * torso_px
    return replace(track, frame_size_px=(track.frame_size_px[0], int(bottom_px)))


def with_shins(track: Track, share: float, from_s: float = 1.0) -> Track:
    """With shins that look so long from some time on, as behind a plate; the network is as sure as before."""
    landmarks_px, late = track.landmarks_px.copy(), track.time_s >= from_s
    for side in Side:
        knee = landmarks_px[late, Joint.KNEE.landmark(side)]
        for joint in FEET:
            foot = landmarks_px[late, joint.landmark(side)]
            landmarks_px[late, joint.landmark(side)] = knee + share * (foot - knee)
    return replace(track, landmarks_px=landmarks_px)


def elbow_after(track: Track, time_s: float) -> float:
    """The elbow of the nearer arm at that time, in degrees."""
    seen, side = Observer(track.frame_size_px), Side.RIGHT
    for at_s, pose in track:
        body = seen.observe(pose, at_s)
        if at_s >= time_s:
            break
    assert body is not None
    return elbow_angle.of(body, side)


def test_knees_are_judged_with_the_feet_in_the_picture() -> None:
    assert {verdict.result for verdict in knees(ROW)} <= {Result.OK, Result.FAULT}


def test_an_ankle_outside_the_picture_is_not_judged_by() -> None:
    found = knees(cut_off(ROW, Joint.ANKLE, 0.15))

    assert len(found) == 3
    assert {(verdict.result, verdict.reason) for verdict in found} == {
        (Result.NOT_JUDGED, "ankle outside the picture")
    }
    assert all("Step back" in (verdict.remedy or "") for verdict in found)


def test_a_shin_behind_a_plate_is_not_judged_by() -> None:
    found = knees(with_shins(ROW, 0.6))

    assert {(verdict.result, verdict.reason) for verdict in found} == {(Result.NOT_JUDGED, "shin hidden")}
    assert all("plate" in (verdict.remedy or "") for verdict in found)


def test_a_shin_a_little_short_is_judged_by() -> None:
    assert all(verdict.reason != "shin hidden" for verdict in knees(with_shins(ROW, 0.9)))


@pytest.mark.parametrize("unseen", [cut_off(ROW, Joint.ANKLE, 0.15), with_shins(ROW, 0.6)])
def test_what_is_not_judged_is_counted_and_the_trunk_judged(unseen: Track) -> None:
    report, whole = coached(unseen, "bent_over_barbell_row"), coached(ROW, "bent_over_barbell_row")

    assert counts(report) == counts(whole)
    for rep, in_sight in zip(report.rep_list, whole.rep_list, strict=True):
        trunk = [[v.result for v in one.verdicts if v.check.startswith("trunk")] for one in (rep, in_sight)]
        assert trunk[0] == trunk[1]
