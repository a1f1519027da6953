"""What the program makes of the studio's people: tracks of landmarks, off and unsteady as MediaPipe's are.

Renders are what accuracy is measured on; here every judgement is tried in a second. Where the program falls
short of what a coach sees, the case says so and by how much.
"""

import pytest
from _pytest.mark.structures import ParameterSet

from exercises.catalogue import MOVEMENTS, find
from exercises.report import SetReport
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.script import RANGE
from sample_videos.studio.tracks import make_track
from tests.exercises.coaching import coached, faults
from tests.sample_videos.people import TOGETHER, film_set

PERSONS = ("ben", "mara", "joseph", "irene")
HOLDS = {"plank"}
REPEATED = [movement for movement in MOTIONS if movement not in HOLDS]
FROM_WHERE_IT_SHOWS_DEG = {("pull_up", "swing_torso"): 135, ("lat_pulldown", "lean_back_deg"): 45}
CLEAR = 1.3  # of the size that a coach would call out

FALLS_SHORT = {
    ("pull_up", "shrug_torso"): "shrugged shoulders are no nearer to the ears than in the hang before",
    ("lat_pulldown", "shrug_torso"): "shrugged shoulders are no nearer to the ears than at rest before",
    ("lat_pulldown", "lean_back_deg"): "45° aside is taken for the front, so arms that are alike look uneven",
    ("plank", "pike_deg"): "16° of pike is too close to call",
}
MISCOUNTED = {
    "bent_over_barbell_row": "half a row is not even called an attempt",
    "one_arm_dumbbell_row": "half a row is not even called an attempt",
    "scapular_squeeze": "half a squeeze counts as a whole one",
}


def judged(movement: str, *dials_of_reps: dict[str, float], dial: str = "", person: str = "ben") -> SetReport:
    azimuth_deg = FROM_WHERE_IT_SHOWS_DEG.get((movement, dial))
    take = film_set(movement, *dials_of_reps, person=person, azimuth_deg=azimuth_deg)
    return coached(make_track(take, noisy=True, with_outline=find(movement).needs_outline), movement)


def case(*values: str, reason: str | None = None) -> ParameterSet:
    marks = [pytest.mark.xfail(reason=reason)] if reason else []
    return pytest.param(*values, marks=marks, id="-".join(values))


def cases() -> list[ParameterSet]:
    found = []
    for movement, motion in MOTIONS.items():
        judgements = {check.id for check in (*MOVEMENTS[movement].checks, *MOVEMENTS[movement].hold_checks)}
        for name, dial in motion.dials.items():
            if dial.check in judgements:
                found.append(case(movement, name, reason=FALLS_SHORT.get((movement, name))))
    return found


@pytest.mark.parametrize(
    ("movement", "person"),
    [case(movement, person) for movement in REPEATED for person in PERSONS],
)
def test_clean_repetitions_are_counted_and_no_fault_is_found(movement: str, person: str) -> None:
    report = judged(movement, {}, {}, {}, person=person)

    assert (len(report.reps), len(report.attempts)) == (3, 0)
    assert faults(report) == {}


@pytest.mark.parametrize("person", PERSONS)
def test_a_clean_plank_is_timed_without_a_pause(person: str) -> None:
    report = judged("plank", {}, person=person)

    assert report.hold is not None and report.hold.pauses == ()
    assert faults(report) == {}


@pytest.mark.parametrize(("movement", "dial"), cases())
def test_a_clear_fault_is_found_where_it_is_and_nothing_but_what_comes_with_it(
    movement: str, dial: str
) -> None:
    turned = MOTIONS[movement].dials[dial]
    faulty = {dial: CLEAR * turned.fault}

    report = judged(movement, *([{}, faulty] if movement in HOLDS else [{}, faulty, {}]), dial=dial)

    found = faults(report)
    dials = MOTIONS[movement].dials
    beside = {other for name, other in TOGETHER if name == dial and other in dials}
    assert found.get(turned.check) == (() if movement in HOLDS else (2,))
    assert set(found) <= {turned.check, *(dials[name].check for name in beside)}


@pytest.mark.parametrize("movement", [case(m, reason=MISCOUNTED.get(m)) for m in REPEATED])
def test_half_a_repetition_is_no_clean_one(movement: str) -> None:
    report = judged(movement, {}, {RANGE: CLEAR * 0.4}, {})

    assert len(report.reps) + len(report.attempts) == 3
    assert sum(rep.clean for rep in report.reps) == 2
