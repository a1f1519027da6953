"""A pause or a tempo that good lifters only seem to miss is no fault of theirs."""

from __future__ import annotations

import pytest

from exercises.catalogue import find

REAL_AND_GOOD = [("bridge", "pause", 0.84), ("one_arm_dumbbell_row", "jerking", 0.3)]
RENDERED_AND_FAULTY = [("bridge", "pause", 0.53), ("one_arm_dumbbell_row", "jerking", 0.27)]


@pytest.mark.parametrize(
    ("movement", "check", "read_s", "fault"),
    [(*one, False) for one in REAL_AND_GOOD] + [(*one, True) for one in RENDERED_AND_FAULTY],
)
def test_a_tempo_is_a_fault_where_it_is_off_by_more_than_it_may_be_misread(
    movement: str, check: str, read_s: float, fault: bool
) -> None:
    limit = next(one.limit for one in find(movement).checks if one.id == check)

    assert limit.broken(read_s) is fault
