"""The sample sets: what lies there, and each seen by the program as a person's recordings are, against the
truth beside it.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import av
import pytest

from exercises.catalogue import find
from exercises.coach import Coach
from exercises.report import SetReport
from vision.estimate import PoseEstimator
from vision.frames import VideoFile

Truth = dict[str, Any]

SAMPLES = Path(__file__).resolve().parents[1] / "sample_videos"
TRUTHS: list[Truth] = [json.loads(path.read_text()) for path in sorted(SAMPLES.glob("*.truth.json"))]
REPEATED = [truth for truth in TRUTHS if truth["rep_list"]]
MOST_BYTES = 1_500_000
SECONDS = (8.0, 25.0)
POSE_FOUND = 0.99
GOING_DOWN_S, GETTING_UP_S = 1.4, 1.1  # of `plank_clean`, before and after the position is fully taken

HALF_WAY = "range"  # may be an attempt that did not get far enough, or a repetition with that fault
FOUND_AS = {"top_range": HALF_WAY}  # what the program calls it


FEW = {"deadlift", "plank"}
"""Seen whenever the tests run; the others take a minute more."""


def named(truths: list[Truth]) -> list[Any]:
    return [pytest.param(t, id=t["name"]) for t in truths]


def watched(truths: list[Truth]) -> list[Any]:
    """The same, of those that poses are to be found in."""
    slow = {truth["name"]: pytest.mark.slow for truth in truths if truth["name"] not in FEW}
    return [pytest.param(t, id=t["name"], marks=slow.get(t["name"], ())) for t in truths]


def faults_of(rep: Truth) -> set[str]:
    return {fault["check"] for fault in rep["faults"]}


def faults_in(truth: Truth) -> list[set[str]]:
    """The faults of each repetition, or of each stretch of a hold."""
    return [faults_of(rep) for rep in truth["rep_list"] or truth["hold"]["fault_list"]]


# --- what lies there ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("truth", named(TRUTHS))
def test_every_set_is_short_small_and_plays_everywhere(truth: Truth) -> None:
    path = SAMPLES / f"{truth['name']}.mp4"
    with av.open(str(path)) as recording:
        video = recording.streams.video[0]
        seconds = float(video.duration * video.time_base)

        assert video.codec_context.name == "h264"
        assert video.codec_context.pix_fmt == "yuv420p"
    assert path.stat().st_size <= MOST_BYTES
    assert SECONDS[0] <= seconds <= SECONDS[1]
    assert seconds == pytest.approx(truth["duration_s"], abs=0.1)


def test_every_set_has_its_truth_and_is_described() -> None:
    names = {path.stem for path in SAMPLES.glob("*.mp4")}
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")

    assert {truth["name"] for truth in TRUTHS} == names
    assert all(f"| `{name}` |" in readme for name in names)


def test_every_movement_that_is_shown_is_shown_clean() -> None:
    clean = {truth["movement"] for truth in TRUTHS if not any(faults_in(truth))}

    assert len(clean) == 8
    assert {truth["movement"] for truth in TRUTHS} == clean


def test_one_set_has_three_different_faults_in_three_repetitions() -> None:
    (truth,) = (t for t in TRUTHS if t["name"] == "row_three_faults")
    faulty = [faults for faults in faults_in(truth) if faults]

    assert [len(faults) for faults in faulty] == [1, 1, 1]
    assert len(set.union(*faulty)) == 3


@pytest.mark.parametrize("truth", named(TRUTHS))
def test_every_fault_is_one_that_a_coach_would_call_out(truth: Truth) -> None:
    for rep in truth["rep_list"] or truth["hold"]["fault_list"]:
        assert all(fault["true_size"] >= fault["fault"] for fault in rep["faults"])


# --- what the program makes of them -------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    report: SetReport
    pose_share: float


@cache
def seen(name: str, movement_id: str) -> Seen:
    movement = find(movement_id)
    frames = found = 0
    with (
        VideoFile(SAMPLES / f"{name}.mp4") as video,
        PoseEstimator(with_outline=movement.needs_outline) as estimator,
    ):
        coach = Coach(movement, video.size_px)
        for frame in video:
            pose = estimator.estimate(frame)
            coach.update(pose, frame.time_s)
            frames += 1
            found += pose is not None
    return Seen(coach.finish({"file": name}), found / frames)


def report_of(truth: Truth) -> SetReport:
    return seen(truth["name"], truth["movement"]).report


@pytest.mark.parametrize("truth", watched(TRUTHS))
def test_the_person_is_found_in_nearly_every_frame(truth: Truth) -> None:
    assert seen(truth["name"], truth["movement"]).pose_share >= POSE_FOUND


@pytest.mark.parametrize("truth", watched(REPEATED))
def test_every_repetition_is_counted_and_nothing_else(truth: Truth) -> None:
    report = report_of(truth)

    half_way = sum(HALF_WAY in faults_of(rep) for rep in truth["rep_list"])
    assert len(report.rep_list) + len(report.attempt_list) == len(truth["rep_list"])
    assert len(truth["rep_list"]) - half_way <= len(report.rep_list) <= len(truth["rep_list"])


@pytest.mark.parametrize("truth", watched(REPEATED))
def test_each_fault_is_found_in_the_repetitions_that_have_it_and_only_there(truth: Truth) -> None:
    for rep in report_of(truth).rep_list:
        true = min(truth["rep_list"], key=lambda t: abs((t["peak_s"] + t["leave_s"]) / 2 - rep.peak_s))
        found = {FOUND_AS.get(v.check, v.check) for v in rep.verdicts if v.result == "fault"}
        assert found == faults_of(true), f"repetition {rep.index}"


def test_the_clock_of_the_plank_stops_while_the_hips_sag() -> None:
    (truth,) = (t for t in TRUTHS if t["name"] == "plank")
    (sag,) = truth["hold"]["fault_list"]

    hold = report_of(truth).hold

    assert hold is not None
    assert [pause.reason for pause in hold.pauses] == ["hips sagging"]
    (pause,) = hold.pauses
    assert sag["start_s"] <= pause.start_s <= sag["peak_s"]
    assert pause.end_s is not None and sag["leave_s"] <= pause.end_s <= sag["end_s"]
    assert hold.total_s == pytest.approx(truth["hold"]["end_s"] - (pause.end_s - pause.start_s), abs=1.0)


@pytest.mark.slow
def test_the_clock_of_a_good_plank_runs_from_going_down_to_getting_up() -> None:
    (truth,) = (t for t in TRUTHS if t["name"] == "plank_clean")

    hold = report_of(truth).hold

    assert hold is not None
    assert hold.pauses == ()
    (span,) = hold.spans
    assert truth["hold"]["start_s"] - GOING_DOWN_S < span.start_s <= truth["hold"]["start_s"]
    assert truth["hold"]["end_s"] <= span.end_s < truth["hold"]["end_s"] + GETTING_UP_S
