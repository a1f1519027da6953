"""The studio draws any motion: on both feet, on the floor, from every side."""

from dataclasses import replace
from xml.etree import ElementTree

from sample_videos.studio.drawings import movement_drawing
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.script import Motion

DEADLIFT = MOTIONS["deadlift"]
GHOST = 'fill-opacity="0.2"'


def drawn(motion: Motion) -> str:
    svg = movement_drawing(motion)
    ElementTree.fromstring(svg)
    return svg


def test_a_motion_that_is_in_no_catalogue_is_drawn_from_the_side() -> None:
    svg = drawn(replace(DEADLIFT, movement="lift_of_tomorrow"))

    assert "<title>Lift of tomorrow</title>" in svg


def test_the_other_end_of_a_repetition_is_a_faint_shape() -> None:
    assert GHOST in drawn(MOTIONS["bridge"])


def test_a_hold_has_one_position() -> None:
    assert GHOST not in drawn(MOTIONS["plank"])


def test_a_held_position_is_drawn_alone_although_it_is_not_the_rest() -> None:
    assert GHOST not in drawn(replace(DEADLIFT, holds=True))


def test_a_drawing_is_the_same_every_time() -> None:
    assert drawn(MOTIONS["pull_up"]) == drawn(MOTIONS["pull_up"])
