"""Coming and going: who walks in belongs to the picture, and to no repetition."""

from dataclasses import replace

import numpy as np
import pytest

from sample_videos.studio.film import Stage, Take
from sample_videos.studio.measures import joints_m
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.motions.walking import walk_in, walk_out
from sample_videos.studio.script import Rep, Script
from sample_videos.studio.tracks import make_track
from tests.exercises.coaching import coached
from tests.sample_videos.people import film_set


def walked(heading_deg: float) -> Take:
    script = Script(
        MOTIONS["bent_over_barbell_row"],
        (Rep(rest_s=1.0), Rep(rest_s=1.0)),
        before=walk_in(3.0, heading_deg),
        after=walk_out(3.0, heading_deg),
        lead_in_s=2.0,
        seed=1,
    )
    return replace(film_set("bent_over_barbell_row", {}), script=script)


def test_the_person_comes_into_the_picture_from_the_side_and_leaves_on_the_other() -> None:
    take = walked(heading_deg=0)
    shoulder_x = make_track(take, fps=5).landmarks_px[:, 12, 0]

    assert shoulder_x[0] < 0
    assert shoulder_x[-1] > take.size_px[0]
    assert 200 < shoulder_x[len(shoulder_x) // 2] < 440


@pytest.mark.parametrize("heading_deg", [0, 90])
def test_walking_ends_at_the_place_and_bends_no_bone(heading_deg: float) -> None:
    take = walked(heading_deg)
    stage = Stage(take)
    joints = joints_m(stage.body, stage.skeletons(np.arange(0, take.script.duration_s, 0.1)))
    in_position = joints_m(stage.body, stage.skeleton(take.script.start_s))
    ankles = (in_position["left_ankle"] + in_position["right_ankle"]) / 2

    thighs_m = np.linalg.norm(joints["left_hip"] - joints["left_knee"], axis=1)
    assert np.ptp(thighs_m) < 0.001
    assert ankles[[0, 2]] == pytest.approx([0, 0], abs=0.01)
    assert np.hypot(*joints["left_hip"][0, [0, 2]]) == pytest.approx(3.0, abs=0.3)


def test_walking_in_and_out_is_no_repetition() -> None:
    report = coached(make_track(walked(heading_deg=0), noisy=True), "bent_over_barbell_row")

    assert len(report.rep_list) == 2
