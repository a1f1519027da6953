"""Backline as other programs import it."""

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

import backline as bl
from exercises.movement import Movement
from exercises.observer import Observer
from tests.exercises.coaching import counts, filmed
from tests.figures import a_set, rest, walk_in
from vision.errors import BacklineError

ROOT = Path(__file__).parents[2]
EXPORTED = [
    "ANY_VIEW",
    "Body",
    "BacklineError",
    "BacklineWarning",
    "ChangeWhile",
    "Check",
    "Condition",
    "Direction",
    "Dose",
    "FACING_VIEW",
    "HoldCheck",
    "How",
    "Joint",
    "Kind",
    "Landmark",
    "Limit",
    "MEASURES",
    "Measure",
    "Movement",
    "Order",
    "Pose",
    "Ratio",
    "RepResult",
    "Requirement",
    "Result",
    "SIDE_VIEW",
    "SetReport",
    "Side",
    "Sides",
    "Signal",
    "Source",
    "Statistic",
    "Strictness",
    "Timing",
    "Track",
    "Travel",
    "Verdict",
    "View",
    "Window",
    "__version__",
    "analyze",
    "coach",
    "measures",
    "movements",
]


@cache
def rows() -> bl.Track:
    return filmed("bent_over_barbell_row", *a_set("bent_over_barbell_row", 3))


# --- what there is ----------------------------------------------------------------------------------------


def test_exactly_these_members_are_exported() -> None:
    assert sorted(bl.__all__) == sorted(EXPORTED)


@pytest.mark.parametrize("name", EXPORTED)
def test_every_member_can_be_imported_and_classes_and_functions_are_documented(name: str) -> None:
    member = getattr(bl, name)

    if isinstance(member, type) or callable(member):
        assert member.__doc__ and not member.__doc__.startswith(f"{name}(")


def test_all_members_come_by_a_star_and_are_listed() -> None:
    found: dict[str, object] = {}
    exec("from backline import *", found)

    assert set(EXPORTED) <= set(found)
    assert set(EXPORTED) <= set(dir(bl))


def test_what_is_not_there_is_said_as_python_says_it() -> None:
    with pytest.raises(AttributeError, match="module 'backline' has no attribute 'coahc'"):
        bl.coahc  # type: ignore[attr-defined]  # noqa: B018


def test_what_type_checkers_see_is_what_there_is() -> None:
    imported = (
        (ROOT / "backline" / "__init__.py").read_text().split("if TYPE_CHECKING:")[1].split("_HOMES")[0]
    )

    assert {line.split()[-1] for line in imported.splitlines() if " as " in line} == set(EXPORTED)


def test_the_version_is_that_of_the_installed_distribution() -> None:
    assert bl.__version__ == version("backline")


def test_importing_it_loads_and_changes_nothing() -> None:
    code = """
import os, signal, sys, warnings
def state():
    return dict(os.environ), sys.getswitchinterval(), warnings.showwarning, signal.getsignal(signal.SIGINT)
before = state()
import backline as bl
assert not {"numpy", "cv2", "mediapipe", "pandas", "streamlit", "exercises"} & set(sys.modules), sys.modules
bl.movements(), bl.Track, bl.coach, bl.MEASURES
assert not {"mediapipe", "pandas", "streamlit", "typer", "ui"} & set(sys.modules)
assert before == state()
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


# --- coaching a track -------------------------------------------------------------------------------------


def test_a_track_is_coached_by_the_id_of_its_movement() -> None:
    report = bl.coach(rows(), "bent-over barbell row")

    assert isinstance(report, bl.SetReport)
    assert report.movement == "bent_over_barbell_row"
    assert counts(report) == (3, 3)


def test_a_movement_of_ones_own_is_handed_over_as_it_is() -> None:
    own = replace(bl.movements()["bent_over_barbell_row"], id="my_row", checks=())

    report = bl.coach(rows(), own)

    assert report.movement == own.id
    assert counts(report) == (3, 3)
    assert report.verdicts == ()


def test_any_counts_what_repeats() -> None:
    assert counts(bl.coach(rows(), "any")) == (3, 3)


def test_sides_and_strictness_are_given_by_their_names() -> None:
    track = filmed("one_arm_dumbbell_row", *a_set("one_arm_dumbbell_row", 2))

    left = bl.coach(track, "one_arm_dumbbell_row", side="left", strictness="strict")

    assert left.side is bl.Side.LEFT
    assert left.strictness is bl.Strictness.STRICT
    assert {rep.side for rep in left.rep_list} <= {bl.Side.LEFT}


def test_what_a_track_tells_of_its_recording_goes_into_the_report() -> None:
    track = replace(
        rows(),
        source={
            "file": "set.mp4",
            "plumb_deg": [5.0, 0.0],
            "lost": [[1.0, 1.5, "the data is damaged"]],
            "complete": False,
        },
    )

    report = bl.coach(track, "bent_over_barbell_row")

    assert report.source.file == "set.mp4"
    assert report.source.camera_tilt_deg == 5.0
    assert report.partial
    assert "Nothing could be seen from 1.0 to 1.5 s: the data is damaged." in report.warnings


@pytest.mark.parametrize(
    ("wish", "because"),
    [
        ({"movement": "deadlfit"}, "did you mean deadlift"),
        ({"movement": "deadlift", "side": "left"}, "Deadlift is not counted side by side"),
        ({"movement": "deadlift", "side": "top"}, "no side 'top': give 'left' or 'right'"),
        ({"movement": "deadlift", "strictness": "mild"}, "no strictness 'mild': give 'lenient' or 'usual'"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(wish: dict[str, str], because: str) -> None:
    with pytest.raises(bl.BacklineError, match=because):
        bl.coach(rows(), **wish)  # type: ignore[arg-type]


# --- analysing a recording --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def clip() -> Path:
    return ROOT / "sample_videos" / "deadlift_clean.mp4"


@pytest.mark.slow
def test_a_recording_is_analysed_without_a_file_being_written(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    (report,) = bl.analyze(clip, "deadlift", model="lite")

    truth = json.loads(clip.with_suffix(".truth.json").read_text())
    assert report.reps == len(truth["rep_list"])
    assert report.source.file == clip.name
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_what_is_written_is_what_is_given(clip: Path, tmp_path: Path) -> None:
    """And the movement is found out."""
    (report,) = bl.analyze(clip, model="lite", out=tmp_path)

    folder = tmp_path / "set-1-deadlift"
    assert json.loads((folder / "report.json").read_text()) == json.loads(json.dumps(report.to_dict()))
    assert {path.name for path in folder.iterdir()} == {
        "report.json",
        "report.html",
        "reps.csv",
        "annotated.mp4",
    }


def test_a_recording_that_is_not_there_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(bl.BacklineError, match=r"no\.mp4"):
        bl.analyze(tmp_path / "no.mp4", "deadlift")


def test_a_side_needs_a_movement() -> None:
    with pytest.raises(bl.BacklineError, match="side left needs a movement"):
        bl.analyze("set.mp4", side="left")


# --- the table of measures --------------------------------------------------------------------------------


def test_a_table_has_a_row_for_each_frame_and_a_column_for_each_measure_and_side() -> None:
    table = bl.measures(rows(), ["elbow_angle_deg", "trunk_inclination_deg", "hands_apart_torso"])

    assert list(table.columns) == [
        "time_s",
        "left_elbow_angle_deg",
        "right_elbow_angle_deg",
        "trunk_inclination_deg",
        "hands_apart_torso",
    ]
    assert table["time_s"].tolist() == rows().time_s.tolist()


def test_its_values_are_those_that_the_coach_reads() -> None:
    table = bl.measures(rows(), ["knee_angle_deg"])
    observer = Observer(rows().frame_size_px)
    bodies = [observer.observe(pose, time_s) for time_s, pose in rows()]
    read = [bl.MEASURES["knee_angle_deg"].of(body, bl.Side.RIGHT) for body in bodies if body is not None]
    seen = table["right_knee_angle_deg"].notna()

    assert seen.any()
    np.testing.assert_allclose(table["right_knee_angle_deg"][seen], np.array(read)[seen])


def test_what_is_not_seen_is_not_a_number() -> None:
    track = replace(rows(), visibility=rows().visibility.copy(), landmarks_px=rows().landmarks_px.copy())
    track.visibility[5:9, bl.Landmark.RIGHT_KNEE] = 0.1
    track.landmarks_px[20:22] = np.nan
    table = bl.measures(track, ["knee_angle_deg"])

    assert table["right_knee_angle_deg"][5:9].isna().all()
    assert table[["left_knee_angle_deg", "right_knee_angle_deg"]][20:22].isna().all(axis=None)
    assert table["right_knee_angle_deg"][12:20].notna().all()


def test_every_measure_can_be_asked_for() -> None:
    table = bl.measures(rows(), bl.MEASURES)

    assert len(table.columns) == 1 + sum(2 if one.sided else 1 for one in bl.MEASURES.values())


def test_a_track_without_frames_gives_a_table_without_rows() -> None:
    assert bl.measures(rows().frames(slice(0, 0)), "knee_angle_deg").shape == (0, 3)


def test_a_measure_that_is_none_is_answered_by_the_nearest() -> None:
    with pytest.raises(bl.BacklineError, match="no measure 'elbow_angle': did you mean elbow_angle_deg"):
        bl.measures(rows(), ["elbow_angle"])


def test_people_walking_in_are_measured_too() -> None:
    table = bl.measures(filmed("deadlift", *walk_in("deadlift")), ["trunk_inclination_deg"])

    assert table["trunk_inclination_deg"].notna().any()


def test_movements_are_those_of_the_catalogue() -> None:
    found = bl.movements()

    assert {"deadlift", "pull_up", "plank"} <= set(found)
    assert all(isinstance(movement, Movement) for movement in found.values())


def test_what_is_no_movement_and_no_track_is_said() -> None:
    track = filmed("deadlift", *rest())

    with pytest.raises(BacklineError, match="A movement is an id or a Movement, and this is 5"):
        bl.coach(track, 5)  # type: ignore[arg-type]
    with pytest.raises(BacklineError, match="A Track is coached, and this is str"):
        bl.coach("set.npz", "deadlift")  # type: ignore[arg-type]
