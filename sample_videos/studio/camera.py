"""A pinhole camera, and where it is put around the person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sample_videos.studio.geometry import Array, X, Y, rotation, unit


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A place for the camera.

    `azimuth_deg` goes around the person: 0 in front, 90 at the right side, 180 behind, 270 at the left side.
    `aim_m` is the point looked at: height, and how far in front of the middle of the feet.
    """

    azimuth_deg: float
    distance_m: float
    height_m: float
    aim_height_m: float
    aim_forward_m: float = 0.0
    field_of_view_deg: float = 34.0
    roll_deg: float = 0.0

    def camera(self, size_px: tuple[int, int]) -> Camera:
        """The camera that stands here and takes pictures of this width and height."""
        around = rotation(Y, -self.azimuth_deg) @ np.array([0, 0, self.distance_m])
        aim = np.array([0, self.aim_height_m, self.aim_forward_m])
        position = np.array([around[0], self.height_m, around[2] + self.aim_forward_m])
        return Camera(position, aim, self.field_of_view_deg, size_px, self.roll_deg)


class Camera:
    """Projects points of the world to pixels; x to the right, y down.

    `right`, `up` and `ahead` are its axes in the world; the field of view is the vertical one.
    """

    def __init__(
        self,
        position: ArrayLike,
        target: ArrayLike,
        field_of_view_deg: float,
        size_px: tuple[int, int],
        roll_deg: float = 0.0,
    ) -> None:
        self.position = np.asarray(position, float)
        self.size_px = size_px
        self.field_of_view_deg = field_of_view_deg
        self.ahead = unit(np.asarray(target, float) - self.position)
        right = unit(np.cross(self.ahead, Y))
        tilt = rotation(self.ahead, roll_deg)
        self.right = tilt @ right
        self.up = tilt @ np.cross(right, self.ahead)
        self.focal_px = size_px[1] / 2 / np.tan(np.radians(field_of_view_deg) / 2)

    def project(self, points: ArrayLike) -> Array:
        """Project points (..., 3) in metres to pixels (..., 2)."""
        seen = (np.asarray(points, float) - self.position) @ np.stack(
            [self.right, self.up, self.ahead], axis=1
        )
        width, height = self.size_px
        x = width / 2 + self.focal_px * seen[..., 0] / seen[..., 2]
        y = height / 2 - self.focal_px * seen[..., 1] / seen[..., 2]
        return np.stack([x, y], axis=-1)

    def depth(self, points: ArrayLike) -> Array:
        """The distance (...) of points (..., 3) ahead of the camera, in metres."""
        return np.asarray((np.asarray(points, float) - self.position) @ self.ahead)

    def view_matrix(self) -> Array:
        """The matrix (4, 4) from world to camera coordinates, as OpenGL wants it."""
        return look_along(self.position, self.ahead, self.right, self.up)

    def projection_matrix(self, near_m: float = 0.1, far_m: float = 30.0) -> Array:
        """The matrix (4, 4) from camera to clip coordinates."""
        scale = 1 / np.tan(np.radians(self.field_of_view_deg) / 2)
        matrix = np.zeros((4, 4))
        matrix[0, 0] = scale * self.size_px[1] / self.size_px[0]
        matrix[1, 1] = scale
        matrix[2, 2] = (far_m + near_m) / (near_m - far_m)
        matrix[2, 3] = 2 * far_m * near_m / (near_m - far_m)
        matrix[3, 2] = -1
        return matrix


def look_along(position: Array, ahead: Array, right: Array, up: Array) -> Array:
    """The matrix (4, 4) from world to camera coordinates for given axes."""
    matrix = np.eye(4)
    matrix[:3, :3] = [right, up, -ahead]
    matrix[:3, 3] = -matrix[:3, :3] @ position
    return matrix


def light_matrix(position: Array, target: Array, half_width_m: float, far_m: float) -> Array:
    """The matrix (4, 4) from world to clip coordinates of a lamp that shines in parallel rays on a square."""
    ahead = unit(target - position)
    right = unit(np.cross(ahead, Y if abs(ahead[1]) < 0.99 else X))
    view = look_along(position, ahead, right, np.cross(right, ahead))
    matrix = np.diag([1 / half_width_m, 1 / half_width_m, -2 / far_m, 1.0])
    matrix[2, 3] = -1
    return matrix @ view
