"""What only looks like a stretch is told from it by its hands, its trunk and its rear knee."""

from __future__ import annotations

import pytest

from exercises.catalogue import find
from exercises.movement import Condition


def condition(movement: str, measure: str) -> Condition:
    named = find(movement)
    return next(c for c in (*named.position, *named.held) if c.measure.name == measure)


@pytest.mark.parametrize(("read_torso", "in_position"), [(0.1, True), (0.81, True), (2.0, False)])
def test_a_downward_dog_is_no_forward_bend(read_torso: float, in_position: bool) -> None:
    """By the hands of real people: folded, half-way folded, and in a downward dog."""
    limit = condition("standing_forward_bend", "hand_from_foot_torso").limit

    assert (limit.met(read_torso), limit.broken(read_torso)) == (in_position, not in_position)


@pytest.mark.parametrize(("read_torso", "in_position"), [(-0.02, True), (0.02, True), (0.2, False)])
def test_a_rear_knee_in_the_air_is_no_hip_flexor_stretch(read_torso: float, in_position: bool) -> None:
    """By the rear leg of real people: kneeling, and in a high lunge."""
    limit = condition("hip_flexor_stretch", "knee_over_foot_torso").limit

    assert (limit.met(read_torso), limit.broken(read_torso)) == (in_position, not in_position)
