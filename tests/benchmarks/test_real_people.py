"""Real people as the benchmark reads them: figures saved as photos, frames, tracks and clips."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from benchmarks.accuracy.baseline import POSES
from benchmarks.real_people.coaching import coach_sample, readings_of, without_numbers
from benchmarks.real_people.folders import FolderError
from benchmarks.real_people.labels import (
    GOOD,
    UNSAID,
    Form,
    Half,
    LabelError,
    clip_label,
    half_of,
    movement_of_class,
    movement_of_track,
    photo_label,
    track_label,
)
from benchmarks.real_people.readings import rendered_readings
from exercises.verdict import Result
from tests.benchmarks.real_people import (
    PIKED,
    SAGGING,
    figured,
    found,
    plank,
    results,
    row,
    save_csv,
    save_frames,
    save_photos,
    save_track,
    the_only,
)
from tests.exercises.coaching import filmed
from tests.figures import Beat, a_set, rest

# --- photos -----------------------------------------------------------------------------------------------


def test_a_photo_of_a_good_plank_is_held_still_and_its_clock_runs(tmp_path: Path) -> None:
    save_photos(tmp_path, "plank", plank())

    coached = the_only(tmp_path)

    assert coached.in_position
    assert coached.running
    assert results(coached)["hips_sag"] is Result.OK


def test_the_clock_stands_for_a_photo_of_a_piked_plank(tmp_path: Path) -> None:
    save_photos(tmp_path, "plank", plank(*PIKED))

    coached = the_only(tmp_path)

    assert coached.in_position
    assert not coached.running
    assert coached.notice == "hips piked"
    assert results(coached)["hips_pike"] is Result.FAULT


def test_a_photo_without_anybody_is_withheld(tmp_path: Path) -> None:
    save_photos(tmp_path, "plank", None)

    coached = the_only(tmp_path)

    assert not coached.seen
    assert set(results(coached).values()) == {Result.NOT_JUDGED}
    assert {one.reason for one in coached.judged} == {
        "not in position: I can't see you: step into the picture, whole body"
    }


def test_a_photo_that_is_not_usable_is_left_out(tmp_path: Path) -> None:
    save_photos(tmp_path, "plank", plank(), plank(), rows=[{"id": "plank_1", "usable": "no"}])

    assert [sample.name for sample in found(tmp_path)] == ["plank_0"]


def test_a_photo_of_repetitions_gives_readings_only(tmp_path: Path) -> None:
    save_photos(tmp_path, "bent_row", filmed("bent_over_barbell_row", *rest()))

    coached = the_only(tmp_path)

    assert coached.movement == "bent_over_barbell_row"
    assert coached.in_position
    assert set(results(coached).values()) == {None}
    assert {one.check: one.value for one in coached.judged}["trunk_upright"] == pytest.approx(65, abs=3)


def test_changes_are_not_read_off_a_photo(tmp_path: Path) -> None:
    save_photos(tmp_path, "bent_row", filmed("bent_over_barbell_row", *rest()))

    assert "trunk_rise" not in results(the_only(tmp_path))


def test_who_is_not_in_position_gives_a_reading_only_where_it_is_labelled(tmp_path: Path) -> None:
    standing = filmed("plank", Beat(1.0, ready=0.0))
    save_photos(tmp_path, "plank", standing, standing, rows=[{"id": "plank_0", "form_by_eye": "hips piked"}])

    labelled, unsaid = (coach_sample(sample) for sample in found(tmp_path))

    assert not unsaid.in_position
    assert all(one.value is None for one in unsaid.judged)
    assert any(one.value is not None for one in labelled.judged)


def test_what_was_seen_by_eye_outweighs_what_the_authors_say() -> None:
    assert photo_label("correct", "hips piked").of("hips_pike") is Form.FAULTY
    assert photo_label("correct", "") == GOOD
    assert photo_label("", "hips a little high") == UNSAID


def test_photos_are_offered_to_the_holds_that_they_do_not_show(tmp_path: Path) -> None:
    save_photos(tmp_path, "neg_board", plank(), plank(*PIKED))

    confused = {one.movement: one for one in figured(tmp_path).confused}

    assert (confused["plank"].ran.hits, confused["plank"].ran.of) == (1, 2)
    assert [(shows, ran.hits) for shows, ran in confused["plank"].classes] == [("neg_board", 1)]
    assert confused["childs_pose"].ran.hits == 0


def test_photos_are_not_offered_to_the_hold_that_they_show(tmp_path: Path) -> None:
    save_photos(tmp_path, "plank", plank())

    assert "plank" not in {one.movement for one in figured(tmp_path).confused}


def test_a_class_that_is_no_movement_is_an_error() -> None:
    with pytest.raises(LabelError, match="'juggling'"):
        movement_of_class("juggling")


# --- frames -----------------------------------------------------------------------------------------------


def test_all_frames_are_read_and_one_in_ten_is_coached(tmp_path: Path) -> None:
    save_frames(tmp_path, H=plank(*PIKED))

    piked = row(figured(tmp_path), "hips_pike", Form.FAULTY)

    assert piked.readings is not None
    assert piked.readings.n == 20
    assert [half.fault for half in piked.halves.values()] == [1, 1]
    assert piked.source == "frames of gym"


def test_a_recording_of_frames_is_split_in_the_middle(tmp_path: Path) -> None:
    save_frames(tmp_path, C=plank())

    assert [sample.half for sample in found(tmp_path)] == [Half.TUNING] * 10 + [Half.CHECKING] * 10


def test_a_fault_leaves_its_opposite_alone(tmp_path: Path) -> None:
    save_frames(tmp_path, L=plank(*SAGGING))

    (sagging, *_) = found(tmp_path)

    assert sagging.label.of("hips_sag") is Form.FAULTY
    assert sagging.label.of("hips_pike") is Form.OTHER
    assert sagging.label.of("head_drop") is Form.UNSAID


def test_a_frame_alone_reads_what_it_reads_held_still(tmp_path: Path) -> None:
    save_frames(tmp_path, H=plank(*PIKED))
    sample = found(tmp_path)[0]

    alone = {one.check: one.value for one in readings_of(sample)}

    assert alone == {one.check: one.value for one in coach_sample(sample).judged}


# --- tracks and clips -------------------------------------------------------------------------------------


def test_a_rounded_deadlift_is_a_found_fault_in_both_halves(tmp_path: Path) -> None:
    save_track(tmp_path, "deadlift_rounded_side", filmed("deadlift", *a_set("deadlift", 2, rounded=1.0)))

    rounded = row(figured(tmp_path), "flat_back", Form.FAULTY)

    assert rounded.source == "tracks, side-on"
    assert [half.fault for half in rounded.halves.values()] == [1, 1]


def test_repetitions_that_were_missed_are_not_judged(tmp_path: Path) -> None:
    save_track(tmp_path, "deadlift_rounded_side", filmed("deadlift", *a_set("deadlift", 2, rounded=1.0)))

    rounded = row(figured(tmp_path), "flat_back", Form.FAULTY)

    assert [half.withheld for half in rounded.halves.values()] == [2, 1]
    assert rounded.reasons == (("not counted, without a word", 3),)


def test_an_attempt_says_why_a_repetition_was_missed(tmp_path: Path) -> None:
    half_way = filmed("deadlift", *rest(), Beat(1.0, 0.5), Beat(1.0, 0.0), *rest())
    save_track(tmp_path, "deadlift_correct_side", half_way)

    reasons = {one.reason for one in the_only(tmp_path).judged}

    assert any(reason is not None and reason.startswith("not counted: not far enough") for reason in reasons)


def test_the_longest_movement_that_begins_a_name_is_the_movement_of_a_track() -> None:
    assert movement_of_track("side_plank_good") == "side_plank"
    assert movement_of_track("bridge") == "bridge"


def test_a_track_that_names_no_movement_is_an_error() -> None:
    with pytest.raises(LabelError, match="'juggling_good'"):
        movement_of_track("juggling_good")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("deadlift_rounded_side", Form.FAULTY),
        ("deadlift_correct_side", Form.GOOD),
        ("deadlift_hips_first_side", Form.UNSAID),
        ("deadlift", Form.UNSAID),
    ],
)
def test_the_name_of_a_track_says_its_form(name: str, form: Form) -> None:
    assert track_label(name).of("flat_back") is form


@pytest.mark.parametrize(
    ("visible", "faulty"),
    [
        ("strongly rounded back and head down", {"flat_back"}),
        ("torso jerks upright on every pull (momentum), too upright", {"trunk_rise", "trunk_upright"}),
        ("torso swings a little", set()),  # no check is surely meant
        ("none clear (hips high at the start)", set()),
    ],
)
def test_visible_faults_name_checks(visible: str, faulty: set[str]) -> None:
    label = clip_label(visible, sure=True)

    assert label.faulty == faulty
    assert label.form is Form.UNSAID


@pytest.mark.parametrize("visible", ["none", "none obvious", "none obvious (neutral back)", "none (a show)"])
def test_a_clip_without_visible_faults_is_good(visible: str) -> None:
    assert clip_label(visible, sure=True) == GOOD


def test_nothing_is_said_of_a_clip_that_nobody_is_sure_of() -> None:
    assert clip_label("none obvious", sure=False) == UNSAID


def test_clips_are_coached_from_their_kept_poses(tmp_path: Path) -> None:
    columns = ("file", "movement", "view", "reps", "hold_s", "visible_faults")
    clips: list[dict[str, Any]] = [
        {"file": "one.mp4", "movement": "plank", "view": "floor-side", "visible_faults": "none"},
        {"file": "two.mp4", "movement": "squat", "reps": "2"},
    ]
    save_csv(tmp_path / "truth.csv", columns, clips)
    filmed("plank", Beat(4.0)).save(tmp_path / "one.full.npz")

    (sample,) = found(tmp_path, tracks=tmp_path)

    assert (sample.name, sample.source, sample.label) == ("one", "clips, side-on", GOOD)
    assert coach_sample(sample).running


# --- folders, halves, rendered people ---------------------------------------------------------------------


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"photos, plank_frames\.npz, tracks, truth\.csv"):
        found(tmp_path)


def test_a_damaged_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "plank_frames.npz").write_bytes(b"no archive")

    with pytest.raises(FolderError, match=r"plank_frames\.npz cannot be read"):
        found(tmp_path)


def test_something_always_belongs_to_the_same_half() -> None:
    assert [half_of(f"Aplank_00{at}") for at in range(4)] == [
        Half.TUNING,
        Half.CHECKING,
        Half.TUNING,
        Half.TUNING,
    ]


def test_rendered_people_with_a_fault_read_beyond_those_without(tmp_path: Path) -> None:
    shutil.copy(POSES / "plank.npz", tmp_path)

    rendered = rendered_readings(tmp_path)

    good, faulty = (rendered["plank", "hips_sag", form] for form in (Form.GOOD, Form.FAULTY))
    assert max(faulty) < min(good)


def test_a_reason_is_counted_without_its_numbers() -> None:
    assert without_numbers("wrist seen in 30% of the frames that matter") == "wrist seen in too few frames"
    assert without_numbers("the outline was not seen (it is read from 35° on)") == "the outline was not seen"
