"""What is written plays elsewhere, keeps its times, and is there whole or not at all."""

from __future__ import annotations

import itertools
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vision.recordings import at_fps, number_of, numbered, quartered, quarters
from vision.errors import VideoError
from vision.frames import Frame, VideoFile
from vision.video_writer import VideoWriter, concatenate


def write(path: Path, times_s: list[float], first: int = 0, size_px: tuple[int, int] = (160, 96)) -> Path:
    with VideoWriter(path, size_px) as writer:
        for number, time_s in enumerate(times_s, first):
            writer.write(numbered(number, *size_px), time_s)
    return path


def read(path: Path) -> list[Frame]:
    with VideoFile(path, None) as video:
        return list(video)


def only_file(folder: Path) -> str:
    (path,) = folder.iterdir()
    return path.name


class TestWhatIsWritten:
    def test_it_is_h264_that_browsers_play(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.mp4", at_fps(30, 30))
        with av.open(str(path)) as container:
            (stream,) = container.streams
            assert "mp4" in container.format.name
            assert isinstance(stream, av.VideoStream)
            assert stream.codec.name == "h264"
            assert stream.codec_context.pix_fmt == "yuv420p"
            assert stream.codec_context.has_b_frames == 0
            assert stream.average_rate == 30

    def test_it_can_start_before_it_is_loaded_whole(self, tmp_path: Path) -> None:
        data = write(tmp_path / "a.mp4", at_fps(30, 30)).read_bytes()
        assert data.index(b"moov") < data.index(b"mdat")

    def test_pictures_come_back_in_order(self, tmp_path: Path) -> None:
        frames = read(write(tmp_path / "a.mp4", at_fps(30, 100)))
        assert [number_of(f.image_rgb) for f in frames] == list(range(100))

    @given(steps=st.lists(st.floats(0.001, 0.4), min_size=1, max_size=20))
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_irregular_times_are_kept(self, tmp_path: Path, steps: list[float]) -> None:
        times = [0.0, *itertools.accumulate(steps)]
        frames = read(write(tmp_path / "a.mp4", times))
        assert [f.time_s for f in frames] == pytest.approx(times, abs=1e-4)

    def test_colours_come_back(self, tmp_path: Path) -> None:
        with VideoWriter(tmp_path / "a.mp4", (160, 96)) as writer:
            writer.write(quartered(), 0.0)
        image = read(tmp_path / "a.mp4")[0].image_rgb
        assert quarters(image) == ["red", "green", "blue", "grey"]
        assert np.abs(image[10, 10].astype(int) - quartered()[10, 10]).max() <= 8

    @pytest.mark.parametrize(
        ("given_px", "written_px"),
        [
            ((160, 96), (160, 96)),
            ((161, 97), (160, 96)),  # yuv420p needs even sides
            ((1920, 1080), (1280, 720)),  # no phone shows more
            ((1080, 1920), (720, 1280)),
            ((1279, 853), (1278, 852)),
        ],
    )
    def test_sizes(self, tmp_path: Path, given_px: tuple[int, int], written_px: tuple[int, int]) -> None:
        with VideoWriter(tmp_path / "a.mp4", given_px) as writer:
            assert writer.written_size_px == written_px
            writer.write(quartered(0, *given_px), 0.0)
        frame = read(tmp_path / "a.mp4")[0]
        assert frame.size_px == written_px
        assert quarters(frame.image_rgb) == ["red", "green", "blue", "grey"]

    def test_pictures_that_are_views_of_others_are_fine(self, tmp_path: Path) -> None:
        mirrored = quartered()[:, ::-1]
        with VideoWriter(tmp_path / "a.mp4", (160, 96)) as writer:
            writer.write(mirrored, 0.0)
        assert quarters(read(tmp_path / "a.mp4")[0].image_rgb) == ["green", "red", "grey", "blue"]

    def test_wrong_size_and_time_going_back_are_mistakes_of_the_caller(self, tmp_path: Path) -> None:
        with VideoWriter(tmp_path / "a.mp4", (160, 96)) as writer:
            writer.write(numbered(0), 1.0)
            with pytest.raises(ValueError, match="does not come after"):
                writer.write(numbered(1), 1.0)
            with pytest.raises(ValueError, match="picture is 32x32"):
                writer.write(numbered(1, 32, 32), 2.0)
            writer.write(numbered(1), 2.0)
        assert [number_of(f.image_rgb) for f in read(tmp_path / "a.mp4")] == [0, 1]


class TestWholeOrNotAtAll:
    def test_the_name_is_given_at_the_end(self, tmp_path: Path) -> None:
        path = tmp_path / "a.mp4"
        with VideoWriter(path, (160, 96)) as writer:
            writer.write(numbered(0), 0.0)
            assert not path.exists()
        assert only_file(tmp_path) == "a.mp4"

    @pytest.mark.parametrize("interruption", [KeyboardInterrupt, RuntimeError])
    def test_what_was_written_before_an_interruption_plays(
        self, tmp_path: Path, interruption: type[BaseException]
    ) -> None:
        with pytest.raises(interruption), VideoWriter(tmp_path / "a.mp4", (160, 96)) as writer:
            for number in range(40):
                writer.write(numbered(number), number / 30)
            raise interruption
        assert [number_of(f.image_rgb) for f in read(tmp_path / "a.mp4")] == list(range(40))
        assert only_file(tmp_path) == "a.mp4"

    def test_without_a_picture_there_is_no_file(self, tmp_path: Path) -> None:
        with VideoWriter(tmp_path / "a.mp4", (160, 96)):
            pass
        assert list(tmp_path.iterdir()) == []

    def test_closing_twice_is_harmless(self, tmp_path: Path) -> None:
        writer = VideoWriter(tmp_path / "a.mp4", (160, 96))
        writer.write(numbered(3), 0.0)
        writer.close()
        writer.close()
        assert number_of(read(tmp_path / "a.mp4")[0].image_rgb) == 3

    @pytest.mark.parametrize("pictures", [3, 400])  # full at the end, or on the way
    def test_a_full_disk_is_said_and_leaves_the_older_file(self, tmp_path: Path, pictures: int) -> None:
        path = write(tmp_path / "a.mp4", at_fps(30, 10))
        with small_files_only(10_000), pytest.raises(VideoError, match="disk is full"):
            with VideoWriter(path, (160, 96)) as writer:
                for number in range(pictures):
                    noise = np.random.default_rng(number).integers(0, 256, (96, 160, 3), dtype=np.uint8)
                    writer.write(noise, number / 30)
        assert only_file(tmp_path) == "a.mp4"
        assert len(read(path)) == 10

    def test_a_missing_folder(self, tmp_path: Path) -> None:
        with pytest.raises(VideoError, match="folder does not exist"):
            VideoWriter(tmp_path / "no" / "a.mp4", (160, 96))

    def test_a_folder_in_the_way(self, tmp_path: Path) -> None:
        with pytest.raises(VideoError, match="is a folder"):
            VideoWriter(tmp_path, (160, 96))

    def test_names_that_mean_something_to_ffmpeg_are_names(self, tmp_path: Path) -> None:
        path = write(tmp_path / "set: 100% %03d rows.mp4", at_fps(30, 5))
        assert len(read(path)) == 5

    def test_nothing_is_printed(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        write(tmp_path / "a.mp4", at_fps(30, 10))
        assert capfd.readouterr() == ("", "")


class TestJoining:
    def test_parts_joined_are_the_whole(self, tmp_path: Path) -> None:
        times = [0.0, *np.cumsum(np.random.default_rng(4).uniform(0.02, 0.06, 149)).tolist()]
        whole = read(write(tmp_path / "whole.mp4", times))
        parts = [write(tmp_path / f"{a}.mp4", times[a:b], a) for a, b in ((0, 40), (40, 41), (41, 150))]
        concatenate(parts, tmp_path / "joined.mp4")
        joined = read(tmp_path / "joined.mp4")
        assert [number_of(f.image_rgb) for f in joined] == list(range(150))
        assert [f.time_s for f in joined] == pytest.approx([f.time_s for f in whole], abs=1e-4)
        assert all(part.exists() for part in parts)

    def test_a_pause_between_parts_is_kept(self, tmp_path: Path) -> None:
        parts = [write(tmp_path / "1.mp4", [0.0, 0.1]), write(tmp_path / "2.mp4", [5.0, 5.1])]
        concatenate(parts, tmp_path / "joined.mp4")
        assert [f.time_s for f in read(tmp_path / "joined.mp4")] == pytest.approx([0, 0.1, 5, 5.1], abs=1e-4)

    @pytest.mark.parametrize(
        ("second", "because"),
        [
            ({"times_s": [0.1, 0.2]}, "join parts in order"),
            ({"times_s": [1.0, 1.1], "size_px": (96, 160)}, "is 96x160 and the part before it 160x96"),
        ],
    )
    def test_parts_that_do_not_fit_are_refused(
        self, tmp_path: Path, second: dict[str, object], because: str
    ) -> None:
        parts = [write(tmp_path / "1.mp4", [0.0, 0.3]), write(tmp_path / "2.mp4", **second)]  # type: ignore[arg-type]
        with pytest.raises(VideoError, match=because):
            concatenate(parts, tmp_path / "joined.mp4")
        assert sorted(p.name for p in tmp_path.iterdir()) == ["1.mp4", "2.mp4"]

    def test_a_broken_part_is_named(self, tmp_path: Path) -> None:
        part = tmp_path / "1.mp4"
        part.write_text("no video")
        with pytest.raises(VideoError, match=r"1\.mp4 cannot be read as a part"):
            concatenate([part], tmp_path / "joined.mp4")


class small_files_only:  # noqa: N801 - reads as a phrase
    """Lets no file of this process grow beyond so many bytes, as a full disk would."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __enter__(self) -> None:
        resource = pytest.importorskip("resource")
        import signal

        self.handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        self.before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.limit, self.before[1]))

    def __exit__(self, *error: object) -> None:
        import resource
        import signal

        resource.setrlimit(resource.RLIMIT_FSIZE, self.before)
        signal.signal(signal.SIGXFSZ, self.handler)
