"""The Live page without a browser: what its script shows, and what it tells the hub."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.live_set import LiveSet
from exercises.catalogue import MOVEMENTS
from exercises.strictness import Strictness
from tests.exercises.coaching import filmed
from tests.figures import a_set
from ui.dashboard import preferences
from ui.dashboard.hub import HUB
from ui.dashboard.preferences import Preferences

EACH = next(movement for movement in MOVEMENTS.values() if movement.sides.apart)
BOTH = next(movement for movement in MOVEMENTS.values() if not movement.sides.apart)


def _script() -> None:
    from ui.dashboard.pages import live

    live.page()


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    page = AppTest.from_function(_script, default_timeout=30)
    page.session_state["live_session"] = uuid.uuid4().hex
    yield page
    HUB.close()


def wish(page: AppTest) -> tuple[str, str | None]:
    """What the page has told the hub to train."""
    movement, side, _ = HUB._wishes[page.session_state["live_session"]]
    return movement, side


def strictness(page: AppTest) -> str:
    """How the page has told the hub to judge."""
    return HUB._wishes[page.session_state["live_session"]][2]


def words(page: AppTest) -> str:
    return "\n".join(element.value for element in page.markdown)


def test_the_first_movement_is_chosen_and_explained(app):
    page = app.run()

    first = next(iter(MOVEMENTS.values()))
    assert not page.exception
    assert page.selectbox[0].value == first.id
    assert wish(page) == (first.id, None)
    assert first.setup in words(page)
    assert first.camera in words(page)


def test_the_hub_is_told_how_strictly_to_judge_each_time_the_page_is_drawn(app):
    page = app.run()
    assert strictness(page) is Strictness.USUAL

    preferences.save(Preferences(strictness=Strictness.STRICT))
    page.run()
    assert strictness(page) is Strictness.STRICT


def test_every_movement_can_be_chosen_by_its_name(app):
    page = app.run()

    assert page.selectbox[0].options == [movement.name for movement in MOVEMENTS.values()]


@pytest.mark.parametrize("movement", list(MOVEMENTS))
def test_choosing_one_reaches_the_hub(app, movement):
    page = app.run().selectbox[0].select(movement).run()

    assert not page.exception
    assert wish(page)[0] == movement


def test_the_address_may_name_the_movement(app):
    app.query_params["movement"] = "plank"

    assert wish(app.run())[0] == "plank"


def test_an_address_that_names_none_is_taken_for_the_usual_one(app):
    app.query_params["movement"] = "<script>"
    page = app.run()

    assert not page.exception
    assert wish(page)[0] == next(iter(MOVEMENTS))


def test_a_movement_done_side_by_side_can_be_counted_on_one(app):
    page = app.run().selectbox[0].select(EACH.id).run()
    page.segmented_control[0].select("Left only").run()

    assert wish(page) == (EACH.id, "left")
    page.selectbox[0].select(BOTH.id).run()
    assert not page.segmented_control
    assert wish(page) == (BOTH.id, None)


def test_a_rerun_leaves_the_session_alone(app):
    page = app.run().selectbox[0].select("deadlift").run()
    session = HUB.connect(page.session_state["live_session"], "socket")
    page.run()

    assert HUB.session(page.session_state["live_session"]) is session
    assert session.coaching.movement.id == "deadlift"


def test_sets_done_are_listed_with_their_result_and_report(app):
    page = app.run().selectbox[0].select("deadlift").run()
    session = HUB.connect(page.session_state["live_session"], "socket")
    track = filmed("deadlift", *a_set("deadlift", 3))
    done = LiveSet("deadlift", track.frame_size_px, None, None)
    for time_s, pose in track:
        done.take(time_s, pose)
    session.coaching.folders.write(done)
    page.run()

    assert not page.exception
    assert "Set 1 · Deadlift" in words(page)
    assert "3 deadlifts counted" in words(page)
    assert page.get("download_button")
