"""Before the first repetition: who is seen well, who is not, and what they are told."""

from __future__ import annotations

import pytest

from exercises.catalogue import MOVEMENTS, find
from exercises.setup_check import SetupCheck, SetupFinding, judged_views
from tests.exercises.coaching import FIGURED, filmed, mirrored, parted_while_bent, placed
from tests.figures import FACING, SIDE_ON, TURNED_AWAY, Beat, Camera, rest
from vision.track import Track
from vision.view import View

WELL = {"frame": True, "distance": True, "view": True}


def looked_at(movement: str, track: Track) -> dict[str, SetupFinding]:
    """The findings about somebody who has stood there for a while."""
    check = SetupCheck(find(movement), track.frame_size_px)
    for time_s, pose in track:
        findings = check.update(pose, time_s)
    return {finding.id: finding for finding in findings}


def verdicts(findings: dict[str, SetupFinding]) -> dict[str, bool | None]:
    return {name: finding.ok for name, finding in findings.items()}


@pytest.mark.parametrize("movement", FIGURED)
def test_nothing_is_wrong_with_the_usual_place(movement: str) -> None:
    found = looked_at(movement, filmed(movement, *rest(2)))

    assert verdicts(found) == WELL
    assert not any(finding.remedy for finding in found.values())


@pytest.mark.parametrize("yaw_deg", [FACING, TURNED_AWAY])
@pytest.mark.parametrize("movement", ["deadlift", "bent_over_barbell_row"])
def test_a_movement_that_is_judged_from_the_side_wants_the_side(movement: str, yaw_deg: float) -> None:
    found = looked_at(movement, filmed(movement, *rest(2), camera=Camera(yaw_deg=yaw_deg)))

    assert found["view"] == SetupFinding("view", "View", False, "Turn side-on to the camera")


def test_a_back_that_is_to_be_read_wants_the_side_squarely() -> None:
    turned = filmed("deadlift", *rest(2), camera=Camera(yaw_deg=SIDE_ON + 11))

    view = looked_at("deadlift", turned)["view"]

    assert view.ok is False
    assert view.remedy == "Turn a little more side-on: your back is read from there"


def test_shoulders_that_part_when_bending_over_ask_nobody_to_turn() -> None:
    bent_over = filmed("deadlift", Beat(2.0, 1.0), Beat(1.0), *rest(4))

    assert verdicts(looked_at("deadlift", parted_while_bent(bent_over))) == WELL


def test_the_mirror_image_is_as_good() -> None:
    track = mirrored(filmed("deadlift", *rest(2)))

    assert verdicts(looked_at("deadlift", track)) == WELL


@pytest.mark.parametrize(
    ("down_px", "part"), [(200, "feet are"), (-340, "head is")], ids=["too low", "too high"]
)
def test_a_body_that_is_cut_off_is_named(down_px: float, part: str) -> None:
    track = placed(filmed("deadlift", *rest(2)), shift_px=(0, down_px))

    frame = looked_at("deadlift", track)["frame"]

    assert frame.ok is False
    assert part in frame.remedy


def test_too_far_away_and_too_close() -> None:
    track = filmed("deadlift", *rest(2))

    far = looked_at("deadlift", placed(track, scale=0.35))["distance"]
    near = looked_at("deadlift", placed(track, scale=3.6))["distance"]

    assert (far.ok, near.ok) == (False, False)
    assert "come closer" in far.remedy
    assert "step back" in near.remedy


def test_nobody_is_asked_to_step_in() -> None:
    check = SetupCheck(find("plank"), (640, 480))

    frame, *rest_of_them = check.update(None, 0.0)

    assert frame.ok is False
    assert frame.remedy == "Step into the picture, whole body"
    assert [finding.ok for finding in rest_of_them] == [None, None]


@pytest.mark.parametrize("movement", list(MOVEMENTS.values()), ids=list(MOVEMENTS))
def test_the_view_that_a_movement_asks_for_is_accepted(movement) -> None:
    assert movement.best_view in judged_views(movement)
    assert View.UNKNOWN not in judged_views(movement)
