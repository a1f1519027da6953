"""Planks as real people hold them: on forearms with the hips as high as the shoulders, on the hands along a
slope, and on the knees. The joints are the medians of good planks in public photos and recordings.
"""

import os
from pathlib import Path

import numpy as np
import pytest

from benchmarks.real_people.coaching import Coached, coach_sample, runs
from benchmarks.real_people.folders import PHOTOS, Sample, held_still, samples
from benchmarks.real_people.labels import Form
from exercises.body import BOTH_SIDES, Joint
from exercises.catalogue import find
from exercises.coach import coach_track
from exercises.report import SetReport
from exercises.targets import target_lines
from exercises.verdict import Result
from tests.conftest import ROOT
from tests.exercises.coaching import mirrored
from vision.pose import LANDMARK_COUNT, Landmark
from vision.track import Track

Layout = dict[Joint, tuple[float, float]]

SIZE_PX = (1280, 720)
TORSO_PX = 200.0
FLOOR_PX = (300.0, 500.0)  # where the ankle is

FOREARMS: Layout = {
    Joint.SHOULDER: (2.7, 0.27),
    Joint.ELBOW: (2.66, -0.32),
    Joint.WRIST: (3.05, -0.24),
    Joint.HIP: (1.65, 0.26),
    Joint.KNEE: (0.85, 0.09),
    Joint.ANKLE: (0.0, 0.0),
    Joint.HEEL: (-0.1, 0.05),
    Joint.TOE: (0.0, -0.3),
    Joint.EAR: (3.1, 0.35),
}
"""Ahead of the ankle and above it, in torso lengths."""

HANDS: Layout = FOREARMS | {
    Joint.SHOULDER: (2.49, 0.79),
    Joint.ELBOW: (2.48, 0.18),
    Joint.WRIST: (2.51, -0.32),
    Joint.HIP: (1.51, 0.51),
    Joint.KNEE: (0.76, 0.23),
    Joint.EAR: (2.9, 0.95),
}
KNEES: Layout = HANDS | {  # the one photo of it: knee 72 degrees, trunk 57 from upright
    Joint.SHOULDER: (1.45, 0.78),
    Joint.ELBOW: (1.5, 0.2),
    Joint.WRIST: (1.5, -0.32),
    Joint.HIP: (0.62, 0.22),
    Joint.KNEE: (-0.1, -0.28),
    Joint.ANKLE: (-0.5, 0.4),
    Joint.HEEL: (-0.62, 0.42),
    Joint.TOE: (-0.4, 0.7),
    Joint.EAR: (1.8, 0.98),
}
ALL_FOURS: Layout = KNEES | {
    Joint.HIP: (0.55, 0.5),
    Joint.KNEE: (0.5, -0.28),
    Joint.ANKLE: (-0.3, -0.25),
    Joint.HEEL: (-0.35, -0.2),
    Joint.TOE: (-0.5, -0.3),
}
CHATURANGA: Layout = HANDS | {  # 21 degrees at the upper arm, 137 at the elbow: half-way down
    Joint.SHOULDER: (2.52, 0.63),
    Joint.ELBOW: (2.32, 0.11),
    Joint.WRIST: (2.48, -0.33),
    Joint.HIP: (1.53, 0.33),
    Joint.KNEE: (0.76, 0.16),
}
DOWNWARD_DOG: Layout = HANDS | {
    Joint.SHOULDER: (1.5, 0.65),
    Joint.ELBOW: (1.8, 0.2),
    Joint.WRIST: (2.05, -0.2),
    Joint.HIP: (0.8, 1.4),
    Joint.KNEE: (0.4, 0.7),
    Joint.EAR: (1.7, 0.4),
}


def bent(layout: Layout, hips_over_deg: float, end: Joint = Joint.ANKLE) -> Layout:
    """The same with the hips so far over the line from the shoulder to `end`, below it when negative."""
    shoulder, foot = np.array(layout[Joint.SHOULDER]), np.array(layout[end])
    along = foot - shoulder
    length = float(np.hypot(*along))
    over = np.array([along[1], -along[0]]) / length  # upwards for who faces the right edge
    heights = np.linspace(-1.2, 1.2, 2401)
    bends = np.degrees(np.arctan(heights / (0.4 * length)) + np.arctan(heights / (0.6 * length)))
    hip = shoulder + 0.4 * along + over * float(np.interp(hips_over_deg, bends, heights))
    moved = layout | {Joint.HIP: tuple(hip.tolist())}
    if end is Joint.ANKLE:
        moved[Joint.KNEE] = tuple(((hip + foot) / 2).tolist())
    return moved


def shown(layout: Layout, forward_deg: float | None = None) -> Track:
    """Held for 3 s, seen from the right side. `forward_deg` turns the upper arm that far forward."""
    points_px = np.full((LANDMARK_COUNT, 2), np.nan)
    if forward_deg is not None:
        layout = _elbows_ahead(layout, forward_deg)
    for joint, (ahead, up) in layout.items():
        for side in BOTH_SIDES:
            points_px[joint.landmark(side)] = (
                FLOOR_PX[0] + TORSO_PX * ahead,
                FLOOR_PX[1] - TORSO_PX * up,
            )
    head_px = points_px[Landmark.RIGHT_EAR]
    for landmark in (*range(7), Landmark.MOUTH_LEFT, Landmark.MOUTH_RIGHT):
        points_px[landmark] = (head_px[0] + 25, head_px[1] + 15)
    points_px[np.isnan(points_px[:, 0])] = points_px[Landmark.RIGHT_WRIST]
    return held_still(points_px.astype(np.float32), np.ones(LANDMARK_COUNT, np.float32), SIZE_PX)


def _elbows_ahead(layout: Layout, forward_deg: float) -> Layout:
    (x, y), lean = layout[Joint.SHOULDER], np.radians(forward_deg)
    elbow = (x + 0.59 * float(np.sin(lean)), y - 0.59 * float(np.cos(lean)))
    return layout | {Joint.ELBOW: elbow, Joint.WRIST: (elbow[0] + 0.4, elbow[1] + 0.05)}


def coached(layout: Layout, forward_deg: float | None = None) -> SetReport:
    return coach_track(shown(layout, forward_deg), find("plank"))


def results(report: SetReport) -> dict[str, Result]:
    return {verdict.check: verdict.result for verdict in report.verdicts}


def held_s(report: SetReport) -> float:
    assert report.hold is not None
    return report.hold.total_s


class TestTheLineOfThePlank:
    @pytest.mark.parametrize("layout", [FOREARMS, HANDS, KNEES], ids=["forearms", "hands", "knees"])
    def test_a_good_plank_is_held_whole_and_all_of_it_is_good(self, layout: Layout) -> None:
        report = coached(layout)

        assert held_s(report) > 2.8
        assert set(results(report).values()) == {Result.OK}

    @pytest.mark.parametrize("over_deg", [0.0, 10.0, 18.0])
    def test_hips_as_high_as_the_shoulders_are_good_on_forearms(self, over_deg: float) -> None:
        report = coached(bent(FOREARMS, over_deg))

        assert held_s(report) > 2.8
        assert results(report)["hips_pike"] is results(report)["hips_sag"] is Result.OK

    def test_on_forearms_the_hips_may_be_higher_than_on_the_hands(self) -> None:
        assert results(coached(bent(FOREARMS, 24.5)))["hips_pike"] is Result.NOT_JUDGED
        assert results(coached(bent(HANDS, 24.5)))["hips_pike"] is Result.FAULT

    @pytest.mark.parametrize(
        ("layout", "over_deg"), [(FOREARMS, 30.0), (FOREARMS, 60.0), (HANDS, 25.0), (HANDS, 45.0)]
    )
    def test_piked_hips_are_found_and_stop_the_clock(self, layout: Layout, over_deg: float) -> None:
        report = coached(bent(layout, over_deg))

        assert held_s(report) == 0.0
        assert results(report)["hips_pike"] is Result.FAULT

    @pytest.mark.parametrize("layout", [FOREARMS, HANDS], ids=["forearms", "hands"])
    @pytest.mark.parametrize("over_deg", [-11.0, -16.0, -28.0])
    def test_sagging_hips_are_found_and_stop_the_clock(self, layout: Layout, over_deg: float) -> None:
        report = coached(bent(layout, over_deg))

        assert held_s(report) == 0.0
        assert results(report)["hips_sag"] is Result.FAULT

    def test_a_little_high_is_too_close_to_call_and_the_clock_runs(self) -> None:
        report = coached(bent(HANDS, 17.0))

        assert held_s(report) > 2.8
        assert report.hold is not None and report.hold.unclear_s == pytest.approx(held_s(report), abs=0.3)
        assert results(report)["hips_pike"] is Result.NOT_JUDGED

    def test_in_a_mirror_it_is_the_same(self) -> None:
        for layout in (FOREARMS, bent(HANDS, 25.0), KNEES):
            seen = coach_track(mirrored(shown(layout)), find("plank"))
            assert results(seen) == results(coached(layout))


class TestOnTheKnees:
    @pytest.mark.parametrize(("over_deg", "check"), [(-14.0, "hips_sag"), (26.0, "hips_pike")])
    def test_the_line_ends_at_the_knee(self, over_deg: float, check: str) -> None:
        assert results(coached(bent(KNEES, over_deg, Joint.KNEE)))[check] is Result.FAULT

    def test_the_line_that_is_drawn_ends_at_the_knee_too(self) -> None:
        pose = shown(KNEES).pose(0)
        assert pose is not None
        ends = [end for _, end in target_lines(find("plank"), pose.landmarks_px, pose.visibility)]

        knees = [pose.landmarks_px[Joint.KNEE.landmark(side)] for side in BOTH_SIDES]
        assert np.allclose(ends, knees)

    def test_all_fours_is_no_plank_and_the_hips_are_sent_into_line(self) -> None:
        report = coached(ALL_FOURS)

        assert held_s(report) == 0.0
        assert set(results(report).values()) == {Result.NOT_JUDGED}


class TestWhatIsNoPlank:
    @pytest.mark.parametrize("layout", [CHATURANGA, DOWNWARD_DOG], ids=["chaturanga", "downward dog"])
    def test_the_clock_does_not_run(self, layout: Layout) -> None:
        report = coached(layout)

        assert held_s(report) == 0.0
        assert set(results(report).values()) == {Result.NOT_JUDGED}


class TestShouldersOverElbows:
    @pytest.mark.parametrize(
        ("forward_deg", "result"), [(8.0, Result.OK), (19.0, Result.NOT_JUDGED), (27.0, Result.FAULT)]
    )
    def test_elbows_far_ahead_are_a_fault(self, forward_deg: float, result: Result) -> None:
        assert results(coached(FOREARMS, forward_deg))["elbows_under"] is result


# --- real people ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def planks() -> list[Coached]:
    return [coach_sample(one) for one in _real() if one.movement == "plank" and one.coached]


def _real() -> list[Sample]:
    folder = Path(os.environ.get("BACKLINE_REAL_POSES", ROOT.parent / "shared" / "real_poses"))
    if not folder.is_dir():
        pytest.skip("no poses of real people here; BACKLINE_REAL_POSES names their folder")
    return list(samples(folder, None))


@pytest.mark.slow
class TestRealPeople:
    """Those who were looked at, and the frames of others' recordings. The photos whose authors alone call
    them correct are left out: two of them are piked to the eye.
    """

    def test_good_planks_are_seldom_faulty_and_mostly_judged(self, planks: list[Coached]) -> None:
        for source, good in self._by_source(planks, Form.GOOD).items():
            hips = [one for plank in good for one in plank.judged if one.check in ("hips_sag", "hips_pike")]
            if source != "tracks, side-on":  # two clips, both too close to call
                assert np.mean([one.result is Result.NOT_JUDGED for one in hips]) <= 0.15, source
            faulty = np.mean([bool(plank.faults) for plank in good])
            assert faulty <= (0.03 if source == PHOTOS else 0.05), source

    @pytest.mark.parametrize(("fault", "share"), [("hips_pike", 0.90), ("hips_sag", 0.95)])
    def test_high_and_low_hips_are_found(self, planks: list[Coached], fault: str, share: float) -> None:
        for source, faulty in self._by_source(planks, fault).items():
            found = [fault in plank.faults or plank.notice == "Lower your hips into line" for plank in faulty]
            assert np.mean(found) >= share, source

    def test_on_forearms_the_clock_runs(self, planks: list[Coached]) -> None:
        clips = [plank for plank in planks if not plank.still]
        assert clips
        assert min(plank.held_share or 0.0 for plank in clips) >= 0.7

    def test_no_photo_of_another_pose_has_the_clock(self) -> None:
        others = [one for one in _real() if one.source == PHOTOS and one.movement != "plank"]

        assert [one.name for one in others if runs(one.track, "plank")] == []

    @staticmethod
    def _by_source(planks: list[Coached], label: str) -> dict[str, list[Coached]]:
        found: dict[str, list[Coached]] = {}
        for plank in planks:
            if plank.label == label and not plank.shows.startswith("hp_"):
                found.setdefault(plank.source, []).append(plank)
        return found
