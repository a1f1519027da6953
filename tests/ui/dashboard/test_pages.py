"""What the pages do, run by Streamlit without a browser, with real recordings."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from exercises.catalogue import MOVEMENTS
from exercises.strictness import Strictness
from tests.schema import report_in
from tests.ui.conftest import remade
from tests.ui.dashboard.preferring import settings_in
from ui.dashboard import preferences
from ui.dashboard.analyses import ANALYSES
from ui.dashboard.finished import DOWNLOADS, finished_sets
from ui.doctor import Diagnosis

PATIENCE_S = 120
_MP4 = "video/mp4"


@pytest.fixture
def sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for finished sets of somebody who has a home of their own here."""
    folder = tmp_path / "sets"
    for name, value in settings_in(tmp_path / "home", folder).items():
        monkeypatch.setenv(name, value)
    return folder


def recording() -> AppTest:
    def script() -> None:
        from ui.dashboard.pages.recording import page

        page()

    return AppTest.from_function(script, default_timeout=60)


def movements() -> AppTest:
    def script() -> None:
        from ui.dashboard.pages.movements import page

        page()

    return AppTest.from_function(script, default_timeout=60)


def settings() -> AppTest:
    def script() -> None:
        from ui.dashboard.pages.settings import page

        page()

    return AppTest.from_function(script, default_timeout=60)


def button(page: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(one for one in page.button if one.label == label)


def until(true: Callable[[], bool]) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end_s, "still not done"
        time.sleep(0.2)


def texts(page: AppTest) -> str:
    shown = [*page.markdown, *page.caption, *page.title, *page.subheader, *page.error, *page.info]
    return "\n".join(str(element.value) for element in shown)


# --- recording --------------------------------------------------------------------------------------------


def test_without_finished_sets_the_page_says_where_they_will_be(sets: Path) -> None:
    page = recording().run()

    assert not page.exception
    assert "Finished sets will be listed here" in texts(page)
    assert button(page, "Analyse").disabled


def test_the_movement_is_guessed_from_the_name_of_the_file(sets: Path, short_clip: Path) -> None:
    page = recording().run()

    page.file_uploader[0].set_value([("My Lat-Pulldown 3.mp4", short_clip.read_bytes(), _MP4)])
    page.run()

    assert page.selectbox[0].value == "lat_pulldown"


def test_a_name_that_says_nothing_is_to_be_recognised(sets: Path, short_clip: Path) -> None:
    page = recording().run()

    page.file_uploader[0].set_value([("IMG_0423.mp4", short_clip.read_bytes(), _MP4)])
    page.run()

    assert page.selectbox[0].value == ""
    assert page.selectbox[0].options[0] == "Recognise it"


@pytest.mark.slow
def test_a_recording_is_recognised_and_its_set_is_listed(sets: Path, set_clip: Path) -> None:
    page = recording().run()
    page.file_uploader[0].set_value([("IMG_0423.mp4", set_clip.read_bytes(), _MP4)])
    page.run()
    button(page, "Analyse").click().run()
    until(lambda: not ANALYSES.under_way())
    page.run()

    assert not page.exception
    assert [error.value for error in page.error] == []
    assert [one.name for one in finished_sets(sets)] == ["IMG_0423/set-1-bent_over_barbell_row"]
    assert "Finished sets" in texts(page)


def test_a_side_is_asked_for_only_where_sides_are_counted_apart(sets: Path, short_clip: Path) -> None:
    page = recording().run()
    content = short_clip.read_bytes()
    page.file_uploader[0].set_value(
        [("deadlift.mp4", content, _MP4), ("one_arm_dumbbell_row.mp4", content, _MP4)]
    )
    page.run()

    assert [select.value for select in page.selectbox] == ["deadlift", "one_arm_dumbbell_row"]
    assert [control.label for control in page.button_group].count("Count") == 1


def test_several_recordings_are_worked_off_one_after_another(sets: Path, short_clip: Path) -> None:
    page = recording().run()
    content = short_clip.read_bytes()
    page.file_uploader[0].set_value([(f"deadlift {day}.mp4", content, _MP4) for day in ("one", "two")])
    page.run()
    button(page, "Analyse").click().run()
    until(lambda: not ANALYSES.under_way())

    assert sorted(path.name for path in sets.iterdir()) == ["deadlift one", "deadlift two"]
    for folder in sets.iterdir():
        assert {path.name for path in folder.iterdir()} == set(DOWNLOADS)
    assert not page.exception


def test_a_recording_of_nobody_is_turned_down_in_one_sentence(
    sets: Path, set_clip: Path, tmp_path: Path
) -> None:
    wall = remade(set_clip, tmp_path / "wall.mp4", lambda image: np.full_like(image, 90), seconds=1.0)
    page = recording().run()
    page.file_uploader[0].set_value([("wall.mp4", wall.read_bytes(), _MP4)])
    page.run()
    button(page, "Analyse").click().run()
    until(lambda: not ANALYSES.under_way())
    page.run()

    assert not page.exception
    assert [error.value for error in page.error] == [
        "**wall.mp4**: Nobody was found in wall.mp4: film the whole body in good light, the camera upright"
        " and still."
    ]
    button(page, "Understood").click().run()
    assert not page.error


def test_an_empty_file_is_turned_down_at_once(sets: Path) -> None:
    page = recording().run()
    page.file_uploader[0].set_value([("nothing.mp4", b"", _MP4)])
    page.run()
    button(page, "Analyse").click().run()

    assert [error.value for error in page.error] == ["nothing.mp4 is empty: upload the recording itself."]
    assert list(sets.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_said_in_one_sentence(sets: Path, short_clip: Path) -> None:
    sets.write_text("in the way")
    page = recording().run()
    page.file_uploader[0].set_value([("deadlift.mp4", short_clip.read_bytes(), _MP4)])
    page.run()
    button(page, "Analyse").click().run()

    assert len(page.error) == 1
    assert "a file stands where a folder should be" in page.error[0].value
    assert not page.exception


@pytest.mark.parametrize("name", ["gone", "../..", ".hidden", "a/b"])
def test_an_address_of_a_set_that_is_not_there_shows_the_overview(sets: Path, name: str) -> None:
    page = recording()
    page.query_params["set"] = name
    page.run()

    assert page.title[0].value == "Recorded sets"
    assert not page.exception


# --- movements --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("movement", MOVEMENTS.values(), ids=MOVEMENTS)
def test_every_movement_has_a_page(movement) -> None:  # type: ignore[no-untyped-def]
    page = movements()
    page.query_params["movement"] = movement.id
    page.run()

    assert not page.exception
    assert page.title[0].value == movement.name
    shown = texts(page)
    for told in (movement.description, movement.setup, movement.camera, *movement.stop_when):
        assert told in shown


def test_filters_that_nothing_suits_say_so() -> None:
    page = movements().run()
    page.text_input[0].set_value("juggling").run()

    assert "No movement is all of that" in texts(page)
    assert f"0 of {len(MOVEMENTS)} movements" in texts(page)


def test_a_filter_for_a_condition_says_that_it_is_no_medical_advice() -> None:
    page = movements().run()
    next(one for one in page.selectbox if one.label == "Mind my back").select_index(0).run()

    assert "no medical advice" in texts(page)


# --- settings ---------------------------------------------------------------------------------------------


@pytest.fixture
def healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that was looked at quickly; the doctor has tests of its own."""
    found = [Diagnosis("Camera", False, "none found", "Plug one in for `backline live`.", optional=True)]
    monkeypatch.setattr("ui.doctor.run_doctor", lambda out: found)
    monkeypatch.setattr("ui.dashboard.pages.settings.run_doctor", lambda out: found)


@pytest.mark.usefixtures("healthy")
def test_what_is_chosen_is_kept(sets: Path) -> None:
    page = settings().run()
    next(one for one in page.toggle if one.label.startswith("Mirror")).set_value(False)
    page.slider[0].set_value(30)
    page.number_input[0].set_value(45)
    page.run()

    kept = preferences.load()
    assert (kept.mirror, kept.volume, kept.rest_s, kept.folder) == (False, 0.3, 45, str(sets))
    again = settings().run()
    assert again.slider[0].value == 30


def limits_of_form(page: AppTest):  # type: ignore[no-untyped-def]
    return next(one for one in page.segmented_control if one.label == "Limits of form")


@pytest.mark.usefixtures("healthy")
def test_the_strictness_is_kept(sets: Path) -> None:
    page = settings().run()
    assert limits_of_form(page).value == Strictness.USUAL
    assert "published accuracy figures are those of usual" in texts(page)
    limits_of_form(page).set_value(Strictness.STRICT)
    page.run()

    assert preferences.load().strictness is Strictness.STRICT
    assert limits_of_form(settings().run()).value == Strictness.STRICT


def test_a_recording_is_judged_as_strictly_as_the_settings_say(sets: Path, short_clip: Path) -> None:
    preferences.save(replace(preferences.load(), strictness=Strictness.STRICT))
    page = recording().run()
    page.file_uploader[0].set_value([("deadlift.mp4", short_clip.read_bytes(), _MP4)])
    page.run()
    button(page, "Analyse").click().run()
    until(lambda: not ANALYSES.under_way())
    assert report_in(sets / "deadlift" / "report.json")["strictness"] == "strict"


@pytest.mark.parametrize("kept", ["harsh", 3, None, ["strict"]])
def test_a_strictness_that_makes_no_sense_is_usual(sets: Path, tmp_path: Path, kept: object) -> None:
    (tmp_path / "home" / "backline" / "preferences.json").write_text(json.dumps({"strictness": kept}))

    assert preferences.load().strictness is Strictness.USUAL


@pytest.mark.usefixtures("healthy")
def test_a_folder_that_is_a_file_is_not_kept(sets: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    page = settings().run()
    page.text_input[0].set_value(str(tmp_path / "notes.txt")).run()

    assert len(page.error) == 1
    assert "--out" not in page.error[0].value
    assert preferences.load().folder == str(sets)


@pytest.mark.usefixtures("healthy")
def test_privacy_is_said_in_plain_words(sets: Path) -> None:
    page = settings().run()

    shown = texts(page)
    assert "Nothing leaves this machine" in shown
    assert str(sets) in shown
