"""The direction of down, from what stands upright behind the person: door frames, racks, edges of walls.

A phone that leans against a bottle is seldom level, and every angle against upright is off by as much. Edges
that are upright in the world run together in the picture when the camera looks up or down, so a straight line
is fitted to their tilt over the width of the picture. `measured`: 21 of 39 recorded sets show enough of them.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.geometry import PlumbLine

_LOOKED_AT_PX = 480  # the short side of the picture that is searched
_SHORTEST_EDGE = 0.1  # guess: of the picture's height
_STEEPEST_DEG = 14.0  # guess: a camera that leans further was laid down on purpose
_LEAST_LENGTH = 2.0  # guess: of edges together, in heights of the picture; arms, legs and bars have less
_LEAST_SHARE = 0.8  # guess: of all edges of such length that must agree
_SPREAD_DEG = 1.0
_AGREES_DEG = 2.5
_ROLLS_DEG = np.arange(-12.0, 12.1, 0.5)
_CONVERGENCES_DEG = np.arange(-30.0, 30.1, 2.0)
_PREFERS_PARALLEL = 0.001  # per degree of convergence, where little speaks for any


def plumb_line(image_rgb: NDArray[np.uint8]) -> PlumbLine | None:
    """How upright things are tilted in a picture (height, width, 3) uint8; None when too few are seen.

    A mirrored picture gives the mirrored answer. It takes about 30 ms at 640x480.
    """
    centres, tilts_deg, lengths = _edges_both_ways(image_rgb)
    if lengths.sum() < _LEAST_LENGTH:
        return None
    off_deg = tilts_deg - _ROLLS_DEG[:, None, None] - _CONVERGENCES_DEG[None, :, None] * centres
    votes = (lengths * np.exp(-0.5 * (off_deg / _SPREAD_DEG) ** 2)).sum(axis=-1)
    votes -= _PREFERS_PARALLEL * lengths.sum() * abs(_CONVERGENCES_DEG)
    agree = abs(off_deg[np.unravel_index(votes.argmax(), votes.shape)]) < _AGREES_DEG
    agreeing = lengths[agree].sum()
    if agreeing < max(_LEAST_LENGTH, _LEAST_SHARE * lengths.sum()):
        return None
    return _fitted(centres[agree], tilts_deg[agree], lengths[agree])


def _edges_both_ways(image_rgb: NDArray[np.uint8]) -> tuple[NDArray[np.float64], ...]:
    """The edges of the picture and of its mirror image, since the detector finds other ones in that."""
    seen = _upright_edges(image_rgb)
    mirrored = _upright_edges(np.ascontiguousarray(image_rgb[:, ::-1]))
    centres, tilts_deg, lengths = (
        np.concatenate([one, sign * other])
        for one, other, sign in zip(seen, mirrored, (-1, -1, 1), strict=True)
    )
    return centres, tilts_deg, lengths / 2


def _upright_edges(image_rgb: NDArray[np.uint8]) -> tuple[NDArray[np.float64], ...]:
    """Each long and nearly upright edge: place across the width (-0.5..0.5), tilt, length in heights."""
    grey = cv2.cvtColor(image_rgb, cv2.COLOR_RGB2GRAY)
    scale = _LOOKED_AT_PX / min(grey.shape)
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = grey.shape
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(grey)[0]
    ends = np.zeros((0, 2, 2)) if found is None else found.reshape(-1, 2, 2).astype(np.float64)
    along = ends[:, 1] - ends[:, 0]
    along *= np.where(along[:, 1:] < 0, -1.0, 1.0)
    lengths = np.hypot(*along.T) / height
    tilts_deg = np.degrees(np.arctan2(*along.T))
    kept = (lengths >= _SHORTEST_EDGE) & (abs(tilts_deg) < _STEEPEST_DEG)
    return ends[kept, :, 0].mean(axis=1) / width - 0.5, tilts_deg[kept], lengths[kept]


def _fitted(
    centres: NDArray[np.float64], tilts_deg: NDArray[np.float64], lengths: NDArray[np.float64]
) -> PlumbLine:
    """Fit a straight line to the tilts, without convergence where edges stand too close together to tell."""
    columns = np.stack([np.ones_like(centres), centres], axis=1) * lengths[:, None]
    level = np.diag([0.0, 0.005 * lengths.sum()])
    roll_deg, convergence_deg = np.linalg.solve(
        columns.T @ (columns / lengths[:, None]) + level, columns.T @ tilts_deg
    )
    return PlumbLine(round(float(roll_deg), 2), round(float(convergence_deg), 2))
