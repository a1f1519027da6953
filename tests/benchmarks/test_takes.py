"""The test people: which sets they do, and how they are filmed."""

from itertools import product

import numpy as np
import pytest

from benchmarks.accuracy.takes import CASTS, IN_DEPTH, LARGEST, USUAL, TestTake, azimuth_off_deg, takes
from exercises.catalogue import MOVEMENTS, find
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.script import RANGE, Motion
from vision.view import View

each_cast = pytest.mark.parametrize("cast", CASTS)
each_motion = pytest.mark.parametrize("motion", MOTIONS.values(), ids=lambda motion: motion.movement)


def of(motion: Motion, cast: str = "tuning") -> list[TestTake]:
    return [one for one in takes(cast) if one.info.movement == motion.movement]


def usual(motion: Motion, cast: str = "tuning") -> list[TestTake]:
    return [one for one in of(motion, cast) if one.info.condition == USUAL]


def sizes(test_take: TestTake, dial: str) -> list[float]:
    return [rep.dials.get(dial, 0.0) for rep in test_take.take.script.reps]


def about(motion: Motion, dial: str, cast: str = "tuning") -> list[TestTake]:
    """The usual sets that are about one dial: most others have it in no repetition."""
    return [one for one in usual(motion, cast) if f"-{dial}-" in one.name]


# --- the casts ----------------------------------------------------------------------------------------------


def test_nobody_and_nothing_is_in_both_casts() -> None:
    tuning, reporting = takes("tuning"), takes("reporting")

    for what in ("person", "room", "viewpoint", "seed"):
        of_tuning, of_reporting = ([getattr(one.take, what) for one in cast] for cast in (tuning, reporting))
        assert not [thing for thing in of_tuning if thing in of_reporting], what
    assert {one.info.person for one in tuning}.isdisjoint({one.info.person for one in reporting})
    assert {one.info.room for one in tuning}.isdisjoint({one.info.room for one in reporting})


def test_both_casts_do_the_same_sets() -> None:
    wanted = [[(one.info.movement, one.info.condition, one.info.view) for one in takes(c)] for c in CASTS]

    assert wanted[0] == wanted[1]


@each_cast
def test_every_set_has_a_name_of_its_own(cast: str) -> None:
    names = [one.name for one in takes(cast)]

    assert len(set(names)) == len(names)
    assert all(one.name == one.take.name == one.info.name for one in takes(cast))


@each_cast
def test_whoever_is_filmed_does_not_give_away_the_room(cast: str) -> None:
    met = {(one.info.person, one.info.room) for one in takes(cast)}

    assert met == set(product((person.name for person in CASTS[cast].people), CASTS[cast].rooms))


# --- which sets there are -----------------------------------------------------------------------------------


def test_every_movement_of_the_catalogue_that_can_be_drawn_is_tested() -> None:
    assert {one.info.movement for one in takes("tuning")} == set(MOTIONS) & set(MOVEMENTS)


@pytest.mark.parametrize("motion", [MOTIONS[movement] for movement in IN_DEPTH], ids=IN_DEPTH)
def test_every_dial_is_turned_by_several_people_from_good_form_to_beyond_the_fault(motion: Motion) -> None:
    for name, dial in motion.dials.items():
        sets = about(motion, name)
        turned = [size for one in sets for size in sizes(one, name)]

        assert len({one.info.person for one in sets}) >= 3
        assert sum(size <= dial.fine for size in turned) >= 2
        assert sum(size >= dial.fault for size in turned) >= 3
        assert max(turned) <= LARGEST * dial.fault
        if not motion.is_hold:  # a hold is good between its stretches
            assert all(min(sizes(one, name)) < dial.fine for one in sets), "nothing to compare the fault with"


@pytest.mark.parametrize(
    "motion", [m for m in MOTIONS.values() if m.movement not in IN_DEPTH], ids=lambda motion: motion.movement
)
def test_the_other_movements_have_every_fault_once_and_clearly(motion: Motion) -> None:
    turned = [dict(rep.dials) for one in usual(motion) for rep in one.take.script.reps if rep.dials]
    wanted = [{name: LARGEST * dial.fault} for name, dial in motion.dials.items()]
    beside = [faults for faults in turned if faults not in wanted]

    assert all(turned.count(one) == 1 for one in wanted)
    assert all(set(faults) == {RANGE} for faults in beside)


@each_motion
def test_a_dial_is_turned_alone_but_for_a_long_hold_that_is_cut_short(motion: Motion) -> None:
    for one in usual(motion):
        for rep in one.take.script.reps:
            assert len({name for name in rep.dials if motion.dial(name).wanted_s <= 2}) <= 1


@each_motion
def test_there_is_a_set_in_good_form(motion: Motion) -> None:
    assert any(not rep.dials for one in usual(motion) for rep in one.take.script.reps[:1])
    (clean,) = [one for one in usual(motion) if "-clean-" in one.name]
    assert not any(rep.dials for rep in clean.take.script.reps)


@each_motion
def test_a_part_that_should_last_lasts_unless_a_dial_cuts_it(motion: Motion) -> None:
    for one, dial in product(of(motion), motion.dials.values()):
        if dial.timing:
            assert all(getattr(rep, dial.timing) >= dial.wanted_s for rep in one.take.script.reps)


def test_faults_do_not_always_come_in_the_same_order() -> None:
    orders = {
        tuple(np.argsort(sizes(one, d))) for m in MOTIONS.values() for d in m.dials for one in about(m, d)
    }

    assert len(orders) >= 5


def test_repetitions_differ_in_pace() -> None:
    for one in takes("tuning"):
        paces = {(rep.lifting_s, rep.lowering_s, rep.rest_s) for rep in one.take.script.reps}
        assert len(paces) == len(one.take.script.reps)


# --- how they are filmed ------------------------------------------------------------------------------------


@each_cast
def test_usual_sets_are_filmed_from_where_the_fault_can_be_judged(cast: str) -> None:
    for motion in MOTIONS.values():
        movement = find(motion.movement)
        views = {check.id: check.views for check in (*movement.checks, *movement.hold_checks)}
        for name, dial in motion.dials.items():
            for one in about(motion, name, cast):
                assert View(one.info.view) in views.get(dial.check, frozenset({movement.best_view}))


@each_cast
def test_usual_cameras_stand_within_fifteen_degrees_of_square(cast: str) -> None:
    for one in takes(cast):
        if one.info.condition == USUAL:
            assert abs(azimuth_off_deg(one.take.viewpoint.azimuth_deg, View(one.info.view))) <= 15


@each_cast
def test_the_working_arm_is_on_the_near_side(cast: str) -> None:
    rows = [one for one in takes(cast) if one.info.movement == "one_arm_dumbbell_row"]

    assert rows and all(0 < one.take.viewpoint.azimuth_deg < 180 for one in rows)


@each_cast
def test_a_condition_changes_what_it_says(cast: str) -> None:
    by_condition = {one.info.condition: one for one in takes(cast)}

    assert {"yaw 15", "yaw 60", "roll 10", "near", "far", "dim light", "loose clothes"} <= set(by_condition)
    for yaw_deg in (15, 25, 40, 60):
        assert abs(by_condition[f"yaw {yaw_deg}"].info.azimuth_off_deg) == yaw_deg
    assert by_condition["roll 10"].info.roll_deg == 10
    assert by_condition["30 fps"].take.fps == by_condition["30 fps"].info.fps == 30
    assert by_condition["320x240"].take.size_px == (320, 240)
    assert by_condition["dim light"].take.room.brightness < 0.5
    assert by_condition["loose clothes"].take.person.outfit.looseness_m > 0.03
    assert by_condition["near"].info.distance_m < 3.5 < 5 < by_condition["far"].info.distance_m


def test_the_squeeze_is_filmed_from_all_around() -> None:
    views = {one.info.view for one in takes("reporting") if one.info.movement == "scapular_squeeze"}

    assert views == {"front", "back", "side", "oblique"}


@pytest.mark.parametrize(
    ("azimuth_deg", "view", "off_deg"),
    [
        (90, View.SIDE, 0),
        (278, View.SIDE, 8),
        (84, View.FLOOR_SIDE, -6),
        (352, View.FRONT, -8),
        (0, View.SIDE, 90),
    ],
)
def test_a_camera_is_off_by_the_way_to_the_nearest_square_one(
    azimuth_deg: float, view: View, off_deg: float
) -> None:
    assert abs(azimuth_off_deg(azimuth_deg, view)) == abs(off_deg)
