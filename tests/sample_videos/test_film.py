"""Films, drawn: the person is where the joints are, and the same seed gives the same bytes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sample_videos.studio.film import Take, film, pictures
from sample_videos.studio.libraries import StudioError
from sample_videos.studio.renderer import open_gl
from tests.sample_videos.people import film_set

pytestmark = pytest.mark.slow


@pytest.fixture
def take() -> Take:
    try:
        open_gl().release()
    except StudioError as error:
        pytest.skip(str(error))
    return replace(film_set("bent_over_barbell_row", {}), size_px=(320, 240), fps=2)


def test_a_person_is_drawn_where_the_joints_are(take: Take) -> None:
    (first, truth), (later, _) = pictures(take, np.array([1.0, 2.9]))

    moved = np.abs(first.astype(int) - later.astype(int)).max(axis=2) > 40
    x, y = np.array(truth["joints_px"]["right_elbow"]).astype(int)
    assert first.shape == (240, 320, 3)
    assert moved[y - 12 : y + 13, x - 12 : x + 13].any(), "the arm has left its place"
    assert not moved[:, :60].any(), "the room stays"
    hips_x, hips_y = np.array(truth["joints_px"]["right_hip"]).astype(int)
    wall = first[20, 20].astype(int)
    assert np.abs(first[hips_y, hips_x] - wall).max() > 60, "dark trousers before a light wall"


def test_the_same_take_gives_the_same_file(take: Take, tmp_path: Path) -> None:
    one, two = (film(take, tmp_path / name).read_bytes() for name in ("one", "two"))

    assert one == two


def test_an_open_shutter_blurs_what_moves_and_nothing_else(take: Take) -> None:
    moving_s = np.array([take.script.rep_truth[0].start_s + 0.45])

    (sharp, truth), (blurred, _) = (next(pictures(replace(take, shutter=s), moving_s)) for s in (0.0, 0.5))

    difference = np.abs(sharp.astype(int) - blurred.astype(int)).max(axis=2)
    x, y = np.array(truth["joints_px"]["right_elbow"]).astype(int)
    assert difference[y - 12 : y + 13, x - 12 : x + 13].max() > 40
    assert difference[:, :60].max() <= 2
