"""The sample sets, seen by the program as a person's recordings are, against the truth beside them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from exercises.catalogue import find
from exercises.coach import Coach
from exercises.report import SetReport
from vision.estimate import PoseEstimator
from vision.frames import VideoFile

SAMPLES = Path(__file__).resolve().parents[1] / "sample_videos"
TRUTHS = [json.loads(path.read_text()) for path in sorted(SAMPLES.glob("*.truth.json"))]
REPEATED = [truth for truth in TRUTHS if truth["rep_list"]]
HALF_WAY = "top_range"  # may be an attempt that did not get far enough, or a repetition with that fault
NEAR_S = 1.0

pytestmark = pytest.mark.slow
each_repeated_set = pytest.mark.parametrize("truth", REPEATED, ids=lambda truth: truth["name"])


@cache
def report_of(name: str, movement_id: str) -> SetReport:
    movement = find(movement_id)
    with (
        VideoFile(SAMPLES / f"{name}.mp4") as video,
        PoseEstimator(with_outline=movement.needs_outline) as estimator,
    ):
        coach = Coach(movement, video.size_px)
        for frame in video:
            coach.update(estimator.estimate(frame), frame.time_s)
    return coach.finish({"file": name})


def faults_of(rep: dict[str, Any]) -> set[str]:
    return {fault["check"] for fault in rep["faults"]}


@each_repeated_set
def test_every_repetition_is_counted_and_nothing_else(truth: dict[str, Any]) -> None:
    report = report_of(truth["name"], truth["movement"])

    half_way = sum(HALF_WAY in faults_of(rep) for rep in truth["rep_list"])
    assert len(report.reps) + len(report.attempts) == len(truth["rep_list"])
    assert len(truth["rep_list"]) - half_way <= len(report.reps) <= len(truth["rep_list"])


@each_repeated_set
def test_each_fault_is_found_in_the_repetitions_that_have_it_and_only_there(truth: dict[str, Any]) -> None:
    report = report_of(truth["name"], truth["movement"])

    for rep in report.reps:
        true = next(t for t in truth["rep_list"] if t["start_s"] - NEAR_S < rep.peak_s < t["end_s"] + NEAR_S)
        found = {verdict.check for verdict in rep.verdicts if verdict.result == "fault"}
        assert found == faults_of(true), f"repetition {rep.index}"


def test_the_clock_of_the_plank_stops_while_the_hips_sag() -> None:
    truth = next(truth for truth in TRUTHS if truth["movement"] == "plank")
    (sag,) = truth["hold"]["fault_list"]

    hold = report_of("plank", "plank").hold

    assert hold is not None
    assert [pause.reason for pause in hold.pauses] == ["hips sagging"]
    (pause,) = hold.pauses
    assert sag["start_s"] <= pause.start_s <= sag["peak_s"]
    assert pause.end_s is not None and sag["leave_s"] <= pause.end_s <= sag["end_s"]
    assert hold.total_s == pytest.approx(truth["hold"]["end_s"] - (pause.end_s - pause.start_s), abs=1.0)
