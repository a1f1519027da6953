"""The same set gives the same counts and verdicts, however it was filmed and however it reaches the coach."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.body import Side
from exercises.catalogue import find
from exercises.coach import Coach
from exercises.report import SetReport
from tests.exercises.coaching import (
    FIGURED,
    coached,
    counts,
    dropping,
    filmed,
    judgements,
    mirrored,
    of,
    placed,
    watched,
)
from tests.figures import Beat, Camera, a_set, rep, rest
from vision.track import Track

# A clean repetition and one with faults that its view shows, so that there are good verdicts and bad ones.
FAULTY: dict[str, dict[str, float]] = {
    "bent_over_barbell_row": {"rounded": 1, "trunk_rise": 1},
    "one_arm_dumbbell_row": {"rounded": 1, "to_chest": 1},
    "deadlift": {"rounded": 1, "no_lockout": 1},
    "pull_up": {"top": 0.8, "uneven": 1},
    "lat_pulldown": {"uneven": 1, "shrug": 1},
    "bridge": {"hips_low": 1, "top_s": 0.3},
    "scapular_squeeze": {"top_s": 3.0, "shrug": 1},
}

every_movement = pytest.mark.parametrize("movement", FIGURED)


def beats(movement: str) -> tuple[Beat, ...]:
    if movement == "plank":
        return (Beat(6.0), Beat(4.0, dials=(("sag", 1.0),)), Beat(6.0))
    return (*rest(), *rep(movement), *rep(movement, **FAULTY[movement]), *rest())


@cache
def the_set(movement: str, fps: float = 30.0) -> Track:
    return filmed(movement, *beats(movement), noise=0.003, fps=fps)


@cache
def usual(movement: str) -> SetReport:
    return coached(the_set(movement), movement)


def assert_same(report: SetReport, movement: str) -> None:
    """Assert the same counts and verdicts, and the same time held to a tenth of a second a repetition."""
    expected = usual(movement)
    assert counts(report) == counts(expected)
    assert judgements(report) == judgements(expected)
    assert report.view == expected.view
    if report.hold is not None and expected.hold is not None:
        assert report.hold.total_s == pytest.approx(expected.hold.total_s, abs=0.3)


@every_movement
def test_the_set_holds_good_and_bad(movement: str) -> None:
    found = {result for checks in judgements(usual(movement)) for result in checks.values()}

    assert {"ok", "fault"} <= found
    if movement != "plank":
        assert counts(usual(movement)) == (2, 2)


class TestPicture:
    @every_movement
    def test_the_place_in_the_picture_does_not_matter(self, movement: str) -> None:
        moved = placed(the_set(movement), shift_px=(-150, 60), size_px=(1600, 1000))

        assert_same(coached(moved, movement), movement)

    @every_movement
    @pytest.mark.parametrize("scale", [0.25, 3.0])
    def test_the_size_of_the_picture_does_not_matter(self, movement: str, scale: float) -> None:
        size_px = (round(1280 * scale), round(720 * scale))

        assert_same(coached(placed(the_set(movement), scale, size_px=size_px), movement), movement)

    @every_movement
    def test_the_size_of_the_person_in_it_does_not_matter(self, movement: str) -> None:
        assert_same(coached(placed(the_set(movement), 0.5), movement), movement)

    @every_movement
    @pytest.mark.parametrize("size_px", [(1920, 1080), (960, 720), (720, 1280)], ids=["16:9", "4:3", "9:16"])
    def test_the_shape_of_the_picture_does_not_matter(self, movement: str, size_px: tuple[int, int]) -> None:
        assert_same(coached(placed(the_set(movement), size_px=size_px), movement), movement)

    @every_movement
    def test_a_mirror_changes_nothing_but_the_side(self, movement: str) -> None:
        report = coached(mirrored(the_set(movement)), movement)

        assert_same(report, movement)
        if report.side is not None:
            assert report.side is Side(usual(movement).side or "left").other

    def test_a_mirror_exchanges_the_sides_that_are_counted(self) -> None:
        sides = usual("one_arm_dumbbell_row").sides

        report = coached(mirrored(the_set("one_arm_dumbbell_row")), "one_arm_dumbbell_row")
        swapped = report.sides

        assert (sides[Side.RIGHT].reps, swapped[Side.LEFT].reps) == (2, 2)

    @pytest.mark.parametrize("movement", ["bent_over_barbell_row", "deadlift", "bridge", "plank"])
    def test_filmed_from_the_other_side(self, movement: str) -> None:
        other = filmed(movement, *beats(movement), noise=0.003, fps=30.0, camera=Camera(172.0))

        assert_same(coached(other, movement), movement)

    @given(
        scale=st.floats(0.3, 1.3),
        x=st.floats(-1, 1),
        y=st.floats(-1, 1),
        mirror=st.booleans(),
        movement=st.sampled_from(FIGURED),
    )
    @settings(max_examples=25, deadline=None)
    def test_all_of_it_together(self, scale: float, x: float, y: float, mirror: bool, movement: str) -> None:
        track = placed(the_set(movement), scale, shift_px=(x * 100, y * 100), size_px=(1920, 1300))

        assert_same(coached(mirrored(track) if mirror else track, movement), movement)


class TestTime:
    @every_movement
    @pytest.mark.parametrize("fps", [15.0, 24.0, 60.0])
    def test_the_frame_rate_does_not_matter(self, movement: str, fps: float) -> None:
        assert_same(coached(the_set(movement, fps), movement), movement)

    @every_movement
    @pytest.mark.parametrize("share", [0.1, 0.2])
    def test_frames_dropped_here_and_there_do_not_matter(self, movement: str, share: float) -> None:
        for seed in range(2):
            assert_same(coached(dropping(the_set(movement), share, seed), movement), movement)

    @every_movement
    def test_a_pose_missing_here_and_there_does_not_matter(self, movement: str) -> None:
        track = the_set(movement)
        landmarks_px = track.landmarks_px.copy()
        landmarks_px[np.random.default_rng(2).random(len(track)) < 0.1] = np.nan

        assert_same(coached(replace(track, landmarks_px=landmarks_px), movement), movement)

    @every_movement
    def test_uneven_frame_times_do_not_matter(self, movement: str) -> None:
        """As of a webcam whose rate wanders between 20 and 60 frames a second."""
        fine = the_set(movement, 60.0)
        kept, steps = [0], np.random.default_rng(3)
        while kept[-1] < len(fine) - 3:
            kept.append(kept[-1] + int(steps.integers(1, 4)))
        track = replace(
            fine,
            time_s=fine.time_s[kept],
            landmarks_px=fine.landmarks_px[kept],
            visibility=fine.visibility[kept],
            outline=None if fine.outline is None else fine.outline[kept],
        )

        assert_same(coached(track, movement), movement)

    @every_movement
    def test_when_the_clock_began_does_not_matter(self, movement: str) -> None:
        track, start_s = the_set(movement), 1000.0

        report = coached(replace(track, time_s=track.time_s + start_s), movement)

        assert_same(report, movement)
        if report.rep_list:
            assert report.rep_list[0].start_s == pytest.approx(usual(movement).rep_list[0].start_s + start_s)


class TestLiveAgainstRecorded:
    """`Coach` is fed frame by frame as a camera would, and with the recording saved and read again."""

    @every_movement
    def test_a_saved_track_gives_the_same_report(self, movement: str, tmp_path: Path) -> None:
        the_set(movement).save(tmp_path / "set.npz")

        read = Track.load(tmp_path / "set.npz")

        assert coached(read, movement) == usual(movement)

    @every_movement
    def test_what_was_shown_live_is_what_the_report_says(self, movement: str) -> None:
        report, states = watched(the_set(movement), movement)

        last = states[-1]
        assert (last.attempts, last.reps) == counts(report)
        if report.hold is not None and movement == "plank":
            assert last.hold_total_s == pytest.approx(report.hold.total_s, abs=0.05)

    @every_movement
    def test_the_future_changes_nothing_that_was_shown(self, movement: str) -> None:
        """Fed only the first half, the coach shows the same, frame by frame: it never looks ahead."""
        track = the_set(movement)
        coach, half = Coach(find(movement), track.frame_size_px), len(track) // 2

        first = [coach.update(track.pose(i), float(track.time_s[i])) for i in range(half)]

        for shown, again in zip(watched(track, movement)[1][:half], first, strict=True):
            assert (shown.phase, shown.reps, shown.attempts, shown.cue, shown.notice) == (
                again.phase,
                again.reps,
                again.attempts,
                again.cue,
                again.notice,
            )

    @every_movement
    def test_a_track_without_an_outline_only_withholds_what_needs_it(self, movement: str) -> None:
        report = coached(replace(the_set(movement), outline=None), movement)

        backs = {check.id for check in find(movement).checks if check.shows_back}
        assert counts(report) == counts(usual(movement))
        for plain, full in zip(judgements(report), judgements(usual(movement)), strict=True):
            assert {c: r for c, r in plain.items() if c not in backs} == {
                c: r for c, r in full.items() if c not in backs
            }
            assert all(plain[check] == "not_judged" for check in backs)


def test_a_long_set_is_as_well_counted_at_its_end() -> None:
    movement = "bent_over_barbell_row"

    assert counts(of(movement, *a_set(movement, 40, 2.0))) == (40, 40)
