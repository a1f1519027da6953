"""A frame goes in, the pose of the person comes out, and nothing else leaves."""

import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from vision.errors import ModelError, VideoError
from vision.estimate import PoseEstimator, _mediapipe_image, _without_notices
from vision.frames import VideoFile
from vision.pose import LANDMARK_COUNT, OUTLINE_STATIONS, Frame, Landmark, Pose

ROOT = Path(__file__).parents[2]


def blank(time_s: float = 0.0) -> Frame:
    return Frame(np.zeros((240, 320, 3), dtype=np.uint8), time_s, 0)


@pytest.fixture(scope="module")
def frames(person_clip: Path) -> list[Frame]:
    with VideoFile(person_clip) as video:
        return list(islice(video, 12))


@pytest.fixture(scope="module")
def poses(frames: list[Frame]) -> list[Pose | None]:
    with PoseEstimator("lite", with_outline=True) as estimator:
        return [estimator.estimate(frame) for frame in frames]


def padded(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same picture as a view into wider rows, as video decoders hand it out."""
    height, width, _ = image.shape
    wide = np.full((height, width + 13, 3), 77, dtype=np.uint8)
    wide[:, :width] = image
    return wide[:, :width]


class TestPose:
    def test_a_person_is_found_in_every_frame(self, poses: list[Pose | None]) -> None:
        assert all(pose is not None for pose in poses)

    def test_landmarks_are_pixels_of_the_frame(self, frames: list[Frame], poses: list[Pose | None]) -> None:
        for frame, pose in zip(frames, poses, strict=True):
            assert pose is not None
            nose, hip = pose.landmarks_px[[Landmark.NOSE, Landmark.LEFT_HIP]]
            assert pose.landmarks_px.shape == (LANDMARK_COUNT, 2)
            assert (nose > 1.5).all(), "still normalised to 0..1"
            assert (nose < frame.size_px).all()
            assert (hip < frame.size_px).all()

    def test_arrays_are_those_that_a_track_stores(self, poses: list[Pose | None]) -> None:
        for pose in poses:
            assert pose is not None
            assert pose.landmarks_px.dtype == pose.visibility.dtype == np.float32
            assert pose.visibility.shape == (LANDMARK_COUNT,)
            assert ((pose.visibility >= 0) & (pose.visibility <= 1)).all()

    def test_the_outline_is_there_when_asked_for(self, poses: list[Pose | None]) -> None:
        for pose in poses:
            assert pose is not None
            assert pose.outline is not None
            assert pose.outline.shape == (2, OUTLINE_STATIONS)

    def test_the_outline_is_not_there_when_not_asked_for(self, frames: list[Frame]) -> None:
        with PoseEstimator("lite") as estimator:
            pose = estimator.estimate(frames[0])

        assert pose is not None
        assert pose.outline is None

    def test_following_a_stream_finds_what_asking_frame_by_frame_finds(
        self, frames: list[Frame], poses: list[Pose | None]
    ) -> None:
        with PoseEstimator("lite", with_outline=True) as estimator:
            followed = list(estimator.follow(iter(frames)))

        assert [frame for frame, _ in followed] == frames
        for (_, pose), asked in zip(followed, poses, strict=True):
            assert pose is not None and asked is not None
            assert (pose.landmarks_px == asked.landmarks_px).all()
            assert np.array_equal(pose.outline, asked.outline, equal_nan=True)

    def test_an_error_in_a_stream_comes_after_the_frames_before_it(self, frames: list[Frame]) -> None:
        def stream() -> Iterator[Frame]:
            yield from frames[:3]
            raise VideoError("the rest is gone")

        seen = []
        with PoseEstimator("lite") as estimator, pytest.raises(VideoError, match="the rest is gone"):
            for frame, _ in estimator.follow(stream()):
                seen.append(frame)

        assert seen == frames[:3]

    def test_the_same_frames_give_the_same_poses(self, frames: list[Frame], poses: list[Pose | None]) -> None:
        with PoseEstimator("lite", with_outline=True) as estimator:
            again = [estimator.estimate(frame) for frame in frames]

        for one, other in zip(poses, again, strict=True):
            assert one is not None
            assert other is not None
            np.testing.assert_array_equal(one.landmarks_px, other.landmarks_px)
            np.testing.assert_array_equal(one.outline, other.outline)

    def test_nobody_is_found_in_an_empty_picture(self) -> None:
        with PoseEstimator("lite") as estimator:
            assert estimator.estimate(blank()) is None


class TestMemoryLayout:
    """MediaPipe ignores strides: a padded picture would reach it sheared."""

    @pytest.mark.parametrize("width", [640, 641, 853])
    def test_mediapipe_gets_the_picture_whatever_its_strides(self, width: int) -> None:
        picture = np.random.default_rng(0).integers(0, 255, (48, width, 3), dtype=np.uint8)

        image = _mediapipe_image(padded(picture))  # its view does not keep it alive

        np.testing.assert_array_equal(image.numpy_view(), picture)

    def test_a_padded_frame_gives_the_same_pose(self, frames: list[Frame], poses: list[Pose | None]) -> None:
        with PoseEstimator("lite", with_outline=True) as estimator:
            pose = estimator.estimate(Frame(padded(frames[0].image_rgb), 0.0, 0))

        assert pose is not None
        assert poses[0] is not None
        np.testing.assert_array_equal(pose.landmarks_px, poses[0].landmarks_px)


class TestTime:
    def test_frames_within_one_millisecond_are_taken(self) -> None:
        with PoseEstimator("lite") as estimator:
            assert [estimator.estimate(blank(time_s)) for time_s in (0.0, 0.0001, 0.0002, 0.04)] == [None] * 4


class TestModel:
    def test_an_unknown_model_is_refused_with_the_nearest_name(self) -> None:
        with pytest.raises(ModelError, match="did you mean full"):
            PoseEstimator("fulll")

    def test_a_bundle_of_broken_networks_is_refused_in_a_sentence(self, tmp_path: Path) -> None:
        broken = tmp_path / "broken.task"
        with zipfile.ZipFile(broken, "w") as bundle:
            bundle.writestr("pose_detector.tflite", b"no network")
            bundle.writestr("pose_landmarks_detector.tflite", b"no network")

        with pytest.raises(ModelError, match=r"cannot load the model .*broken\.task"):
            PoseEstimator(broken)

    def test_closing_twice_is_closing_once(self) -> None:
        estimator = PoseEstimator("lite")
        estimator.close()
        estimator.close()


class TestQuiet:
    def test_notices_of_native_code_are_held_back_and_errors_pass(
        self, capfd: pytest.CaptureFixture[str]
    ) -> None:
        with _without_notices():
            os.write(2, b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n")
            os.write(2, b"W0000 00:00:1795344865.443210 29479 manager.cc:121] Disabling feedback.\n")
            os.write(2, b"E0000 00:00:1795344865.443210 29479 graph.cc:7] The graph is broken.\n")

        assert capfd.readouterr().err == (
            "E0000 00:00:1795344865.443210 29479 graph.cc:7] The graph is broken.\n"
        )

    def test_what_was_said_before_an_exception_is_not_lost(self, capfd: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(ValueError, match="broken"), _without_notices():
            os.write(2, b"F0000 the last words\n")
            raise ValueError("broken")

        assert capfd.readouterr().err == "F0000 the last words\n"

    def test_a_whole_run_leaves_stderr_empty_even_unclosed(self, person_clip: Path) -> None:
        finished = run_script(
            "from vision.frames import VideoFile\n"
            "estimator = PoseEstimator('lite', with_outline=True)\n"
            f"for frame, _ in zip(VideoFile({str(person_clip)!r}), range(5)): estimator.estimate(frame)\n"
        )

        assert (finished.returncode, finished.stderr) == (0, "")


class TestNothingLeavesTheMachine:
    """MediaPipe reports its use over the network unless it is kept from it."""

    RUN = (
        "with PoseEstimator('lite') as estimator:\n"
        "    for i in range(10):\n"
        "        estimator.estimate(Frame(np.zeros((240, 320, 3), np.uint8), i / 30, i))\n"
    )

    @pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
    def test_no_socket_is_connected_to_another_machine(self, tmp_path: Path) -> None:
        log = tmp_path / "calls"
        trace = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(log)]

        finished = run_script(self.RUN, *trace, no_proxy="*", NO_PROXY="*", https_proxy="", HTTPS_PROXY="")

        calls = log.read_text()
        if finished.returncode and "PTRACE" in finished.stderr:
            pytest.skip("tracing is not allowed here")
        assert finished.returncode == 0, finished.stderr
        addresses = re.findall(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"', calls)
        assert {v4 or v6 for v4, v6 in addresses} <= {"127.0.0.1", "::1"}

    def test_a_proxy_of_the_person_is_not_asked_either(self) -> None:
        with Listener() as proxy:
            finished = run_script(self.RUN, https_proxy=proxy.address, HTTPS_PROXY=proxy.address)

        assert finished.returncode == 0, finished.stderr
        assert not proxy.was_asked

    def test_whoever_opts_in_may_report(self) -> None:
        with Listener() as proxy:
            run_script(self.RUN, https_proxy=proxy.address, BACKLINE_ALLOW_METRICS="1")

        assert proxy.was_asked, (
            "the two tests above no longer show anything: MediaPipe reports in another way"
        )


class Listener:
    """A proxy on this machine that answers nobody and remembers whether it was asked."""

    def __enter__(self) -> "Listener":
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.was_asked = False
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.settimeout(0.2)  # a connection waits in the queue, even when its sender has gone
        try:
            self._socket.accept()[0].close()
            self.was_asked = True
        except TimeoutError:
            pass
        self._socket.close()


def run_script(script: str, *wrapper: str, **environment: str) -> subprocess.CompletedProcess[str]:
    imports = "import numpy as np\nfrom vision.estimate import PoseEstimator\nfrom vision.pose import Frame\n"
    return subprocess.run(
        [*wrapper, sys.executable, "-c", imports + script],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_nothing_is_loaded_for_plots_and_sound_that_nobody_asks_for():
    run = run_script(
        """
import sys

PoseEstimator("lite").close()
assert not {"matplotlib", "sounddevice"} & set(sys.modules)
import matplotlib.pyplot
assert matplotlib.pyplot.figure
"""
    )
    assert run.returncode == 0, run.stderr
