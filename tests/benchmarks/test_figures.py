"""Figures, targets and tables on truths and reports whose figures are known beforehand."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from benchmarks.accuracy import table
from benchmarks.accuracy.baseline import Baseline, Guarded, baseline_of
from benchmarks.accuracy.figures import CheckFigures, Figures, figures
from benchmarks.accuracy.outcomes import Outcome
from benchmarks.accuracy.pose_error import pose_errors
from benchmarks.accuracy.statistics import Share
from benchmarks.accuracy.table import PageError, percent, sections, with_blocks
from benchmarks.accuracy.targets import State, Target, targets
from tests.benchmarks.written import (
    a_fault,
    counted,
    held,
    outcome,
    performed,
    reported,
    sagging,
    still_track,
)
from vision.pose import Landmark

LOW = a_fault("hips_low", 15.0)


def bridges(**take: Any) -> Outcome:
    """A set of four bridges: good and passed, good and called low, low and called low, low and not judged."""
    report = reported(
        counted(0, hips_low="ok"),
        counted(1, hips_low="fault"),
        counted(2, hips_low="fault"),
        counted(3, hips_low="not_judged"),
    )
    return outcome(performed([], [], [LOW], [LOW]), report, **take)


def check(found: Figures, name: str) -> CheckFigures:
    (row,) = (row for row in found.checks if row.check == name)
    return row


def target(found: Figures, start: str) -> Target:
    (one,) = (one for one in targets(found) if one.name.startswith(start))
    return one


# --- checks


def test_found_and_passed_are_shares_of_what_was_judged() -> None:
    row = check(figures([bridges()]), "hips_low")

    assert (row.found, row.withheld_faulty) == (Share(1, 1), Share(1, 2))
    assert (row.passed, row.withheld_good) == (Share(1, 2), Share(0, 2))
    assert row.reason == "hidden"


def test_clean_repetitions_are_told_from_those_with_another_fault() -> None:
    row = check(figures([bridges()]), "pause")

    assert (row.passed_clean, row.passed_other) == (Share(2, 2), Share(2, 2))
    assert row.dial is None
    assert row.found.of == 0


def test_a_row_says_from_which_size_a_fault_counts() -> None:
    row = check(figures([bridges()]), "hips_low")

    assert (row.dial, row.fine, row.called_from, row.unit) == ("hips_low_deg", 5.0, 12.0, "deg")


def test_the_area_takes_values_that_led_to_no_judgement_too() -> None:
    reps = [counted(0, hips_low=0.0), counted(1, hips_low=-30.0)]
    for verdict in reps[1]["verdicts"]:
        if verdict["check"] == "hips_low":
            verdict["result"] = "not_judged"

    assert check(figures([outcome(performed([], [LOW]), reported(*reps))]), "hips_low").auc == 1.0


def test_two_kinds_of_fault_of_one_check_have_a_row_each() -> None:
    other = {**LOW, "dial": "one_hip_low_deg"}
    report = reported(counted(0, hips_low="fault"), counted(1))

    rows = [row for row in figures([outcome(performed([LOW], [other]), report)]).checks if row.dial]

    assert {row.dial: row.found for row in rows} == {
        "hips_low_deg": Share(1, 1),
        "one_hip_low_deg": Share(0, 1),
    }


# --- counts and holds


def test_counts_by_movement_and_in_all() -> None:
    row = outcome(performed([], []), reported(counted(0, "deadlift")), "deadlift")

    by_movement = {count.movement: count for count in figures([bridges(), row]).counts}

    assert list(by_movement) == ["deadlift", "bridge", "all"]
    assert by_movement["all"].exact == Share(1, 2)
    assert by_movement["all"].within_one == Share(2, 2)
    assert by_movement["all"].error == pytest.approx((0.5 + 0.0) / 2)


def test_time_held() -> None:
    hold = outcome(sagging(15.0), held([(0, 10), (15, 24.6)], [(10, 15, "hips sagging")]), "plank")

    (row,) = figures([hold]).holds

    assert row.error_s.high == pytest.approx(0.4)
    assert row.paused == pytest.approx(1.0)
    assert row.ran == pytest.approx(19.6 / 20)


def test_a_squeeze_is_held_from_when_it_is_full() -> None:
    report = reported({**counted(0, "scapular_squeeze"), "top_pause_s": 1.3})

    (row,) = figures([outcome(performed([]), report, "scapular_squeeze")]).holds

    assert row.error_s.median == pytest.approx(0.3)


def test_the_signal_of_the_squeeze_is_held_against_all_rests_of_the_set() -> None:
    truth = performed([], [])
    truth["rep_list"] = [
        {**truth["rep_list"][0], "start_s": 1.0, "peak_s": 2.0, "leave_s": 4.0, "end_s": 5.0},
        {**truth["rep_list"][1], "start_s": 6.0, "peak_s": 7.0, "leave_s": 9.0, "end_s": 10.0},
    ]
    times_s = np.arange(0, 10, 0.1)
    rests = np.where(times_s < 3, 0.0, 0.02)  # steady, but not where it was before
    squeezed = ((times_s > 1.5) & (times_s < 4.5)) | ((times_s > 6.5) & (times_s < 9.5))
    trace = {"measure": "", "label": "", "unit": "", "time_s": times_s.tolist()}
    report = reported(trace={**trace, "value": np.where(squeezed, 0.2, rests).tolist()})

    (row,) = figures([outcome(truth, report, "scapular_squeeze")]).squeeze

    assert row.view == "oblique"
    assert row.change == pytest.approx(0.2)
    assert row.noise == pytest.approx(0.009, abs=0.001)


# --- conditions


def test_other_conditions_stand_beside_the_usual_and_not_in_its_figures() -> None:
    found = figures([bridges(), bridges(condition="yaw 30"), bridges(condition="yaw 5")])

    assert [row.condition for row in found.conditions] == ["usual", "yaw 5", "yaw 30"]
    assert check(found, "hips_low").found.of == 1
    assert found.conditions[0].wrong_sets == Share(1, 1)


def test_beyond_the_gate_a_wrong_verdict_on_the_back_counts_by_sets() -> None:
    turned = [
        outcome(
            performed([], []),
            reported(*(counted(at, "deadlift", flat_back=result) for at in (0, 1))),
            "deadlift",
            condition="yaw 30",
            azimuth_off_deg=-30.0,
        )
        for result in ("fault", "not_judged")
    ]
    found = figures(turned)

    assert target(found, "Rounded back beyond").value == 0.5
    assert target(found, "Rounded back beyond").state is State.MISSED
    assert found.back_by_yaw[0].condition == "to 30°"


# --- landmarks


def frames(error_px: float, wander_px: float = 0.0) -> Outcome:
    """Joints that stand still, upright, one over the other, and landmarks that are off to the right."""
    heights = {"shoulder": 100, "elbow": 140, "wrist": 180, "hip": 200, "knee": 250, "ankle": 300}
    joints = {f"{side}_{joint}": [200.0, y] for side in ("left", "right") for joint, y in heights.items()}
    track = still_track(10)
    for name, (x, y) in joints.items():
        wander = wander_px * (-1) ** np.arange(10)
        track.landmarks_px[:, Landmark[name.upper()]] = np.stack(
            [x + error_px + wander, np.full(10, y)], axis=1
        )
    truth = performed([])
    truth["frames"] = [
        {"time_s": t, "joints_px": joints, "angles_deg": {}, "trunk_inclination_deg": 0.0}
        for t in track.time_s.tolist()
    ]
    return replace(outcome(truth, reported()), track=track)


def test_what_stays_the_same_is_told_from_what_scatters() -> None:
    landmarks, _ = pose_errors([frames(5.0, 2.0)])
    hip = next(row for row in landmarks if row.joint == "hip")

    assert hip.distance_px.median == pytest.approx(5.0, abs=2.1)
    assert hip.offset_torsos == pytest.approx(0.05)  # of a torso of 100 px
    assert hip.scatter_torsos.median == pytest.approx(0.02)


def test_angles_are_held_against_the_true_joints_in_the_picture() -> None:
    _, angles = pose_errors([frames(5.0)])

    assert {row.angle for row in angles} == {"elbow", "shoulder", "hip", "knee", "trunk inclination"}
    assert all(row.error_deg.median == pytest.approx(0.0, abs=0.01) for row in angles)


def test_joints_that_are_not_seen_are_left_out() -> None:
    hidden = frames(5.0)
    hidden.track.visibility[:] = 0.1

    assert pose_errors([hidden])[0] == []


# --- targets


def test_a_target_is_withheld_where_most_faults_are_not_judged() -> None:
    reps = [counted(at, hips_low="not_judged") for at in range(3)]
    found = figures([outcome(performed([LOW], [LOW], []), reported(*reps))])

    assert target(found, "Bridge off the line from 12°: found").state is State.WITHHELD


def test_a_target_without_samples_is_not_met() -> None:
    assert {one.state for one in targets(figures([]))} == {State.NO_DATA}


@pytest.mark.parametrize(("missed", "state"), [(0, State.MET), (2, State.MISSED)])
def test_a_target_says_whether_it_is_met(missed: int, state: State) -> None:
    reps = [counted(at, hips_low="ok" if at < missed else "fault") for at in range(20)]
    found = figures([outcome(performed(*[[LOW]] * 20), reported(*reps))])

    assert target(found, "Bridge off the line from 12°: found").state is state


# --- baseline


def test_a_baseline_reads_back_as_it_was_written(tmp_path: Path) -> None:
    one = baseline_of(figures([bridges()]))
    one.save(tmp_path / "baseline.json")

    assert Baseline.load(tmp_path / "baseline.json") == one
    assert json.loads((tmp_path / "baseline.json").read_text())["figures"]
    assert one.complaints(one) == []


@pytest.mark.parametrize(
    ("then", "now", "worse"),
    [
        (Guarded(0.95, 40, 0.05), 0.91, False),
        (Guarded(0.95, 40, 0.05), 0.89, True),
        (Guarded(0.95, 40, 0.05), 1.00, False),
        (Guarded(0.05, 40, 0.05, higher_is_better=False), 0.11, True),
        (Guarded(0.05, 40, 0.05, higher_is_better=False), 0.0, False),
        (Guarded(0.95, 40, 0.05), float("nan"), True),
    ],
)
def test_worse_is_worse_by_more_than_the_slack(then: Guarded, now: float, worse: bool) -> None:
    assert then.worse(now) is worse


def test_a_figure_that_is_gone_and_a_target_that_is_lost_are_complained_of() -> None:
    then = Baseline({"found": Guarded(1.0, 9, 0.05)}, ("Counted",))

    said = then.complaints(Baseline({}, ()))

    assert said == ["found can no longer be measured; it was 1.", "Counted was met and is not any more."]


# --- tables


def test_every_table_has_as_many_cells_as_heads() -> None:
    hold = outcome(sagging(15.0), held([(0, 25)], []), "plank")
    found = figures([bridges(), bridges(condition="far"), hold, frames(5.0)])

    for section in sections(found):
        assert {len(row) for row in section.rows} == {len(section.head)}, section.key


def test_tables_fit_a_terminal() -> None:
    screen = io.StringIO()

    table.print_tables(figures([bridges()]), Console(width=120, file=screen))

    assert max(map(len, screen.getvalue().splitlines())) <= 120
    assert "hips_low" not in screen.getvalue()
    assert "hips low" in screen.getvalue()


@pytest.mark.parametrize(
    ("value", "words"), [(1.0, "100 %"), (0.999, "> 99 %"), (0.001, "< 1 %"), (0.0, "0 %"), (0.954, "95 %")]
)
def test_a_share_is_never_rounded_to_all_or_nothing(value: float, words: str) -> None:
    assert percent(value) == words


def test_tables_go_between_their_markers() -> None:
    page = "before\n<!-- a -->\nold\n<!-- /a -->\nafter"

    assert with_blocks(page, {"a": "new"}, Path("x.md")) == (
        "before\n<!-- a -->\n\nnew\n\n<!-- /a -->\nafter"
    )


def test_a_page_without_markers_is_complained_of() -> None:
    with pytest.raises(PageError, match=r"x\.md has no one place <!-- a -->"):
        with_blocks("nothing", {"a": "new"}, Path("x.md"))


def test_the_pages_have_a_place_for_every_table() -> None:
    hold = outcome(sagging(15.0), held([(0, 25)], []), "plank")
    keys = {section.key for section in sections(figures([bridges(), hold, frames(5.0)]))}

    page = table.PAGE.read_text(encoding="utf-8")
    assert with_blocks(page, dict.fromkeys([*keys, "conditions", "yaw", "squeeze", "people"], ""), table.PAGE)
    assert with_blocks(table.README.read_text(encoding="utf-8"), {"targets": ""}, table.README)
