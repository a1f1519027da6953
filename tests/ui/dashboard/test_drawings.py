"""Every movement and every place of the camera has a small drawing that stands on any ground."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from exercises.catalogue import MOVEMENTS
from sample_videos.studio.motions import MOTIONS
from ui.dashboard.drawings import FOLDER, camera_drawing, drawing
from vision.view import View

MOST_BYTES = 15_000
SVG = "{http://www.w3.org/2000/svg}"
VIEWS = [view for view in View if view is not View.UNKNOWN]


def paths_of(svg: Path) -> list[ElementTree.Element]:
    root = ElementTree.parse(svg).getroot()
    assert root.tag == f"{SVG}svg"
    return root.findall(f"{SVG}path")


@pytest.mark.parametrize("movement", MOTIONS)
def test_every_motion_of_the_studio_is_drawn(movement: str) -> None:
    svg = drawing(movement)

    assert svg is not None, "python -m sample_videos.studio drawings"
    assert svg.stat().st_size <= MOST_BYTES
    assert len(paths_of(svg)) >= 3  # skin, shirt and trousers at the least


@pytest.mark.parametrize("view", VIEWS)
def test_every_place_of_the_camera_is_drawn(view: View) -> None:
    svg = camera_drawing(view)

    assert svg.stat().st_size <= MOST_BYTES
    assert len(paths_of(svg)) >= 3


@pytest.mark.parametrize("svg", sorted(FOLDER.glob("*.svg")), ids=lambda path: path.stem)
def test_a_drawing_takes_its_ink_from_the_page(svg: Path) -> None:
    inks = {path.get("fill") for path in paths_of(svg)}

    assert "currentColor" in inks
    assert len(inks) == 2  # and one accent


def test_a_movement_without_a_figure_has_no_drawing() -> None:
    assert drawing("juggling") is None


@pytest.mark.parametrize("svg", sorted(FOLDER.glob("*.svg")), ids=lambda path: path.stem)
def test_a_drawing_belongs_to_a_movement_or_a_view(svg: Path) -> None:
    assert svg.stem in {*MOVEMENTS, *MOTIONS, *(f"camera-{view}" for view in VIEWS)}
