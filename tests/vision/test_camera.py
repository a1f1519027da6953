"""What a camera gives, and what is said when it gives nothing."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from vision.camera import Camera, CameraInfo, _linux_cameras
from vision.errors import CameraError


class FakeCapture:
    """Stands for the device: gives so many pictures, blue in OpenCV's order, then none."""

    def __init__(self, count: int) -> None:
        self.left = count
        self.released = False

    def isOpened(self) -> bool:
        return self.left > 0

    def set(self, prop: int, value: float) -> bool:
        return True

    def read(self) -> tuple[bool, np.ndarray | None]:
        if self.left == 0:
            return False, None
        self.left -= 1
        time.sleep(0.002)
        return True, np.full((48, 64, 3), (255, 0, 0), np.uint8)

    def release(self) -> None:
        self.released = True


def connect(monkeypatch: pytest.MonkeyPatch, count: int, cameras: list[CameraInfo]) -> FakeCapture:
    capture = FakeCapture(count)
    monkeypatch.setattr(cv2, "VideoCapture", lambda index: capture)
    monkeypatch.setattr("vision.camera.list_cameras", lambda: cameras)
    return capture


WEBCAM = CameraInfo(0, "HD Webcam: HD Webcam", None)


class TestCamera:
    def test_frames_are_rgb_and_timed_from_the_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        capture = connect(monkeypatch, 10, [WEBCAM])
        with Camera(0) as camera:
            frames = list(itertools.islice(camera, 5))
            assert camera.size_px == (64, 48)
        assert capture.released
        assert frames[0].time_s == 0.0
        assert all(a.time_s < b.time_s for a, b in itertools.pairwise(frames))
        assert [f.index for f in frames] == list(range(5))
        assert frames[0].image_rgb[0, 0].tolist() == [0, 0, 255]
        assert frames[0].image_rgb.flags.c_contiguous

    @pytest.mark.parametrize("wanted", [0, "0", "webcam", "HD Webcam"])
    def test_it_is_found_by_index_or_part_of_its_name(
        self, monkeypatch: pytest.MonkeyPatch, wanted: int | str
    ) -> None:
        connect(monkeypatch, 3, [WEBCAM])
        assert Camera(wanted).index == 0

    def test_an_unknown_name_lists_the_cameras(self, monkeypatch: pytest.MonkeyPatch) -> None:
        connect(monkeypatch, 3, [WEBCAM])
        with pytest.raises(CameraError, match=r"no camera named 'phone'; choose one of 0 \(HD Webcam"):
            Camera("phone")

    def test_no_camera_at_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        connect(monkeypatch, 0, [])
        with pytest.raises(CameraError, match="no camera 0; this machine shows none, so plug one in"):
            Camera()

    def test_a_camera_in_use_elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        connect(monkeypatch, 0, [WEBCAM])
        with pytest.raises(CameraError, match="close other programs"):
            Camera()

    def test_a_camera_pulled_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        connect(monkeypatch, 4, [WEBCAM])
        seen = []
        with Camera() as camera, pytest.raises(CameraError, match=r"stopped giving pictures after 0\.\d s"):
            for frame in camera:
                seen.append(frame)
        assert len(seen) == 3  # one went into opening

    def test_linux_lists_capture_nodes_only(self, tmp_path: Path) -> None:
        nodes = [("video10", "Phone", "0"), ("video2", "Webcam", "0"), ("video3", "Webcam", "1")]
        for node, name, index in nodes:
            (tmp_path / node).mkdir()
            (tmp_path / node / "name").write_text(name + "\n")
            (tmp_path / node / "index").write_text(index + "\n")
        assert _linux_cameras(tmp_path) == [
            CameraInfo(2, "Webcam", "/dev/video2"),
            CameraInfo(10, "Phone", "/dev/video10"),
        ]

    def test_a_machine_without_the_folder_has_no_camera(self, tmp_path: Path) -> None:
        assert _linux_cameras(tmp_path / "none") == []
