"""`report.json`, schema version 1: every key, always, as docs/report.md says."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from exercises.catalogue import MOVEMENTS, find
from exercises.coach import Coach, coach_track
from exercises.movement import Kind
from exercises.report import RecordingFacts, ReportError, SetReport
from reports.report_page import report_page
from tests.exercises.coaching import FIGURED, at_progress, coached, filmed, unseen
from tests.figures import Beat, rep, rest
from tests.schema import validator
from vision.pose import Landmark
from vision.track import Track

DOCS = (Path(__file__).parents[2] / "docs" / "report.md").read_text(encoding="utf-8")
ROW = "bent_over_barbell_row"
SOURCE = {"file": "set.mp4", "duration_s": 9.9, "fps": 30.0, "frames": 297}

every_movement = pytest.mark.parametrize("movement", FIGURED)


@cache
def recording(movement: str) -> Track:
    """A set with good, faulty and half repetitions; a hold has a pause."""
    if movement == "plank":
        return filmed(movement, Beat(5.0), Beat(3.0, dials=(("sag", 1.0),)), Beat(4.0))
    half = rep(movement, top=at_progress(movement, 0.45))
    return filmed(movement, *rest(), *rep(movement), *half, *rep(movement, rounded=1, shrug=1), *rest())


@cache
def report(movement: str) -> dict[str, Any]:
    track = recording(movement)
    return coach_track(replace(track, source=SOURCE), find(movement)).to_dict()


def documented(heading: str) -> set[str]:
    """The keys in the first column of the table below a heading of docs/report.md."""
    section = re.split(r"^###? ", DOCS.split(f"### {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE))


class TestSchema:
    @every_movement
    def test_every_key_that_is_documented_is_there_and_no_other(self, movement: str) -> None:
        found = report(movement)

        assert set(found) == documented("The set")
        assert set(found["source"]) == documented("`source`")
        assert set(found["trace"]) == documented("`trace`")
        for repetition in found["rep_list"]:
            assert set(repetition) == documented("`rep_list[]`")
        for attempt in found["attempt_list"]:
            assert set(attempt) == documented("`attempt_list[]`")
        for part in found["score_parts"]:
            assert set(part) == documented("`score_parts[]`")
        for side in found["sides"].values():
            assert set(side) == documented("`sides.left` and `sides.right`")
        if found["hold"] is not None:
            assert set(found["hold"]) == documented("`hold`")
            for pause in found["hold"]["pauses"]:
                assert set(pause) == documented("`hold.pauses[]`")

    @every_movement
    def test_verdicts_have_the_same_keys_everywhere(self, movement: str) -> None:
        keys = documented("`rep_list[].verdicts[]` and `verdicts[]`")

        for verdict in report(movement)["verdicts"]:
            assert set(verdict) == keys
        for repetition in report(movement)["rep_list"]:
            for verdict in repetition["verdicts"]:
                assert set(verdict) == keys - {"reps", "rests_on"}

    @every_movement
    def test_an_empty_set_has_all_keys_too(self, movement: str) -> None:
        empty = coached(unseen(filmed(movement, Beat(2.0)), 0.0, 9.0), movement).to_dict()

        assert set(empty) == set(report(movement))
        assert (empty["attempts"], empty["reps"], empty["score"], empty["rep_list"]) == (0, 0, None, [])
        assert len(empty["verdicts"]) == len(report(movement)["verdicts"])
        assert all(verdict["result"] == "not_judged" and verdict["reason"] for verdict in empty["verdicts"])
        assert empty["view"] == "unknown"
        assert json.dumps(empty, allow_nan=False)

    @every_movement
    def test_it_is_json_without_nan(self, movement: str) -> None:
        assert json.loads(json.dumps(report(movement), allow_nan=False)) == report(movement)

    @every_movement
    def test_numbers_are_rounded_to_be_read(self, movement: str) -> None:
        for number in numbers(report(movement)):
            assert math.isfinite(number)
            assert number == pytest.approx(round(number, 3), abs=1e-9)

    @every_movement
    def test_it_says_what_it_is(self, movement: str) -> None:
        found = report(movement)

        assert found["schema_version"] == 1
        assert found["movement"] == movement
        assert found["movement_name"] == MOVEMENTS[movement].name
        assert found["kind"] == MOVEMENTS[movement].kind.value
        assert found["partial"] is False
        assert {name: found["source"][name] for name in SOURCE} == SOURCE


class TestFile:
    @every_movement
    def test_a_report_in_memory_is_that_of_its_file(self, movement: str) -> None:
        found = coached(recording(movement), movement)
        content = json.loads(json.dumps(found.to_dict()))

        validator().validate(content)
        assert SetReport.from_dict(content) == found
        assert SetReport.from_dict(content).to_dict() == content

    def test_keys_stand_in_the_order_of_the_documentation(self) -> None:
        order = re.findall(r"^\| `(\w+)` \|", DOCS.split("### The set\n")[1].split("###")[0], re.MULTILINE)

        assert list(report(ROW)) == order

    def test_a_report_that_was_written_before_a_key_came_is_read(self) -> None:
        younger = ("strictness", "partial", "recognition", "attempt_list", "score_parts", "checks")
        older = {key: value for key, value in report(ROW).items() if key not in younger}
        older["source"] = {"file": "set.mp4", "sensor": "a key of the future"}

        read = SetReport.from_dict(older)

        assert (read.strictness, read.partial, read.recognition) == ("usual", False, None)
        assert read.source == RecordingFacts("set.mp4")

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"reps": "three"}, r"Expected `int`, got `str` - at `\$\.reps`"),
            ({"view": "above"}, r"Invalid enum value 'above' - at `\$\.view`"),
            ({"rep_list": [{"index": 1}]}, r"missing required field `side` - at `\$\.rep_list\[0\]`"),
            ({"schema_version": 2}, "has schema version 2 and this program reads 1"),
        ],
    )
    def test_what_is_wrong_in_a_file_is_named(self, changes: dict[str, Any], said: str) -> None:
        with pytest.raises(ReportError, match=said):
            SetReport.from_dict(report(ROW) | changes)

    @pytest.mark.parametrize("content", [None, [], {}, "report", {"schema_version": 1}])
    def test_what_is_no_report_is_said(self, content: object) -> None:
        with pytest.raises(ReportError, match="This is no report, or a damaged one"):
            SetReport.from_dict(content)

    def test_a_track_of_no_recording_gives_a_report_too(self) -> None:
        bare = coach_track(recording(ROW), find(ROW))

        assert (bare.source.file, bare.source.frames) == (None, None)
        assert report_page(bare, {}).count("<h1>Bent-over barbell row</h1>") == 1
        assert SetReport.from_dict(bare.to_dict()) == bare


class TestContent:
    @every_movement
    def test_counts_agree_with_the_lists(self, movement: str) -> None:
        found = report(movement)

        assert found["reps"] == len(found["rep_list"])
        assert found["attempts"] == len(found["rep_list"]) + len(found["attempt_list"])
        clean = [
            all(v["result"] != "fault" for v in r["verdicts"])
            and all(v["result"] == "ok" for v in r["verdicts"] if v["main"])
            for r in found["rep_list"]
        ]
        assert found["clean_reps"] == sum(clean)
        judged = [v for v in found["verdicts"] if v["result"] != "not_judged"]
        assert (found["checks_judged"], found["checks"]) == (len(judged), len(found["verdicts"]))
        assert [r["index"] for r in found["rep_list"]] == list(range(1, found["reps"] + 1))

    @every_movement
    def test_verdicts_of_the_set_name_the_repetitions_with_the_fault(self, movement: str) -> None:
        found = report(movement)

        for verdict in found["verdicts"]:
            faulty = [
                r["index"]
                for r in found["rep_list"]
                for v in r["verdicts"]
                if v["check"] == verdict["check"] and v["result"] == "fault"
            ]
            assert verdict["reps"] == faulty
            if MOVEMENTS[movement].kind is not Kind.HOLD:
                assert (verdict["result"] == "fault") == bool(faulty)

    @every_movement
    def test_each_result_comes_with_what_belongs_to_it(self, movement: str) -> None:
        found = report(movement)

        for verdict in [*found["verdicts"], *(v for r in found["rep_list"] for v in r["verdicts"])]:
            if verdict["result"] == "not_judged":
                assert verdict["reason"] and verdict["remedy"] and verdict["cue"] is None
            else:
                assert verdict["value"] is not None and verdict["limit"] is not None
                assert verdict["remedy"] is None
                assert (verdict["result"] == "fault") == bool(verdict["reason"] and verdict["cue"])

    @every_movement
    def test_times_are_in_order_and_within_the_recording(self, movement: str) -> None:
        track, found = recording(movement), report(movement)

        for entry in [*found["rep_list"], *found["attempt_list"]]:
            assert track.time_s[0] <= entry["start_s"] <= entry["peak_s"]
            assert entry["end_s"] is None or entry["peak_s"] <= entry["end_s"] <= track.time_s[-1] + 1e-3
        starts_s = [r["start_s"] for r in found["rep_list"]]
        assert starts_s == sorted(starts_s)

    @every_movement
    def test_a_repetition_is_made_of_its_parts(self, movement: str) -> None:
        for r in report(movement)["rep_list"]:
            parts_s = r["lifting_s"] + r["top_pause_s"] + r["lowering_s"]
            assert parts_s == pytest.approx(r["end_s"] - r["start_s"], abs=0.01)
            assert r["rom_deg"] is None or 20 < r["rom_deg"] <= 180

    def test_the_first_repetition_has_no_rest_before_it(self) -> None:
        first, second = report(ROW)["rep_list"]

        assert first["bottom_pause_s"] is None
        assert second["bottom_pause_s"] > 0

    def test_half_repetitions_say_what_was_missing(self) -> None:
        (attempt,) = report(ROW)["attempt_list"]

        assert re.search(r"not far enough.*\d+°.*needs.*\d+°", attempt["reason"])

    def test_only_a_movement_counted_side_by_side_has_sides(self) -> None:
        assert report(ROW)["sides"] == {}
        assert report(ROW)["side"] == "right"
        assert list(report("one_arm_dumbbell_row")["sides"]) == ["right"]
        assert report("one_arm_dumbbell_row")["side"] is None

    def test_only_holds_have_a_hold(self) -> None:
        held = {movement for movement in FIGURED if report(movement)["hold"] is not None}

        assert held == {m for m in FIGURED if MOVEMENTS[m].kind is not Kind.REPS}

    def test_the_pauses_of_a_hold_are_told_with_their_reason(self) -> None:
        (pause,) = report("plank")["hold"]["pauses"]

        assert pause["reason"] == "hips sagging"
        assert pause["start_s"] < pause["end_s"]


class TestTrace:
    @every_movement
    def test_it_is_thin_and_rising(self, movement: str) -> None:
        trace = report(movement)["trace"]

        assert len(trace["time_s"]) == len(trace["value"])
        steps_s = [b - a for a, b in zip(trace["time_s"], trace["time_s"][1:], strict=False)]
        assert min(steps_s) >= 1 / 15 - 2e-3
        assert max(steps_s) <= 0.15

    def test_it_holds_the_signal_that_was_counted_on(self) -> None:
        trace, (first, *_) = report(ROW)["trace"], report(ROW)["rep_list"]

        nearest = min(range(len(trace["time_s"])), key=lambda i: abs(trace["time_s"][i] - first["peak_s"]))
        assert (trace["measure"], trace["unit"]) == ("elbow_angle_deg", "°")
        assert trace["value"][nearest] == pytest.approx(66, abs=8)

    def test_it_has_gaps_where_nobody_was_seen(self) -> None:
        trace = coached(unseen(recording(ROW), 4.0, 6.0), ROW).to_dict()["trace"]

        values = dict(zip(trace["time_s"], trace["value"], strict=True))
        assert {value for at_s, value in values.items() if 4.05 < at_s < 5.95} == {None}
        assert sum(value is not None for value in values.values()) > 50


class TestCoverageAndWarnings:
    def test_the_share_of_frames_with_a_person_is_told(self) -> None:
        seen = coached(unseen(filmed(ROW, Beat(10.0)), 5.0, 7.5), ROW)

        assert seen.source.pose_coverage == pytest.approx(0.75, abs=0.01)

    def test_little_coverage_is_warned_of(self) -> None:
        assert coached(unseen(filmed(ROW, Beat(10.0)), 3.0, 9.0), ROW).warnings
        assert not coached(recording(ROW), ROW).warnings

    def test_nobody_in_position_is_warned_of_with_what_to_do(self) -> None:
        (warning,) = coached(filmed(ROW, Beat(6.0, ready=0)), ROW).warnings

        assert MOVEMENTS[ROW].name in warning
        assert MOVEMENTS[ROW].camera in warning

    def test_an_interrupted_analysis_is_marked(self) -> None:
        track = recording(ROW)
        coach = Coach(find(ROW), track.frame_size_px)
        for time_s, pose in list(track)[:120]:
            coach.update(pose, time_s)

        partial = coach.finish(SOURCE, partial=True).to_dict()

        assert partial["partial"] is True
        assert partial["reps"] == 1

    def test_a_frame_or_none_is_enough(self) -> None:
        """Recordings too short to know anything end in an empty report, not in an error."""
        track = recording(ROW)
        for frames in (0, 1, 2, 5):
            coach = Coach(find(ROW), track.frame_size_px)
            for time_s, pose in list(track)[:frames]:
                coach.update(pose, time_s)
            assert coach.finish().to_dict()["reps"] == 0

    @pytest.mark.parametrize("hidden", [[Landmark.RIGHT_WRIST], [Landmark.RIGHT_HIP], list(Landmark)[:11]])
    def test_landmarks_that_are_not_a_number_are_survived(self, hidden: list[Landmark]) -> None:
        track = filmed(ROW, *rest(), *rep(ROW) * 2, *rest())
        landmarks_px, visibility = track.landmarks_px.copy(), track.visibility.copy()
        landmarks_px[40:60, hidden] = math.nan
        visibility[40:60, hidden] = 0.0

        found = coached(Track(track.time_s, landmarks_px, visibility, track.frame_size_px), ROW)

        assert found.reps in (1, 2)
        assert json.dumps(found.to_dict(), allow_nan=False)


def numbers(value: Any) -> list[float]:
    """Every number in a report except the trace, which is thinned but not judged."""
    if isinstance(value, dict):
        return [number for key, inner in value.items() if key != "trace" for number in numbers(inner)]
    if isinstance(value, list):
        return [number for inner in value for number in numbers(inner)]
    return [value] if isinstance(value, float) else []
