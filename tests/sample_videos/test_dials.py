"""A fault is as large as its dial says, read off the posed bones, and brings no other fault along."""

import pytest

from exercises.catalogue import MOVEMENTS
from sample_videos.studio.body import body_of
from sample_videos.studio.cast import PEOPLE
from sample_videos.studio.measures import MEASURES, fitted
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.rig import Rig
from sample_videos.studio.script import RANGE, Motion, Rep
from sample_videos.studio.truth import true_size

DIALS = [(motion.movement, name) for motion in MOTIONS.values() for name in motion.dials]
MEASURED = [(movement, name) for movement, name in DIALS if MOTIONS[movement].dials[name].size_of]
HALF_RANGE = {"top_range"}  # every repeated movement has the dial RANGE for it

each_person = pytest.mark.parametrize("person", ["ben", "irene", "kenji", "lena"])
each_measured_dial = pytest.mark.parametrize(("movement", "dial"), MEASURED)


def ready(movement: str, person: str) -> tuple[Motion, Rig]:
    motion = MOTIONS[movement]
    rig = Rig(body_of(PEOPLE[person].shape), motion.ground)
    rig.pose(motion.rest)
    return fitted(motion, rig), rig


@each_person
@each_measured_dial
def test_a_dial_moves_what_it_is_measured_by_by_its_size(movement: str, dial: str, person: str) -> None:
    motion, rig = ready(movement, person)
    fault = motion.dials[dial].fault

    assert true_size(rig, motion, {dial: fault}, dial) == pytest.approx(fault, rel=0.25)


@each_measured_dial
def test_a_fault_stays_within_good_form_in_all_else(movement: str, dial: str) -> None:
    motion, rig = ready(movement, "ben")
    faulty, clean = motion.moments({dial: motion.dials[dial].fault}), motion.moments({})

    for name, other in motion.dials.items():
        if other.size_of in (None, motion.dials[dial].size_of) or name in motion.dials[dial].brings:
            continue
        measure = MEASURES[other.size_of]
        for one, two, shows in zip(faulty, clean, (other.rest, other.half_way, other.effort), strict=True):
            if shows:
                moved = abs(measure(rig.body, rig.pose(one)) - measure(rig.body, rig.pose(two)))
                assert moved <= 1.2 * other.fine, name


@pytest.mark.parametrize(("movement", "dial"), DIALS)
def test_good_form_ends_before_the_fault_begins(movement: str, dial: str) -> None:
    turned = MOTIONS[movement].dials[dial]

    assert 0 < turned.fine <= turned.fault / 2


@pytest.mark.parametrize("motion", MOTIONS.values(), ids=lambda motion: motion.movement)
def test_every_judgement_of_the_movement_has_a_dial(motion: Motion) -> None:
    product = MOVEMENTS[motion.movement]
    judged = {check.id for check in (*product.checks, *product.hold_checks)}

    assert judged - HALF_RANGE <= {dial.check for dial in motion.dials.values()}


@pytest.mark.parametrize(("movement", "measure"), [("bridge", "hip_line_deg"), ("plank", "body_line_deg")])
@pytest.mark.parametrize("person", PEOPLE)
def test_good_form_on_the_floor_is_a_straight_line_on_every_body(
    movement: str, measure: str, person: str
) -> None:
    motion, rig = ready(movement, person)

    assert MEASURES[measure](rig.body, rig.pose(motion.effort)) == pytest.approx(0, abs=0.1)


def test_half_range_leaves_out_a_share_of_the_way() -> None:
    motion, rig = ready("bent_over_barbell_row", "ben")
    elbow = MEASURES["elbow_angle_deg"]
    rest, half, full = (
        elbow(rig.body, rig.pose(posture))
        for posture in (motion.rest, motion.effort_with({RANGE: 0.4}), motion.effort)
    )

    assert (rest - half) / (rest - full) == pytest.approx(0.6, abs=0.15)


def test_a_dial_of_timing_cuts_that_part_of_the_repetition_to_what_it_leaves_of_the_wanted_time() -> None:
    squeeze = MOTIONS["scapular_squeeze"]

    cut = Rep(top_s=5.6, dials={"let_go_early_s": 1.5}).timed(squeeze)

    assert cut.top_s == pytest.approx(5.0 - 1.5)
    assert Rep(top_s=5.6).timed(squeeze).top_s == 5.6
    assert Rep(top_s=3.0, dials={"let_go_early_s": 1.5}).timed(squeeze).top_s == 3.0
