"""The poses of a recording, saved and read again exactly as they were."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from vision.errors import TrackError
from vision.layouts import Layout, landmarks_from
from vision.pose import LANDMARK_COUNT, OUTLINE_STATIONS, Pose

_REQUIRED: Final = ("time_s", "landmarks_px", "visibility", "frame_size_px")
_OPTIONAL: Final = ("outline", "source")


@dataclass(eq=False)
class Track:
    """The poses of one person in the T frames of a recording.

    `time_s` is (T,) float64, strictly rising; `landmarks_px` (T, 33, 2) float32, NaN in frames without a
    person; `visibility` (T, 33) float32 in 0..1; `frame_size_px` width and height. `outline` is (T, 2, 41)
    float32, NaN in frames where it was not measured, or None when it never was. `source` says where the poses
    came from (file, duration_s, fps, frames, lost, ...) in what JSON can hold, or is None.

    Raises TrackError when shapes do not fit together or times do not rise.
    """

    time_s: NDArray[np.float64]
    landmarks_px: NDArray[np.float32]
    visibility: NDArray[np.float32]
    frame_size_px: tuple[int, int]
    outline: NDArray[np.float32] | None = None
    source: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        self.time_s = _array("time_s", self.time_s, np.float64, (None,))
        count = len(self.time_s)
        self.landmarks_px = _array("landmarks_px", self.landmarks_px, np.float32, (count, LANDMARK_COUNT, 2))
        self.visibility = _array("visibility", self.visibility, np.float32, (count, LANDMARK_COUNT))
        if self.outline is not None:
            self.outline = _array("outline", self.outline, np.float32, (count, 2, OUTLINE_STATIONS))
        self.frame_size_px = _frame_size(self.frame_size_px)
        _check_rising(self.time_s)

    @classmethod
    def from_keypoints(
        cls, xy: Any, confidence: Any, time_s: Any, size_px: tuple[int, int], layout: Layout = "coco17"
    ) -> Track:
        """The track of one person whose keypoints another pose program found in T frames.

        `xy` is (T, K, 2), x to the right and y down in pixels of the upright, unmirrored frame; `confidence`
        (T, K) in 0..1, of which a little more than 1 is taken as 1; `time_s` (T,) seconds of media time,
        strictly rising; `size_px` width and height of the frame. `layout` says which keypoint is which:
        "coco17", "halpe26" or "blazepose33".

        A keypoint that was not found (not-a-number, confidence 0, or at exactly 0, 0) is not there, and
        neither are landmarks that the layout lacks: nothing is made up for them, and what needs them is not
        judged. A frame in which nothing was found is a frame with nobody. There is no outline of the torso,
        so the shape of the back is not judged.

        Raises TrackError, which says what was expected and what was given.
        """
        landmarks_px, visibility = landmarks_from(layout, xy, confidence)
        times = np.shape(time_s)
        if times != (len(landmarks_px),):
            raise TrackError(
                f"time_s has shape {times}, needs ({len(landmarks_px)},): one time for each frame of xy."
            )
        return cls(time_s, landmarks_px, visibility, size_px)

    def __len__(self) -> int:
        return len(self.time_s)

    def __iter__(self) -> Iterator[tuple[float, Pose | None]]:
        for i, time_s in enumerate(self.time_s.tolist()):
            yield time_s, self.pose(i)

    def pose(self, i: int) -> Pose | None:
        """The pose of frame `i`, None when nobody was found in it."""
        landmarks = self.landmarks_px[i]
        if np.isnan(landmarks).all():
            return None
        outline = None if self.outline is None or np.isnan(self.outline[i]).all() else self.outline[i]
        return Pose(landmarks, self.visibility[i], outline)

    def frames(self, which: slice | NDArray[np.intp]) -> Track:
        """The track of some of the frames, in their order."""
        outline = None if self.outline is None else self.outline[which]
        return Track(
            self.time_s[which],
            self.landmarks_px[which],
            self.visibility[which],
            self.frame_size_px,
            outline,
            self.source,
        )

    def save(self, path: str | Path) -> None:
        """Write the track as compressed .npz, whole or not at all."""
        path = Path(path)
        arrays: dict[str, Any] = {name: getattr(self, name) for name in _REQUIRED}
        arrays["frame_size_px"] = np.array(self.frame_size_px, np.int64)
        if self.outline is not None:
            arrays["outline"] = self.outline
        if self.source is not None:
            arrays["source"] = np.array(json.dumps(self.source))
        partial = path.with_name(f".{path.name}.part")
        try:
            with partial.open("wb") as file:
                np.savez_compressed(file, **arrays)
            partial.replace(path)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise TrackError(
                f"{path} cannot be written ({error.strerror}); choose another folder."
            ) from error

    @staticmethod
    def load(path: str | Path) -> Track:
        """Read a saved track. Arrays under other names are ignored.

        Raises TrackError when the file is no track, or an array is missing or has the wrong shape.
        """
        arrays = _read_arrays(Path(path))
        missing = [name for name in _REQUIRED if name not in arrays]
        if missing:
            raise TrackError(f"{path} lacks {', '.join(missing)}; save the track again with --save-track.")
        source = _parse_source(arrays.get("source"), path)
        try:
            return Track(
                arrays["time_s"],
                arrays["landmarks_px"],
                arrays["visibility"],
                _frame_size(arrays["frame_size_px"]),
                arrays.get("outline"),
                source,
            )
        except TrackError as error:
            sentence = str(error).rstrip(".")
            raise TrackError(
                f"{path} is no track that can be used: {sentence}; save the track again."
            ) from None


@dataclass
class TrackBuilder:
    """Gathers poses frame by frame into a Track.

    With `with_outline` the track has an array of outlines even when no outline was measured.
    """

    frame_size_px: tuple[int, int]
    with_outline: bool = False
    source: dict[str, Any] | None = None
    _times: list[float] = field(default_factory=list, init=False)
    _poses: list[Pose | None] = field(default_factory=list, init=False)

    def append(self, time_s: float, pose: Pose | None) -> None:
        """Add one frame; None when nobody was found. Times must rise."""
        self._times.append(time_s)
        # An outline that is still to be measured would keep its picture in memory.
        self._poses.append(pose and Pose(pose.landmarks_px, pose.visibility, pose.outline))

    def __len__(self) -> int:
        return len(self._times)

    def build(self) -> Track:
        """The track of what has been added so far."""
        count = len(self._times)
        landmarks = np.full((count, LANDMARK_COUNT, 2), np.nan, np.float32)
        visibility = np.zeros((count, LANDMARK_COUNT), np.float32)
        outline = np.full((count, 2, OUTLINE_STATIONS), np.nan, np.float32)
        for i, pose in enumerate(self._poses):
            if pose is not None:
                landmarks[i], visibility[i] = pose.landmarks_px, pose.visibility
                if pose.outline is not None:
                    outline[i] = pose.outline
        measured = self.with_outline or bool(np.isfinite(outline).any())
        times = np.array(self._times, np.float64)
        return Track(
            times, landmarks, visibility, self.frame_size_px, outline if measured else None, self.source
        )


def _read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    try:
        with np.load(path, allow_pickle=False) as saved:
            if not isinstance(saved, np.lib.npyio.NpzFile):
                raise ValueError
            return {name: saved[name] for name in (*_REQUIRED, *_OPTIONAL) if name in saved.files}
    except FileNotFoundError as error:
        raise TrackError(f"{path} does not exist; check the path and its spelling.") from error
    except OSError as error:
        if error.strerror:
            raise TrackError(f"{path} cannot be read ({error.strerror}); check its permissions.") from error
        raise TrackError(_no_track(path)) from error
    except Exception as error:  # damage makes zipfile and numpy raise nearly anything
        raise TrackError(_no_track(path)) from error


def _no_track(path: Path) -> str:
    return f"{path} is not a saved track (.npz); give a file written with --save-track."


def _parse_source(source: NDArray[Any] | None, path: str | Path) -> dict[str, Any] | None:
    if source is None:
        return None
    try:
        parsed = json.loads(str(source))
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise TrackError(f"{path} holds a damaged 'source' text; save the track again with --save-track.")
    return parsed


def _array(name: str, values: Any, kind: type[Any], shape: tuple[int | None, ...]) -> NDArray[Any]:
    try:
        array = np.ascontiguousarray(values, kind)
    except (ValueError, TypeError) as error:
        raise TrackError(f"{name} does not hold numbers: {error}.") from error
    got = np.shape(values)
    if len(got) != len(shape) or any(want not in (None, n) for want, n in zip(shape, got, strict=True)):
        wanted = ", ".join("T" if n is None else str(n) for n in shape)
        raise TrackError(f"{name} has shape {got}, needs ({wanted}).")
    return array


def _frame_size(size: Any) -> tuple[int, int]:
    values = _array("frame_size_px", size, np.float64, (2,))
    if not (np.isfinite(values).all() and (values >= 1).all()):
        raise TrackError(f"frame_size_px is {values.tolist()}, needs a width and a height of 1 or more.")
    return int(values[0]), int(values[1])


def _check_rising(time_s: NDArray[np.float64]) -> None:
    if not np.isfinite(time_s).all():
        raise TrackError("time_s holds values that are no times (not-a-number or infinite), needs seconds.")
    stuck = np.flatnonzero(np.diff(time_s) <= 0)
    if len(stuck):
        i = int(stuck[0])
        raise TrackError(
            f"time_s does not rise from frame {i} ({time_s[i]:.3f}) to {i + 1} ({time_s[i + 1]:.3f}), needs"
            " seconds that rise from frame to frame."
        )
