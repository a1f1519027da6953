"""Which judgement is right, on truths and reports written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.accuracy.matching import RANGE, Form, Judged, Matched, MatchedHold, judgements
from exercises.catalogue import find
from sample_videos.studio.motions import MOTIONS
from tests.benchmarks.written import (
    REP_S,
    a_fault,
    counted,
    half,
    held,
    outcome,
    performed,
    reported,
    sagging,
)

SAG = "hips sagging"
BEND = find("standing_forward_bend")


def results(truth: dict, report: dict, check: str, movement: str = "bridge") -> list[str]:
    return [one.result for one in judgements(outcome(truth, report, movement)) if one.check == check]


# --- counting


def test_repetitions_that_are_all_counted_are_counted_exactly() -> None:
    matched = Matched(outcome(performed([], [], []), reported(*(counted(at) for at in range(3)))))

    assert (matched.must_count, matched.miscounted) == (3, 0)


def test_one_missed_and_one_invented_do_not_cancel() -> None:
    report = reported(counted(0), counted(1), counted(7))

    assert Matched(outcome(performed([], [], []), report)).miscounted == 2


def test_a_repetition_split_in_two_is_one_invented() -> None:
    first = {**counted(0), "end_s": 1.4}
    second = {**counted(0), "start_s": 1.5}

    assert Matched(outcome(performed([]), reported(first, second))).miscounted == 1


def test_a_late_start_does_not_make_it_the_next_repetition() -> None:
    matched = Matched(outcome(performed([], []), reported(counted(0, late_s=1.0), counted(1, late_s=1.0))))

    assert [matched.found(at).index for at in (0, 1)] == [1, 2]


@pytest.mark.parametrize(
    ("missing", "reps", "miscounted"),
    [
        (0.45, [], 0),  # rightly left out
        (0.45, [{"top_range": "fault"}], 0),  # rightly counted with that fault
        (0.45, [{}], 1),  # counted as if it were whole
        (0.25, [], 0),  # nobody can say
        (0.25, [{}], 0),
        (0.10, [{}], 0),  # still whole
        (0.10, [], 1),
    ],
)
def test_what_goes_half_the_way_must_not_count_as_whole(
    missing: float, reps: list[dict[str, str]], miscounted: int
) -> None:
    report = reported(*(counted(0, "pull_up", **results) for results in reps))

    assert Matched(outcome(performed([half(missing)]), report, "pull_up")).miscounted == miscounted


# --- checks


def test_the_size_is_that_of_the_skeleton_not_of_the_dial() -> None:
    truth = performed([a_fault("hips_low", 6.0)])  # its dial says 12

    (one,) = (j for j in judgements(outcome(truth, reported(counted(0)))) if j.check == "hips_low")

    assert one.form is Form.BETWEEN
    assert not one.wrong


@pytest.mark.parametrize(
    ("size", "result", "wrong"),
    [
        (12.0, "fault", False),
        (12.0, "ok", True),
        (12.0, "not_judged", False),
        (5.0, "fault", True),
        (5.0, "ok", False),
        (8.0, "ok", False),
        (8.0, "fault", False),
    ],
)
def test_a_judgement_is_wrong_where_a_coach_would_say_the_opposite(
    size: float, result: str, wrong: bool
) -> None:
    truth = performed([a_fault("hips_low", size)])
    report = reported(counted(0, hips_low=result))

    (one,) = (j for j in judgements(outcome(truth, report)) if j.check == "hips_low")

    assert one.wrong is wrong


def test_every_check_is_judged_on_every_repetition() -> None:
    made = list(judgements(outcome(performed([], []), reported(counted(0), counted(1)))))

    assert len(made) == 2 * (1 + 5)  # the range, and the checks of the bridge
    assert {one.form for one in made} == {Form.GOOD}


@pytest.mark.parametrize(("size", "form"), [(0.12, Form.BETWEEN), (0.02, Form.GOOD)])
def test_nobody_is_wrong_about_what_another_fault_brings_along(size: float, form: Form) -> None:
    lifted = {
        **a_fault("uneven", size),
        "dial": "uneven_torso",
        "fine": 0.03,
        "fault": 0.1,
        "true_size": size,
    }
    report = reported(counted(0, "scapular_squeeze", shrug="fault"))

    (shrug,) = (
        j for j in judgements(outcome(performed([lifted]), report, "scapular_squeeze")) if j.check == "shrug"
    )

    assert shrug.form is form


def test_another_fault_is_known_as_such() -> None:
    truth = performed([a_fault("hips_low", 15.0)])

    found = {j.check: j.has_other_faults for j in judgements(outcome(truth, reported(counted(0))))}

    assert found == {
        "hips_low": False,
        RANGE: True,
        "over_arched": True,
        "pause": True,
        "drop": True,
        "feet_distance": True,
    }


def test_a_repetition_that_was_not_counted_is_not_judged() -> None:
    assert results(performed([], []), reported(counted(0)), "pause") == ["ok", "not_judged"]
    assert results(performed([], []), reported(counted(0)), RANGE) == ["ok", "not_judged"]


def test_a_whole_repetition_turned_down_as_half_is_a_wrong_verdict_on_its_range() -> None:
    times = {"start_s": REP_S, "peak_s": REP_S + 1, "end_s": None, "side": None}
    attempt = {**times, "reason": "not far enough: elbow angle 90°, needs 60°"}
    report = reported(counted(0), attempts=[attempt])

    assert results(performed([], []), report, RANGE) == ["ok", "fault"]


def test_a_low_bridge_that_is_called_low_is_not_called_half_as_well() -> None:
    truth = performed([a_fault("hips_low", 15.0)])
    report = reported(counted(0, hips_low="fault"))

    assert results(truth, report, "hips_low") == ["fault"]
    assert results(truth, report, RANGE) == ["ok"]


def test_half_a_bridge_that_is_called_low_is_found() -> None:
    report = reported(counted(0, hips_low="fault"))

    assert results(performed([half(0.5)]), report, RANGE) == ["fault"]
    assert results(performed([half(0.5)]), report, "hips_low") == []  # it says the same


def test_what_is_rightly_no_repetition_asks_for_no_other_judgement() -> None:
    made = list(judgements(outcome(performed([half(0.5)]), reported())))

    assert [(one.check, one.result) for one in made] == [(RANGE, "fault")]


def test_a_fault_that_no_check_looks_for_is_not_judged() -> None:
    truth = performed([a_fault("elbow_flare", 40.0)])
    report = reported(counted(0, "bent_over_barbell_row"))

    assert results(truth, report, "elbow_flare", "bent_over_barbell_row") == ["not_judged"]


def test_values_are_compared_by_how_far_they_lie_past_the_limit() -> None:
    report = reported(counted(0, hips_low=-20.0), counted(1, hips_low=0.0))

    worse, better = (
        j.excess for j in judgements(outcome(performed([], []), report)) if j.check == "hips_low"
    )

    assert worse is not None and better is not None
    assert worse == better + 20.0


# --- holds


def plank(truth: dict, report: dict) -> MatchedHold:
    return MatchedHold(outcome(truth, report, "plank"))


def of(matched: MatchedHold, check: str) -> list[Judged]:
    return [one for one in matched.judgements() if one.check == check]


def test_a_position_that_is_taken_several_times_is_held_only_while_it_is() -> None:
    times = [(2.0, 3.0, 7.0, 8.0), (10.0, 11.0, 15.0, 16.0)]
    spans = [dict(zip(("start_s", "peak_s", "leave_s", "end_s"), span, strict=True)) for span in times]
    truth = {"rep_list": [], "hold": {"start_s": 0.0, "end_s": 18.0, "fault_list": [], "spans": spans}}

    matched = plank(truth, held([(2.5, 7.5), (10.5, 15.0)], []))

    assert matched.true_hold_s() == (8.0, 12.0)
    assert matched.error_s() == pytest.approx(-0.5)
    assert [(one.start_s, one.end_s) for one in matched.stretches()] == [(3.0, 7.0), (11.0, 15.0)]


def bent_forward(dial: str, size: float, spans: bool = False) -> dict:
    """The truth of a forward bend from 0 on with one fault from 10 to 15, two seconds on the way there."""
    times = {"start_s": 8.0, "peak_s": 10.0, "leave_s": 15.0, "end_s": 17.0}
    check = MOTIONS["standing_forward_bend"].dials[dial].check
    part = {**times, "faults": [{**a_fault(check, size), "dial": dial, "true_size": size}]}
    hold = {"start_s": 0.0, "end_s": 25.0, "fault_list": [part], **({"spans": [times]} if spans else {})}
    return {"rep_list": [], "hold": hold, "frames": []}


def bend(truth: dict) -> MatchedHold:
    report = held([(0, 25)], [])
    verdicts = tuple(replace(report.verdicts[0], check=check.id) for check in BEND.hold_checks)
    report = replace(report, verdicts=verdicts)
    return MatchedHold(outcome(truth, report, BEND.id))


def test_a_fault_of_the_way_into_the_position_is_over_with_it() -> None:
    matched = bend(bent_forward("hurried_deg", 90.0))

    least_s, most_s = matched.true_hold_s()

    assert most_s == pytest.approx(25.0 - 2.0 / 2, abs=0.02)  # sine squared: half the way above the half
    assert 23.0 < least_s < most_s
    assert [(one.start_s, one.end_s) for one in matched.stretches()] == [
        (0.0, 8.0),
        (8.0, 10.0),
        (10.0, 25.0),
    ]


def test_a_bounce_is_there_at_once_and_gone_at_once() -> None:
    assert bend(bent_forward("bounce_deg", 24.0)).true_hold_s() == (20.0, 20.0)
    assert bend(bent_forward("bounce_deg", 24.0, spans=True)).true_hold_s() == (-2.0, 2.0)  # half-way: none


def test_a_hold_is_judged_stretch_by_stretch() -> None:
    report = held([(0, 10), (15, 25)], [(10, 15, SAG)], hips_sag="fault")

    found = of(plank(sagging(15.0), report), "hips_sag")

    assert [(one.form, one.result) for one in found] == [
        (Form.GOOD, "ok"),
        (Form.FAULTY, "fault"),
        (Form.GOOD, "ok"),
    ]


def test_a_sag_called_a_pike_is_wrong_twice() -> None:
    matched = plank(sagging(15.0), held([(0, 10), (15, 25)], [(10, 15, "hips piked")]))

    assert [one.wrong for one in of(matched, "hips_sag")] == [False, True, False]
    assert [one.wrong for one in of(matched, "hips_pike")] == [False, True, False]


def test_before_the_clock_first_ran_the_verdict_says_where_the_fault_was() -> None:
    report = held([(15, 25)], [], hips_sag="fault")
    report = replace(report, verdicts=tuple(replace(verdict, at_s=12.0) for verdict in report.verdicts))

    found = of(plank(sagging(15.0), report), "hips_sag")

    assert [one.result for one in found] == ["not_judged", "fault", "ok"]


def test_what_is_not_seen_is_not_judged() -> None:
    matched = plank(sagging(15.0), held([(0, 10), (15, 25)], [(10, 15, "not seen")]))

    assert [one.result for one in of(matched, "hips_sag")] == ["ok", "not_judged", "ok"]


def test_a_clock_that_never_ran_says_why_over_the_whole_hold() -> None:
    matched = plank(sagging(15.0), held([], [], hips_sag="not_judged"))

    assert {one.result for one in of(matched, "hips_sag")} == {"not_judged"}


def test_a_check_that_does_not_stop_the_clock_is_judged_once() -> None:
    matched = plank(sagging(15.0), held([(0, 25)], [], head_drop="fault"))

    (head,) = of(matched, "head_drop")
    assert (head.form, head.result, head.wrong) == (Form.GOOD, "fault", True)


def test_the_clock_should_stop_while_the_fault_is_large() -> None:
    matched = plank(sagging(15.0), held([(0, 10), (15, 24.5)], [(10, 15, SAG)]))

    assert matched.true_hold_s() == (20.0, 20.0)
    assert matched.error_s() == pytest.approx(-0.5)


@pytest.mark.parametrize(("unclear_s", "error_s"), [(0.0, 5.0), (2.0, 3.0), (5.0, 0.0), (9.0, 0.0)])
def test_what_is_said_to_be_too_close_to_call_may_be_good_or_not(unclear_s: float, error_s: float) -> None:
    matched = plank(sagging(15.0), held([(0, 25)], [], unclear_s=unclear_s))

    assert matched.error_s() == pytest.approx(error_s)


def test_on_the_way_into_a_fault_the_clock_may_stop_anywhere_from_good_form_to_fault() -> None:
    matched = plank(sagging(24.0, way_s=2.0), held([(0, 25)], []))

    least_s, most_s = matched.true_hold_s()

    assert most_s == pytest.approx(20.0 - 2 * 1.0)  # called out from half of its size, half-way there
    assert 16.0 < least_s < most_s


def test_a_fault_nobody_is_sure_of_leaves_the_time_unclear() -> None:
    assert plank(sagging(8.0), held([(0, 25)], [])).unclear
    assert not plank(sagging(5.0), held([(0, 25)], [])).unclear


def test_the_share_of_a_stretch_in_which_the_clock_stood() -> None:
    matched = plank(sagging(15.0), held([(0, 11), (14, 25)], [(11, 14, SAG)]))
    before, fault, _ = matched.stretches()

    assert matched.paused_share(before) == 0.0
    assert matched.paused_share(fault) == pytest.approx(0.6)
    assert matched.called_out(fault) and not matched.is_good(fault)
