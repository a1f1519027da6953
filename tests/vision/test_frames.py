"""What a recording gives, and what is said when it gives nothing."""

from __future__ import annotations

import itertools
import os
import shutil
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vision.recordings import at_fps, number_of, numbered, quartered, quarters, record, record_sound
from vision.errors import VideoError
from vision.frames import VideoFile
from vision.pose import Frame
from vision.thinning import Thinning


def read(path: Path, max_fps: float | None = 30.0, **span: float) -> list[Frame]:
    with VideoFile(path, max_fps, **span) as video:
        return list(video)


def numbers(frames: list[Frame]) -> list[int]:
    return [number_of(frame.image_rgb) for frame in frames]


class TestTimes:
    def test_every_picture_comes_once_in_order_with_its_time(self, tmp_path: Path) -> None:
        frames = read(record(tmp_path / "a.mp4", at_fps(25, 60)))
        assert numbers(frames) == list(range(60))
        assert [f.index for f in frames] == list(range(60))
        assert [f.time_s for f in frames] == pytest.approx(at_fps(25, 60), abs=1e-4)

    def test_variable_frame_rate_keeps_its_own_times(self, tmp_path: Path) -> None:
        steps = [0.02, 0.05, 0.1, 0.033, 0.2] * 8
        times = [0.0, *itertools.accumulate(steps)]
        frames = read(record(tmp_path / "vfr.mp4", times), max_fps=None)
        assert [f.time_s for f in frames] == pytest.approx(times, abs=1e-4)
        assert numbers(frames) == list(range(len(times)))

    @pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv", "a.ts", "a.flv", "a.avi"])
    def test_time_counts_from_the_start_of_the_stream_in_any_container(
        self, tmp_path: Path, name: str
    ) -> None:
        codec = "mpeg4" if name.endswith("avi") else "libx264"
        frames = read(record(tmp_path / name, at_fps(25, 30), codec=codec, fps=25))
        assert numbers(frames) == list(range(30))
        assert [f.time_s for f in frames] == pytest.approx(at_fps(25, 30), abs=2e-3)

    def test_avi_with_reordered_pictures_loses_none(self, tmp_path: Path) -> None:
        frames = read(record(tmp_path / "a.avi", at_fps(25, 40), fps=25))
        assert numbers(frames) == list(range(40))

    def test_facts_are_known_before_reading(self, tmp_path: Path) -> None:
        with VideoFile(record(tmp_path / "a.mp4", at_fps(30000 / 1001, 60))) as video:
            assert video.size_px == video.source_size_px == (160, 96)
            assert video.fps == pytest.approx(29.97, abs=0.01)
            assert video.duration_s == pytest.approx(2.0, abs=0.05)
            assert video.last_time_s is None

    def test_the_last_time_is_known_after_reading(self, tmp_path: Path) -> None:
        with VideoFile(record(tmp_path / "a.mp4", at_fps(60, 60))) as video:
            assert sum(1 for _ in video) == 30
            assert video.last_time_s == pytest.approx(59 / 60, abs=1e-4)
            assert video.lost == []

    def test_iterating_again_starts_again(self, tmp_path: Path) -> None:
        with VideoFile(record(tmp_path / "a.mp4", at_fps(30, 40))) as video:
            list(itertools.islice(video, 7))
            assert numbers(list(video)) == list(range(40))

    def test_sound_beside_the_pictures_changes_nothing(self, tmp_path: Path) -> None:
        assert numbers(read(record(tmp_path / "a.mp4", at_fps(30, 20), sound=True))) == list(range(20))


class TestThinning:
    @pytest.mark.parametrize(
        ("fps", "every"),
        [(24, 1), (25, 1), (30000 / 1001, 1), (30, 1), (31, 1), (48, 2), (50, 2), (60000 / 1001, 2), (60, 2),
         (90, 3), (120, 4), (240, 8)],
    )  # fmt: skip
    def test_common_rates_give_every_nth_frame(self, tmp_path: Path, fps: float, every: int) -> None:
        frames = read(record(tmp_path / "a.mp4", at_fps(fps, 120)))
        assert [f.index for f in frames] == list(range(0, 120, every))
        assert numbers(frames) == list(range(0, 120, every))

    def test_no_limit_gives_all(self, tmp_path: Path) -> None:
        assert len(read(record(tmp_path / "a.mp4", at_fps(60, 60)), max_fps=None)) == 60

    def test_a_lower_limit_can_be_asked_for(self, tmp_path: Path) -> None:
        frames = read(record(tmp_path / "a.mp4", at_fps(30, 60)), max_fps=15)
        assert [f.index for f in frames] == list(range(0, 60, 2))

    def test_times_rounded_to_milliseconds_thin_evenly(self, tmp_path: Path) -> None:
        frames = read(record(tmp_path / "a.mkv", at_fps(60000 / 1001, 600), size_px=(64, 48)))
        assert [f.index for f in frames] == list(range(0, 600, 2))

    def test_a_rate_that_cannot_be_is_measured_instead(self, tmp_path: Path) -> None:
        # browsers record with a rate of 1000 declared
        with VideoFile(record(tmp_path / "a.mkv", at_fps(30, 90), fps=1000)) as video:
            assert video.fps == pytest.approx(30, abs=1.5)
            assert numbers(list(video)) == list(range(90))

    @given(
        fps=st.floats(34, 240),
        jitter=st.lists(st.floats(-0.2, 0.2), min_size=200, max_size=200),
        start=st.integers(0, 150),
    )
    @settings(max_examples=60, deadline=None)
    def test_what_is_kept_does_not_depend_on_where_reading_starts(
        self, fps: float, jitter: list[float], start: int
    ) -> None:
        times = [(i + j) / fps for i, j in enumerate(jitter)]
        whole = Thinning(fps, 30)
        kept = [t for t in times if whole.keeps(t)]
        late = whole.restarted()
        from_s = times[start] + 2 * late.step_s
        assert [t for t in times[start:] if late.keeps(t) and t >= from_s] == [t for t in kept if t >= from_s]

    @given(fps=st.floats(5, 300))
    def test_the_rate_stays_near_what_was_asked_for(self, fps: float) -> None:
        thinning = Thinning(fps, 30)
        kept = sum(thinning.keeps(t) for t in at_fps(fps, round(4 * fps)))
        assert min(fps, 20) - 1 <= kept / 4 <= 34


class TestUpright:
    @pytest.mark.parametrize(
        ("rotation_deg", "seen"),
        [
            (0, ["red", "green", "blue", "grey"]),
            (90, ["green", "grey", "red", "blue"]),  # a quarter turn to the left
            (180, ["grey", "blue", "green", "red"]),
            (270, ["blue", "red", "grey", "green"]),
            (-90, ["blue", "red", "grey", "green"]),  # a phone held upright
        ],
    )
    def test_rotation_in_the_file_is_honoured(
        self, tmp_path: Path, rotation_deg: int, seen: list[str]
    ) -> None:
        path = record(tmp_path / "a.mp4", at_fps(30, 3), picture=quartered, rotation_deg=rotation_deg)
        with VideoFile(path) as video:
            frame = next(iter(video))
            assert quarters(frame.image_rgb) == seen
            assert video.size_px == frame.size_px == ((160, 96) if rotation_deg in (0, 180) else (96, 160))
            assert frame.image_rgb.flags.c_contiguous

    @pytest.mark.parametrize("width", [160, 162, 166, 174])
    def test_rows_are_not_padded_whatever_the_width(self, tmp_path: Path, width: int) -> None:
        frame = read(record(tmp_path / "a.mp4", at_fps(30, 2), size_px=(width, 96), picture=quartered))[0]
        assert frame.image_rgb.shape == (96, width, 3)
        assert frame.image_rgb.dtype == np.uint8
        assert frame.image_rgb.flags.c_contiguous
        assert quarters(frame.image_rgb) == ["red", "green", "blue", "grey"]

    def test_pixels_are_made_square(self, tmp_path: Path) -> None:
        path = record(tmp_path / "a.mp4", at_fps(30, 2), size_px=(144, 108), pixel_aspect=Fraction(4, 3))
        assert read(path)[0].size_px == (192, 108)

    def test_nearly_square_pixels_are_left_alone(self, tmp_path: Path) -> None:
        path = record(tmp_path / "a.mp4", at_fps(30, 2), pixel_aspect=Fraction(640, 639))
        assert read(path)[0].size_px == (160, 96)

    @pytest.mark.slow
    def test_8k_is_scaled_down_while_decoding(self, tmp_path: Path) -> None:
        path = record(tmp_path / "8k.mp4", at_fps(30, 2), size_px=(7680, 4320), picture=quartered)
        with VideoFile(path) as video:
            frame = next(iter(video))
            assert video.size_px == frame.size_px == (1920, 1080)
            assert video.source_size_px == (7680, 4320)
            assert quarters(frame.image_rgb) == ["red", "green", "blue", "grey"]


class TestSpans:
    @pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts", "a.avi"])
    @pytest.mark.parametrize("fps", [25, 60])
    def test_spans_put_together_are_the_whole(self, tmp_path: Path, name: str, fps: int) -> None:
        path = record(tmp_path / name, at_fps(fps, 5 * fps), gop=20, fps=fps)
        whole = read(path)
        cuts = [0.0, 0.9, 1.71, 1.72, 3.3, 9.0]
        parts = [f for a, b in itertools.pairwise(cuts) for f in read(path, start_s=a, end_s=b)]
        assert [(f.time_s, f.index) for f in parts] == [(f.time_s, f.index) for f in whole]
        assert all(np.array_equal(a.image_rgb, b.image_rgb) for a, b in zip(parts, whole, strict=True))

    def test_a_span_of_variable_rate_thins_like_the_whole(self, tmp_path: Path) -> None:
        steps = np.random.default_rng(5).uniform(0.01, 0.03, 200)
        path = record(tmp_path / "vfr.mp4", [0.0, *np.cumsum(steps)])
        whole = [f.time_s for f in read(path)]
        for start_s in np.linspace(0.1, 3.5, 12):
            span = [f.time_s for f in read(path, start_s=float(start_s))]
            assert span == [t for t in whole if t >= start_s]

    def test_a_span_past_the_end_is_empty(self, tmp_path: Path) -> None:
        assert read(record(tmp_path / "a.mp4", at_fps(30, 30)), start_s=5.0) == []

    def test_frame_at_gives_the_frame_of_that_time(self, tmp_path: Path) -> None:
        with VideoFile(record(tmp_path / "a.mp4", at_fps(30, 90))) as video:
            for frame in video:
                if frame.index % 13 == 0:  # in the midst of an iteration
                    same = video.frame_at(frame.time_s)
                    assert (same.time_s, same.index) == (frame.time_s, frame.index)
                    assert np.array_equal(same.image_rgb, frame.image_rgb)
            assert frame.index == 89

    def test_frame_at_gives_the_nearest_frame_otherwise(self, tmp_path: Path) -> None:
        with VideoFile(record(tmp_path / "a.mp4", at_fps(30, 30))) as video:
            assert number_of(video.frame_at(0.51).image_rgb) == 15
            assert number_of(video.frame_at(-3).image_rgb) == 0
            assert number_of(video.frame_at(99).image_rgb) == 29


class TestDamage:
    @pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts"])
    def test_a_corrupt_middle_costs_the_middle_only(self, tmp_path: Path, name: str) -> None:
        path = record(tmp_path / name, at_fps(30, 300), gop=15, size_px=(320, 192), picture=_noisy)
        data = bytearray(path.read_bytes())
        start, end = int(len(data) * 0.45), int(len(data) * 0.55)
        data[start:end] = np.random.default_rng(1).bytes(end - start)
        path.write_bytes(data)
        with VideoFile(path) as video:
            times = [f.time_s for f in video]
        assert times == sorted(set(times))
        assert times[0] == 0.0
        assert times[-1] == pytest.approx(299 / 30, abs=0.01)
        assert 220 <= len(times) < 300
        assert video.lost
        assert all(3.5 < span.start_s < span.end_s < 7 for span in video.lost)
        lost_s = sum(span.end_s - span.start_s for span in video.lost)
        assert lost_s == pytest.approx((300 - len(times)) / 30, abs=0.15)

    def test_a_span_reports_only_its_own_losses(self, tmp_path: Path) -> None:
        path = record(tmp_path / "gap.mp4", [*at_fps(30, 30), *(4 + t for t in at_fps(30, 30))], fps=30)
        with VideoFile(path, start_s=2.0, end_s=3.0) as video:
            assert list(video) == []
            assert [(span.start_s, span.end_s) for span in video.lost] == [(2.0, 3.0)]

    def test_a_stretch_without_pictures_is_reported(self, tmp_path: Path) -> None:
        path = record(tmp_path / "gap.mp4", [*at_fps(30, 30), *(4 + t for t in at_fps(30, 30))], fps=30)
        with VideoFile(path) as video:
            assert len(list(video)) == 60
        (span,) = video.lost
        assert (span.start_s, span.end_s) == pytest.approx((1.0, 4.0), abs=0.05)

    def test_sound_that_goes_on_after_the_last_picture_is_no_loss(self, tmp_path: Path) -> None:
        with VideoFile(record(tmp_path / "a.mkv", at_fps(30, 60), sound=True, sound_s=3.2)) as video:
            assert len(list(video)) == 60
            assert video.lost == []

    @pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
    def test_a_truncated_file_gives_what_is_there(self, tmp_path: Path, name: str) -> None:
        path = record(tmp_path / name, at_fps(30, 300), gop=15, picture=_noisy, faststart=name == "a.mp4")
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])
        with VideoFile(path) as video:
            assert 100 < len(list(video)) < 200
        span = video.lost[-1]
        assert video.last_time_s is not None
        assert span.start_s == pytest.approx(video.last_time_s + 1 / 30, abs=0.05)
        assert span.end_s == pytest.approx(10.0, abs=0.1)


class TestBadInput:
    def test_missing_file(self, tmp_path: Path) -> None:
        _refuses(tmp_path / "no.mp4", "does not exist")

    def test_folder(self, tmp_path: Path) -> None:
        _refuses(tmp_path, "is a folder")

    def test_empty_file(self, tmp_path: Path) -> None:
        _refuses(_file(tmp_path / "a.mp4", b""), "is empty")

    def test_text_renamed(self, tmp_path: Path) -> None:
        _refuses(_file(tmp_path / "a.mp4", b"ten sets of rows\n" * 100), "is not a video")

    def test_noise(self, tmp_path: Path) -> None:
        _refuses(_file(tmp_path / "a.mp4", np.random.default_rng(2).bytes(50_000)), "is not a video")

    def test_cut_off_while_recording(self, tmp_path: Path) -> None:
        path = record(tmp_path / "a.mp4", at_fps(30, 60))  # the index stands at the end
        _refuses(_file(path, path.read_bytes()[:-2000]), "cut off while recording")

    def test_sound_only(self, tmp_path: Path) -> None:
        _refuses(record_sound(tmp_path / "a.mp4"), "only sound")

    def test_no_frames(self, tmp_path: Path) -> None:
        path = record(tmp_path / "a.mp4", at_fps(30, 5))
        data = bytearray(path.read_bytes())
        start, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
        data[start:end] = bytes(end - start)
        _refuses(_file(path, bytes(data)), "no pictures")

    def test_one_pixel(self, tmp_path: Path) -> None:
        path = record(tmp_path / "a.mkv", at_fps(30, 3), size_px=(1, 1), codec="ffv1", pix_fmt="yuv444p")
        _refuses(path, "1x1 pixels, too small to see a person")

    def test_a_photograph(self, tmp_path: Path) -> None:
        cv2.imwrite(str(tmp_path / "a.jpg"), numbered(1))
        _refuses(tmp_path / "a.jpg", "single picture")

    def test_a_playlist_is_not_followed(self, tmp_path: Path) -> None:
        record(tmp_path / "a.mp4", at_fps(30, 5))
        _refuses(_file(tmp_path / "list.mp4", b"ffconcat version 1.0\nfile 'a.mp4'\n"), "is not a video")

    @pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of POSIX")
    def test_no_permission(self, tmp_path: Path) -> None:
        path = record(tmp_path / "a.mp4", at_fps(30, 5))
        path.chmod(0)
        user = os.geteuid()
        if user == 0:  # root may read everything
            os.seteuid(65534)
        try:
            _refuses(path, "may not be read")
        finally:
            os.seteuid(user)

    def test_names_that_mean_something_to_ffmpeg_are_names(self, tmp_path: Path) -> None:
        plain = record(tmp_path / "a.mp4", at_fps(30, 5))
        odd = tmp_path / "set: 100% %03d rows.mp4"
        shutil.copy(plain, odd)
        assert len(read(odd)) == 5

    def test_nothing_is_printed(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        path = record(tmp_path / "a.mp4", at_fps(30, 60), picture=_noisy)
        capfd.readouterr()  # what the encoder said
        data = bytearray(path.read_bytes())
        data[len(data) // 3 : len(data) // 2] = bytes(len(data) // 2 - len(data) // 3)
        read(_file(path, bytes(data)))
        assert capfd.readouterr() == ("", "")


def _noisy(number: int, width: int, height: int) -> np.ndarray:
    """Pictures that cost many bytes each, so that damage hits picture data and not the index."""
    noise = np.random.default_rng(number).integers(0, 256, (height // 4, width // 4, 3), dtype=np.uint8)
    return noise.repeat(4, 0).repeat(4, 1)


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _refuses(path: Path, because: str) -> None:
    with pytest.raises(VideoError, match=because) as caught:
        VideoFile(path)
    text = str(caught.value)
    assert str(path) in text
    assert text.endswith(".") and "\n" not in text
