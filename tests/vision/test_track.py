"""A track is what a recording's poses were, to the last bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from vision.errors import TrackError
from vision.pose import Pose
from vision.track import Track, TrackBuilder

float32 = st.floats(-4000, 4000, width=32)


@st.composite
def poses(draw: st.DrawFn) -> Pose | None:
    if not draw(st.booleans()):
        return None
    outline = draw(arrays.arrays(np.float32, (2, 41), elements=float32)) if draw(st.booleans()) else None
    landmarks = draw(arrays.arrays(np.float32, (33, 2), elements=float32))
    visibility = draw(arrays.arrays(np.float32, 33, elements=st.floats(0, 1, width=32)))
    return Pose(landmarks, visibility, outline)


def same(a: Pose | None, b: Pose | None) -> bool:
    if a is None or b is None:
        return a is b
    outlines = (a.outline is None and b.outline is None) or (
        a.outline is not None and b.outline is not None and np.array_equal(a.outline, b.outline)
    )
    return (
        outlines
        and np.array_equal(a.landmarks_px, b.landmarks_px)
        and np.array_equal(a.visibility, b.visibility)
    )


def track(count: int = 5, **changes: Any) -> Track:
    fields: dict[str, Any] = {
        "time_s": np.arange(count) / 30,
        "landmarks_px": np.ones((count, 33, 2), np.float32),
        "visibility": np.ones((count, 33), np.float32),
        "frame_size_px": (640, 360),
    }
    return Track(**(fields | changes))


def saved_arrays(path: Path, **changes: Any) -> Path:
    """A track file with some arrays changed, or left out where None."""
    fields = {
        "time_s": np.arange(5) / 30,
        "landmarks_px": np.ones((5, 33, 2), np.float32),
        "visibility": np.ones((5, 33), np.float32),
        "frame_size_px": np.array([640, 360]),
    }
    np.savez(path, **{name: value for name, value in (fields | changes).items() if value is not None})
    return path


class TestRoundTrip:
    @given(
        frames=st.lists(st.tuples(st.floats(1e-3, 10), poses()), max_size=6),
        size_px=st.tuples(st.integers(1, 8000), st.integers(1, 8000)),
        with_outline=st.booleans(),
    )
    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    def test_what_was_added_comes_back_exactly(
        self,
        tmp_path: Path,
        frames: list[tuple[float, Pose | None]],
        size_px: tuple[int, int],
        with_outline: bool,
    ) -> None:
        times = np.cumsum([step for step, _ in frames]).tolist()
        builder = TrackBuilder(size_px, with_outline)
        for time_s, (_, pose) in zip(times, frames, strict=True):
            builder.append(time_s, pose)
        assert len(builder) == len(frames)
        builder.build().save(tmp_path / "a.npz")
        loaded = Track.load(tmp_path / "a.npz")
        assert [time_s for time_s, _ in loaded] == times
        assert all(same(got, want) for (_, got), (_, want) in zip(loaded, frames, strict=True))
        assert loaded.frame_size_px == size_px
        assert len(loaded) == len(frames)

    def test_the_source_comes_back(self, tmp_path: Path) -> None:
        source = {"file": "sät.mp4", "fps": 29.97, "frames": 298, "lost": [[1.0, 2.5, "damaged"]]}
        track(source=source).save(tmp_path / "a.npz")
        assert Track.load(tmp_path / "a.npz").source == source

    def test_arrays_are_as_documented(self, tmp_path: Path) -> None:
        track(outline=np.zeros((5, 2, 41), np.float32)).save(tmp_path / "a.npz")
        with np.load(tmp_path / "a.npz") as saved:
            assert {name: (saved[name].shape, saved[name].dtype.name) for name in saved.files} == {
                "time_s": ((5,), "float64"),
                "landmarks_px": ((5, 33, 2), "float32"),
                "visibility": ((5, 33), "float32"),
                "frame_size_px": ((2,), "int64"),
                "outline": ((5, 2, 41), "float32"),
            }

    def test_the_name_is_taken_as_it_is(self, tmp_path: Path) -> None:
        track().save(tmp_path / "set.track")
        assert [p.name for p in tmp_path.iterdir()] == ["set.track"]
        assert len(Track.load(tmp_path / "set.track")) == 5


class TestReading:
    def test_nobody_in_a_frame_is_none(self) -> None:
        landmarks = np.ones((5, 33, 2), np.float32)
        landmarks[2] = np.nan
        nobody = [pose is None for _, pose in track(landmarks_px=landmarks)]
        assert nobody == [False, False, True, False, False]

    def test_a_track_without_outline_has_none_in_its_poses(self, tmp_path: Path) -> None:
        pose = Track.load(saved_arrays(tmp_path / "a.npz")).pose(0)
        assert pose is not None and pose.outline is None

    @pytest.mark.parametrize("other", [np.zeros((5, 2)), np.array([None, {}], dtype=object)])
    def test_unknown_names_are_ignored(self, tmp_path: Path, other: np.ndarray) -> None:
        assert len(Track.load(saved_arrays(tmp_path / "a.npz", barbell_px=other))) == 5

    def test_other_number_types_are_converted(self, tmp_path: Path) -> None:
        path = saved_arrays(tmp_path / "a.npz", landmarks_px=np.ones((5, 33, 2), np.float64))
        assert Track.load(path).landmarks_px.dtype == np.float32

    def test_an_empty_track_is_a_track(self, tmp_path: Path) -> None:
        TrackBuilder((640, 360)).build().save(tmp_path / "a.npz")
        assert list(Track.load(tmp_path / "a.npz")) == []


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "because"),
        [
            ({"time_s": None}, "lacks time_s"),
            ({"visibility": None, "frame_size_px": None}, "lacks visibility, frame_size_px"),
            ({"landmarks_px": np.ones((5, 17, 2))}, r"has shape \(5, 17, 2\), needs \(5, 33, 2\)"),
            ({"landmarks_px": np.ones((4, 33, 2))}, r"landmarks_px has shape \(4, 33, 2\)"),
            ({"visibility": np.ones((5, 33, 1))}, r"visibility has shape \(5, 33, 1\), needs \(5, 33\)"),
            ({"outline": np.ones((5, 2, 40))}, r"outline has shape \(5, 2, 40\)"),
            ({"time_s": np.zeros((5, 1))}, r"time_s has shape \(5, 1\), needs \(T\)"),
            ({"time_s": np.array([0, 0.1, 0.1, 0.2, 0.3])}, "does not rise from frame 1"),
            ({"time_s": np.array([0, 0.1, np.nan, 0.2, 0.3])}, "no times"),
            ({"time_s": np.array(["a", "b", "c", "d", "e"])}, "does not hold numbers"),
            ({"frame_size_px": np.array([640])}, r"frame_size_px has shape \(1,\)"),
            ({"frame_size_px": np.array([0, 360])}, "frame_size_px is"),
            ({"source": np.array("{")}, "damaged 'source'"),
        ],
    )
    def test_a_file_that_does_not_fit_says_why(
        self, tmp_path: Path, changes: dict[str, Any], because: str
    ) -> None:
        path = saved_arrays(tmp_path / "a.npz", **changes)
        with pytest.raises(TrackError, match=because) as caught:
            Track.load(path)
        assert str(path) in str(caught.value)

    @pytest.mark.parametrize("content", [b"", b"text\n", b"PK\x03\x04 cut off", b"\x93NUMPY\x01\x00"])
    def test_other_files_are_no_tracks(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "a.npz"
        path.write_bytes(content)
        with pytest.raises(TrackError, match="is not a saved track"):
            Track.load(path)

    def test_a_single_array_is_no_track(self, tmp_path: Path) -> None:
        np.save(tmp_path / "a.npy", np.zeros(3))
        with pytest.raises(TrackError, match="is not a saved track"):
            Track.load(tmp_path / "a.npy")

    @given(data=st.data())
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_a_damaged_file_is_refused_in_words(self, tmp_path: Path, data: st.DataObject) -> None:
        path = tmp_path / "a.npz"
        track().save(path)
        content = path.read_bytes()
        start = data.draw(st.integers(0, len(content) - 1))
        junk = data.draw(st.binary(min_size=1, max_size=40))
        path.write_bytes(content[:start] + junk + content[start + len(junk) :])
        try:
            assert len(Track.load(path)) == 5  # the damage hit nothing that is read
        except TrackError as error:
            assert str(path) in str(error)

    def test_code_inside_a_file_is_not_run(self, tmp_path: Path) -> None:
        path = saved_arrays(tmp_path / "a.npz", visibility=np.array([{"a": 1}] * 5, dtype=object))
        with pytest.raises(TrackError, match="is not a saved track"):
            Track.load(path)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(TrackError, match="does not exist"):
            Track.load(tmp_path / "a.npz")

    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        with pytest.raises(TrackError, match="cannot be written"):
            track().save(tmp_path / "no" / "a.npz")

    def test_building_with_times_that_do_not_rise(self) -> None:
        builder = TrackBuilder((640, 360))
        builder.append(1.0, None)
        builder.append(1.0, None)
        with pytest.raises(TrackError, match="does not rise"):
            builder.build()
