"""Live coaching without a browser: a figure that walks in, trains, rests, and the buttons it may press."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.coaching import COUNTDOWN_S, LEFT_S, PAIN, PAIN_REMARK, READY_S, LiveCoaching
from analysis.live_set import SetFolders
from exercises.catalogue import MOVEMENTS
from exercises.strictness import Strictness
from tests.exercises.coaching import REPEATED, coached, filmed
from tests.figures import FACING, Beat, Camera, a_set, rest, walk_in, walk_out
from vision.pose import Frame
from vision.track import Track

FPS = 15.0
AWAY = [Beat(0.01, ready=0, along_m=5.0), Beat(LEFT_S + 4, ready=0, along_m=5.0)]
_ROOM = np.random.default_rng(0).integers(60, 200, (720, 1280, 3), dtype=np.uint8)


class Camera15:
    """Feeds tracks to the coaching, one after the other, on one clock."""

    def __init__(self, coaching: LiveCoaching) -> None:
        self.coaching, self.time_s, self.index = coaching, 0.0, 0

    def play(self, track: Track, image: np.ndarray = _ROOM) -> list[dict[str, Any]]:
        return list(self.frames(track, image))

    def frames(self, track: Track, image: np.ndarray = _ROOM) -> Iterator[dict[str, Any]]:
        for _, pose in track:
            self.time_s += 1 / FPS
            self.index += 1
            yield self.coaching.take(Frame(image, self.time_s, self.index), pose)


@pytest.fixture
def folders(tmp_path: Path) -> SetFolders:
    return SetFolders(tmp_path, "browser camera")


def camera_on(movement: str, folders: SetFolders) -> Camera15:
    return Camera15(LiveCoaching(movement, folders))


def ready(movement: str, folders: SetFolders) -> Camera15:
    """Coaching whose setup check and count-down are over."""
    camera = camera_on(movement, folders)
    shown = camera.play(filmed(movement, *rest(READY_S + COUNTDOWN_S + 1.0)))
    assert shown[-1]["stage"] in ("ready", "set")
    return camera


def stages(shown: list[dict[str, Any]]) -> list[str]:
    """Each stage once, in order."""
    found: list[str] = []
    for each in shown:
        if not found or found[-1] != each["stage"]:
            found.append(str(each["stage"]))
    return found


# --- without hands ------------------------------------------------------------------------------------------


def test_from_the_setup_check_over_two_sets_nothing_is_touched(folders):
    camera = camera_on("deadlift", folders)
    one_set = [*a_set("deadlift", 3), *walk_out("deadlift"), *AWAY]
    first = camera.play(filmed("deadlift", *walk_in("deadlift"), *rest(6), *one_set))
    second = camera.play(filmed("deadlift", *walk_in("deadlift"), *one_set))

    assert stages(first) == ["setup", "countdown", "ready", "set", "rest"]
    assert stages(second) == ["rest", "set", "rest"]
    assert [report.reps for report, _ in folders.saved] == [3, 3]


@pytest.mark.parametrize("movement", REPEATED)
def test_a_live_set_is_counted_and_judged_as_a_recorded_one(movement, folders):
    camera = ready(movement, folders)
    track = filmed(movement, *a_set(movement, 4))

    shown = camera.play(track)
    camera.coaching.end_set()

    (report, _), recorded = folders.saved[0], coached(track, movement)
    assert shown[-1]["reps"] == 4
    assert report.reps == recorded.reps
    assert [[v.result for v in rep.verdicts] for rep in report.rep_list] == [
        [v.result for v in rep.verdicts] for rep in recorded.rep_list
    ]


def test_who_rests_in_the_position_ends_the_set_too(folders):
    camera = ready("lat_pulldown", folders)
    shown = camera.play(filmed("lat_pulldown", *a_set("lat_pulldown", 2), *rest(30)))

    assert stages(shown)[-1] == "rest"
    assert len(folders.saved) == 1


def test_a_set_is_written_without_the_wait_before_it(folders):
    camera = ready("pull_up", folders)
    camera.play(filmed("pull_up", *AWAY, *AWAY, *AWAY))
    camera.play(filmed("pull_up", *a_set("pull_up", 2)))
    camera.coaching.end_set()

    report, _ = folders.saved[0]
    assert report.source.duration_s < 25
    assert report.reps == 2


def test_every_answer_can_be_sent(folders):
    camera = camera_on("plank", folders)
    for shown in camera.frames(filmed("plank", *rest(8))):
        json.dumps(shown, allow_nan=False)
    assert shown["hold"]["left_s"] < MOVEMENTS["plank"].dose.hold_s[0]


def test_the_rest_is_timed_from_the_last_repetition(folders):
    camera = ready("deadlift", folders)
    camera.play(filmed("deadlift", *a_set("deadlift", 2)))
    shown = camera.play(filmed("deadlift", *AWAY))

    assert shown[-1]["stage"] == "rest"
    assert shown[-1]["rest_s"] == pytest.approx(1.2 + LEFT_S + 4, abs=0.5)
    assert shown[-1]["last_set"]["reps"] == 2


# --- the setup check ----------------------------------------------------------------------------------------


def test_a_wrong_view_is_refused_and_the_remedy_told(folders):
    camera = camera_on("deadlift", folders)
    shown = camera.play(filmed("deadlift", *rest(8), camera=Camera(yaw_deg=FACING)))

    assert stages(shown) == ["setup"]
    assert shown[-1]["remedy"] == "Turn side-on to the camera"
    assert {finding["id"]: finding["ok"] for finding in shown[-1]["findings"]} == {
        "frame": True,
        "distance": True,
        "view": False,
        "light": True,
    }


def test_a_dark_room_is_refused(folders):
    camera = camera_on("deadlift", folders)
    shown = camera.play(filmed("deadlift", *rest(6)), image=_ROOM // 8)

    assert stages(shown) == ["setup"]
    assert shown[-1]["remedy"].startswith("It is dark")


def test_who_cannot_do_better_begins_anyway(folders):
    camera = camera_on("deadlift", folders)
    camera.play(filmed("deadlift", *rest(1), camera=Camera(yaw_deg=FACING)))
    camera.coaching.press("skip")
    shown = camera.play(filmed("deadlift", *rest(4), camera=Camera(yaw_deg=FACING)))

    assert "countdown" in stages(shown)
    assert "setup" not in stages(shown)


def test_who_is_gone_during_the_count_down_is_looked_for_again(folders):
    camera = camera_on("deadlift", folders)
    camera.play(filmed("deadlift", *rest(READY_S + 1)))
    shown = camera.play(filmed("deadlift", *AWAY))

    assert stages(shown) == ["countdown", "setup"]


# --- buttons ------------------------------------------------------------------------------------------------


def test_nothing_is_counted_in_a_pause_and_the_count_stays(folders):
    camera = ready("deadlift", folders)
    camera.play(filmed("deadlift", *a_set("deadlift", 2)))
    camera.coaching.press("pause")
    paused = camera.play(filmed("deadlift", *a_set("deadlift", 3)))
    camera.coaching.press("resume")
    shown = camera.play(filmed("deadlift", *a_set("deadlift", 1)))

    assert stages(paused) == ["paused"]
    assert shown[-1]["reps"] == 3


def test_a_miscount_is_undone(folders):
    camera = ready("pull_up", folders)
    before = camera.play(filmed("pull_up", *a_set("pull_up", 3)))[-1]
    camera.coaching.press("undo")
    after = camera.play(filmed("pull_up", *rest(0.5)))[-1]

    assert (before["reps"], len(before["chips"])) == (3, 3)
    assert (after["reps"], len(after["chips"])) == (2, 2)


def test_the_next_set_begins_at_none(folders):
    camera = ready("deadlift", folders)
    camera.play(filmed("deadlift", *a_set("deadlift", 2)))
    camera.coaching.press("next")
    shown = camera.play(filmed("deadlift", *a_set("deadlift", 1)))

    assert stages(shown)[0] == "rest"
    assert shown[-1]["reps"] == 1
    assert [report.reps for report, _ in folders.saved] == [2]


def test_another_strictness_holds_from_the_next_set_on(folders):
    camera = ready("deadlift", folders)
    camera.play(filmed("deadlift", *a_set("deadlift", 2)))
    camera.coaching.choose("deadlift", strictness=Strictness.STRICT)
    camera.play(filmed("deadlift", *a_set("deadlift", 1)))
    camera.coaching.press("next")
    camera.play(filmed("deadlift", *a_set("deadlift", 2)))
    camera.coaching.end_set()

    assert [(report.reps, report.strictness) for report, _ in folders.saved] == [
        (3, "usual"),
        (2, "strict"),
    ]


def test_a_set_in_which_nothing_was_done_takes_the_new_strictness(folders):
    camera = ready("deadlift", folders)
    camera.coaching.choose("deadlift", strictness=Strictness.LENIENT)
    camera.play(filmed("deadlift", *a_set("deadlift", 1)))
    camera.coaching.end_set()

    assert [report.strictness for report, _ in folders.saved] == ["lenient"]


def test_pain_stops_at_once_says_what_to_do_and_keeps_what_was_done(folders):
    camera = ready("deadlift", folders)
    camera.play(filmed("deadlift", *a_set("deadlift", 2)))
    camera.coaching.press("pain")
    shown = camera.play(filmed("deadlift", *a_set("deadlift", 2)))

    assert stages(shown) == ["stopped"]
    assert shown[0]["notice"] == PAIN
    assert "reps" not in shown[-1]
    report, _ = folders.saved[0]
    assert report.reps == 2
    assert report.warnings[0] == PAIN_REMARK
    camera.coaching.press("resume")
    assert stages(camera.play(filmed("deadlift", *rest(0.5)))) == ["setup"]


def test_pain_outlasts_another_movement(folders):
    camera = ready("deadlift", folders)
    camera.coaching.press("pain")
    camera.coaching.choose("plank")

    assert stages(camera.play(filmed("plank", *rest(1)))) == ["stopped"]


def test_another_movement_writes_the_set_and_looks_at_the_setup_again(folders):
    camera = ready("deadlift", folders)
    camera.play(filmed("deadlift", *a_set("deadlift", 2)))
    camera.coaching.choose("deadlift")
    assert folders.saved == []
    camera.coaching.choose("pull_up")

    assert [report.movement for report, _ in folders.saved] == ["deadlift"]
    assert stages(camera.play(filmed("pull_up", *rest(0.5)))) == ["setup"]


@pytest.mark.parametrize("button", ["", "undo", "next", "resume", "nonsense"])
def test_buttons_that_mean_nothing_now_do_nothing(folders, button):
    camera = camera_on("deadlift", folders)
    camera.coaching.press(button)

    assert stages(camera.play(filmed("deadlift", *rest(0.5)))) == ["setup"]


def test_a_folder_that_cannot_be_written_is_told_and_does_not_end_the_session(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    camera = ready("deadlift", SetFolders(blocked / "sets", "browser camera"))
    camera.play(filmed("deadlift", *a_set("deadlift", 1)))
    camera.coaching.press("next")
    shown = camera.play(filmed("deadlift", *rest(0.5)))

    assert str(blocked) in shown[-1]["problem"]
    assert shown[-1]["last_set"]["reps"] == 1


# --- what is shown ------------------------------------------------------------------------------------------


def test_a_rep_whose_main_check_was_not_judged_is_not_shown_as_clean(folders):
    camera = ready("deadlift", folders)
    turned = filmed("deadlift", *a_set("deadlift", 2), *rest(2), camera=Camera(40.0))
    shown = camera.play(turned)

    assert [chip["form"] for chip in shown[-1]["chips"]] == ["not_judged"] * 2
    shown = camera.play(filmed("deadlift", *AWAY))
    assert (shown[-1]["last_set"]["reps"], shown[-1]["last_set"]["clean_reps"]) == (2, 0)
    assert shown[-1]["last_set"]["score"] is None
    assert shown[-1]["last_set"]["words"][0].startswith("2 deadlifts counted. Your back was not judged:")


def test_a_fault_is_said_shown_and_kept_with_its_reason(folders):
    camera = ready("deadlift", folders)
    shown = camera.play(filmed("deadlift", *a_set("deadlift", 2, rounded=1.0), *rest(2)))

    cues = {each["cue"] for each in shown if each.get("cue")}
    assert "Flatten your back" in cues
    assert shown[-1]["back_state"] == "fault"
    assert [chip["reason"] for chip in shown[-1]["chips"]] == ["the back is rounded"] * 2


def test_the_target_of_a_deadlift_stands_upright_from_the_hips(folders):
    camera = ready("deadlift", folders)
    shown = camera.play(filmed("deadlift", *rest(1)))[-1]

    (hip_x, hip_y), (x, y) = shown["targets"][0]
    assert hip_y - y > 3 * abs(x - hip_x)


def test_a_plank_is_to_lie_on_the_line_from_shoulder_to_ankle(folders):
    camera = ready("plank", folders)
    shown = camera.play(filmed("plank", *rest(1)))[-1]

    ends = [tuple(shown["landmarks"][i]) for i in (12, 28)]
    assert ends in [[tuple(point) for point in line] for line in shown["targets"]] or [
        tuple(shown["landmarks"][i]) for i in (11, 27)
    ] in [[tuple(point) for point in line] for line in shown["targets"]]
