"""From a recording or its track to results: whole, in parts, interrupted, and told of."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from analysis import outputs
from analysis.analyze import Job, analyze
from analysis.annotate import Behind, OverlayLog, read_overlays
from analysis.outputs import OutputError, SetContent, Subject
from analysis.parts import WARM_UP_S, Reading, split
from analysis.recording import reading_warnings
from analysis.workers import start_workers
from exercises.report import ReportError, SetReport
from reports.key_moments import key_moments
from tests.figures import a_set, performed
from tests.reports import sample_report
from tests.schema import report_in
from tests.ui.conftest import MOVEMENT
from vision.draw import Overlay
from vision.frames import LostSpan
from vision.track import Track


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three deadlifts."""
    path = tmp_path_factory.mktemp("tracks") / "three.npz"
    performed("deadlift", tuple(a_set("deadlift", 3))).save(path)
    return path


# --- what comes out ---------------------------------------------------------------------------------------


def test_a_saved_track_gives_the_same_result_as_the_video(set_clip, tmp_path):
    kept = tmp_path / "set.npz"
    seen = analyze(Job(MOVEMENT, tmp_path / "video", set_clip, save_track=kept, model="lite"))
    replayed = analyze(Job(MOVEMENT, tmp_path / "track", track=kept))
    both = analyze(Job(MOVEMENT, tmp_path / "both", set_clip, track=kept))
    assert replayed.report == seen.report
    assert both.report == seen.report
    assert not (tmp_path / "track/annotated.mp4").exists()
    assert _pictures(tmp_path / "both/annotated.mp4") == _pictures(tmp_path / "video/annotated.mp4")
    assert (tmp_path / "both/report.html").read_text() == (tmp_path / "video/report.html").read_text()


@pytest.mark.slow
def test_two_jobs_find_what_one_job_finds(long_clip, tmp_path):
    results, tracks = [], []
    for jobs in (1, 2):
        kept = tmp_path / f"{jobs}.npz"
        job = Job(MOVEMENT, tmp_path / str(jobs), long_clip, model="lite", save_track=kept)
        with start_workers(jobs) as workers:
            results.append(analyze(job, workers=workers))
        tracks.append(Track.load(kept))
    one, two = results
    assert one.report.reps > 5
    assert two.problems == []
    assert (tracks[0].time_s == tracks[1].time_s).all()
    apart_px = np.linalg.norm(tracks[0].landmarks_px - tracks[1].landmarks_px, axis=-1)
    assert np.nanpercentile(apart_px, 99) < 0.02 * min(tracks[0].frame_size_px)
    for key in ("attempts", "reps", "clean_reps", "view", "source", "partial"):
        assert getattr(two.report, key) == getattr(one.report, key), key
    assert _times_s(tmp_path / "2/annotated.mp4") == _times_s(tmp_path / "1/annotated.mp4")


def test_the_annotated_video_shows_every_frame_in_a_codec_that_browsers_play(short_clip, tmp_path):
    result = analyze(Job(MOVEMENT, tmp_path, short_clip, model="lite"))
    with av.open(str(tmp_path / "annotated.mp4")) as container:
        assert container.streams.video[0].codec_context.name == "h264"
        assert container.streams.video[0].codec_context.pix_fmt == "yuv420p"
    assert len(_times_s(tmp_path / "annotated.mp4")) == result.report.source.frames


def test_report_json_is_what_analyze_returns(track, tmp_path):
    result = analyze(Job("deadlift", tmp_path, track=track))
    assert outputs.read_report(tmp_path / "report.json") == result.report
    assert report_in(tmp_path / "report.json") == result.report.to_dict()
    assert [path.name for path in result.files] == ["report.json", "reps.csv", "report.html"]


def test_what_a_recording_lost_is_told_when_its_track_is_replayed(track, tmp_path):
    damaged = Track.load(track)
    damaged.source = {"file": "set.mp4", "lost": [[1.0, 1.5, "the data is damaged"]], "other_person_s": 2.0}
    damaged.save(tmp_path / "set.npz")
    report = analyze(Job("deadlift", tmp_path / "out", track=tmp_path / "set.npz")).report
    assert report.source.file == "set.mp4"
    assert "Nothing could be seen from 1.0 to 1.5 s: the data is damaged." in report.warnings
    assert any("Somebody else was in the picture for 2.0 s" in warning for warning in report.warnings)


def test_threads_take_turns_sooner_during_an_analysis_only(track, tmp_path):
    usual_s, meanwhile_s = sys.getswitchinterval(), set()

    def stopped():
        meanwhile_s.add(sys.getswitchinterval())
        return False

    analyze(Job("deadlift", tmp_path, track=track), stopped=stopped)
    assert max(meanwhile_s) < usual_s == sys.getswitchinterval()


def test_an_analysis_leaves_the_variables_of_its_process_as_they_were(short_clip, tmp_path, monkeypatch):
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    before = dict(os.environ)
    analyze(Job(MOVEMENT, tmp_path, short_clip, model="lite"))
    assert dict(os.environ) == before


# --- interrupted ------------------------------------------------------------------------------------------


def test_an_interruption_makes_the_report_partial(track, tmp_path):
    asked = iter([False] * 100)
    result = analyze(Job("deadlift", tmp_path, track=track), stopped=lambda: next(asked, True))
    assert result.report.partial is True
    assert result.report.source.frames == 100
    assert report_in(tmp_path / "report.json")["partial"] is True


def test_the_video_of_an_interrupted_analysis_goes_as_far_as_the_report(short_clip, tmp_path):
    asked = iter([False] * 20)
    job = Job(MOVEMENT, tmp_path, short_clip, model="lite")
    result = analyze(job, stopped=lambda: next(asked, True))
    assert result.report.source.frames == 20
    assert len(_times_s(tmp_path / "annotated.mp4")) == 20


def test_progress_rises_to_the_end(track, tmp_path):
    class Watched:
        def __init__(self):
            self.begun, self.reached = [], []

        def begin(self, what, total_s):
            self.begun.append((what, total_s))

        def reach(self, done_s):
            self.reached.append(done_s)

    watched = Watched()
    analyze(Job("deadlift", tmp_path, track=track), watched)
    assert watched.reached == sorted(watched.reached)
    assert watched.reached[-1] == watched.begun[0][1]


# --- parts ------------------------------------------------------------------------------------------------


def test_parts_cover_a_recording_without_a_gap():
    parts = split(90.0, 3)
    assert [part.start_s for part in parts] == [0.0, *(part.end_s for part in parts[:-1])]
    assert parts[-1].end_s is None


def test_later_parts_take_longer_since_they_are_coached_while_the_last_is_still_read():
    first, second, third = split(90.0, 3)
    read_s = [
        first.end_s,
        second.end_s - second.start_s + WARM_UP_S,
        90.0 - third.start_s + WARM_UP_S,
    ]
    assert read_s == sorted(read_s)
    assert read_s == pytest.approx([30.0] * 3, rel=0.05)


@pytest.mark.parametrize(("duration_s", "count", "parts"), [(20.0, 8, 2), (7.0, 4, 1), (None, 4, 1)])
def test_what_is_short_or_of_unknown_length_is_split_less(duration_s, count, parts):
    assert len(split(duration_s, count)) == parts


def test_a_gap_that_parts_share_is_told_once():
    from analysis.parts import _whole

    first = Reading([LostSpan(8.0, 10.0, "damaged")], 0.5)
    second = Reading([LostSpan(9.0, 12.0, "damaged")], 1.0)
    assert _whole([first, second]) == Reading([LostSpan(8.0, 12.0, "damaged")], 1.5, complete=True)
    assert not _whole([first, None]).complete


# --- drawing behind ---------------------------------------------------------------------------------------


def test_work_behind_is_done_in_order():
    done: list[int] = []
    behind = Behind(done.append)
    for number in range(100):
        behind.put(number)
    behind.finish()
    assert done == list(range(100))


def test_an_error_behind_is_raised_in_front():
    behind = Behind(lambda number: 1 / number, depth=2)
    with pytest.raises(ZeroDivisionError):
        for number in (2, 1, 0, 1, 2, 3, 4, 5):
            behind.put(number)
        behind.finish()
    behind.close()


def test_an_overlay_is_found_by_its_time(tmp_path):
    log = OverlayLog(tmp_path / "overlays")
    for number in range(10):
        log.append(Overlay(headline=str(number)), number / 10)
    assert log.at(0.44).headline == "4"
    assert log.at(99.0).headline == "9"
    later = [overlay.headline for _, overlay in read_overlays(log.path, log.start_of(0.7))]
    assert later == ["7", "8", "9"]
    assert list(read_overlays(log.path, log.start_of(5.0))) == []


# --- folders ----------------------------------------------------------------------------------------------


def test_a_folder_is_used_again_for_the_same_recording_and_movement_only(tmp_path):
    subject = Subject("set.mp4", "deadlift")
    held = tmp_path / "set"
    held.mkdir()
    outputs.write_json(held / "report.json", {"source": {"file": "set.mp4"}, "movement": "deadlift"})
    assert outputs.default_folder("set", subject, root=tmp_path) == held
    assert outputs.default_folder("set", Subject("set.mov", "deadlift"), root=tmp_path).name == "set-2"
    assert outputs.default_folder("set", subject, {held}, tmp_path).name == "set-2"


def test_a_folder_with_unrelated_files_is_used_but_not_where_names_clash(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    outputs.prepare_folder(tmp_path, Subject("set.mp4", "deadlift"))
    (tmp_path / "annotated.mp4").write_text("mine")
    with pytest.raises(OutputError, match=r"holds a file annotated\.mp4 and no report\.json"):
        outputs.prepare_folder(tmp_path, Subject("set.mp4", "deadlift"))


def test_a_file_that_fails_half_way_leaves_the_older_one(tmp_path):
    path = tmp_path / "report.json"
    path.write_text("old")
    with pytest.raises(OutputError, match="disk is full"), outputs.whole_file(path) as partial:
        partial.write_text("half")
        raise OSError(28, "No space left on device")
    assert os.listdir(tmp_path) == ["report.json"]
    assert path.read_text() == "old"


# --- the list of what is written ---------------------------------------------------------------------------


def _jpegs(report: SetReport) -> dict[str, bytes]:
    return {moment.key: moment.key.encode() for moment in key_moments(report)}


def test_every_output_is_written_once_and_under_its_name(tmp_path):
    report = sample_report.deadlift()
    content = SetContent(
        report,
        lambda: _jpegs(report),
        save_track=lambda path: path.write_bytes(b"poses"),
        write_video=lambda path: path.write_bytes(b"video"),
    )
    files, problems = outputs.write_set(tmp_path, content)
    assert problems == []
    assert [path.name for path in files] == [output.name for output in outputs.OUTPUTS]
    assert sorted(os.listdir(tmp_path)) == sorted(path.name for path in files)


def test_a_file_that_cannot_be_written_leaves_the_others_alone(tmp_path):
    (tmp_path / "reps.csv").mkdir()
    (tmp_path / "pictures").write_text("mine")
    report = sample_report.deadlift()
    files, problems = outputs.write_set(tmp_path, SetContent(report, lambda: _jpegs(report)))
    assert [path.name for path in files] == ["report.json", "report.html"]
    assert [type(problem) for problem in problems] == [OutputError, OutputError]
    assert (tmp_path / "pictures").read_text() == "mine"


def test_key_pictures_are_files_with_names_that_every_file_system_takes(tmp_path):
    report = sample_report.deadlift()
    outputs.write_set(tmp_path, SetContent(report, lambda: _jpegs(report)))
    assert {path.name: path.read_bytes() for path in (tmp_path / "pictures").iterdir()} == {
        "fault-flat_back-4.jpg": b"fault:flat_back:4",
        "good-flat_back-1.jpg": b"good:flat_back:1",
        "fault-hips_first-4.jpg": b"fault:hips_first:4",
        "good-hips_first-1.jpg": b"good:hips_first:1",
    }


def test_pictures_of_an_earlier_result_go_and_other_files_stay(tmp_path):
    earlier, later = sample_report.deadlift(), sample_report.plank()
    outputs.write_set(tmp_path, SetContent(earlier, lambda: _jpegs(earlier)))
    for name in ("me.jpg", "fault.jpg", "fault-flat_back-4.png", "notes.txt"):
        (tmp_path / "pictures" / name).write_text("mine")
    (tmp_path / "pictures" / "good-day-1.jpg").mkdir()
    outputs.write_set(tmp_path, SetContent(later, lambda: _jpegs(later)))
    assert sorted(os.listdir(tmp_path / "pictures")) == [
        "fault-flat_back-4.png",
        "fault-hips_sagging-hold.jpg",
        "fault.jpg",
        "good-day-1.jpg",
        "good-hips_sagging-hold.jpg",
        "me.jpg",
        "notes.txt",
    ]


def test_a_result_without_a_fault_leaves_no_folder_of_pictures_behind(tmp_path):
    report = sample_report.deadlift()
    outputs.write_set(tmp_path, SetContent(report, lambda: _jpegs(report)))
    outputs.write_set(tmp_path, SetContent(sample_report.nothing()))
    assert not (tmp_path / "pictures").exists()


def test_no_pictures_mean_no_folder_of_pictures(tmp_path):
    assert [path.name for path in outputs.write_set(tmp_path, SetContent(sample_report.nothing()))[0]] == [
        "report.json",
        "reps.csv",
        "report.html",
    ]
    assert not (tmp_path / "pictures").exists()


def test_a_folder_of_somebody_elses_pictures_does_not_make_a_folder_theirs(tmp_path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "holiday.jpg").write_text("mine")
    outputs.prepare_folder(tmp_path, Subject("set.mp4", "deadlift"))
    (tmp_path / "pictures" / "fault-flat_back-4.jpg").write_text("whose?")
    with pytest.raises(
        OutputError, match=r"holds a file pictures/fault-flat_back-4\.jpg and no report\.json"
    ):
        outputs.prepare_folder(tmp_path, Subject("set.mp4", "deadlift"))


def test_a_report_that_cannot_be_read_is_one_sentence(tmp_path):
    (tmp_path / "report.json").write_text("no JSON")
    with pytest.raises(ReportError, match=r"report\.json cannot be read as a report"):
        outputs.read_report(tmp_path / "report.json")


def _times_s(video: Path) -> list[float]:
    with av.open(str(video)) as container:
        return [round(frame.time, 4) for frame in container.decode(video=0)]


def _pictures(video: Path) -> list[int]:
    with av.open(str(video)) as container:
        return [hash(frame.to_ndarray().tobytes()) for frame in container.decode(video=0)]


def test_a_recording_made_in_the_dark_says_so() -> None:
    dark = Reading(dark_s=12.3)

    assert [w.split(",")[0] for w in reading_warnings(dark)] == ["It was dark for 12 s"]
    assert reading_warnings(Reading(dark_s=0.4)) == []


def test_a_video_of_an_earlier_judgement_does_not_stay_beside_a_new_report(track, tmp_path):
    analyze(Job("deadlift", tmp_path, track=track))
    (tmp_path / "annotated.mp4").write_bytes(b"of an earlier analysis")

    analyze(Job("deadlift", tmp_path, track=track))

    assert not (tmp_path / "annotated.mp4").exists()


def test_a_report_with_a_number_that_is_none_is_no_report(track, tmp_path):
    analyze(Job("deadlift", tmp_path, track=track))
    path = tmp_path / "report.json"
    path.write_text(path.read_text().replace('"duration_s": ', '"duration_s": NaN, "was": ', 1))

    with pytest.raises(ReportError, match="NaN is no number of JSON"):
        outputs.read_report(path)
