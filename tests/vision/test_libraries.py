"""A missing system library is named with the command that installs it, never with a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vision.libraries import LIBRARIES, WINDOW_LIBRARIES, install_command, missing_libraries

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the loader of Linux")


def run_without(libraries: list[str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process whose loader stumbles over an empty file where each library should be."""
    for library in libraries:
        (folder / library).touch()
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "LD_LIBRARY_PATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_this_machine_has_them_all() -> None:
    assert missing_libraries() == []


@pytest.mark.parametrize("library", [*LIBRARIES], ids=lambda library: library.file)
def test_each_one_is_missed_with_its_package(library, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    finished = run_without([library.file], tmp_path, "-m", "vision.libraries")

    assert library.package in finished.stdout.split()


def test_the_check_runs_before_anything_is_installed(tmp_path: Path) -> None:
    finished = run_without(["libEGL.so.1", "libGLESv2.so.2"], tmp_path, "-S", "-m", "vision.libraries")

    assert (finished.stdout, finished.stderr) == ("libegl1\nlibgles2\n", "")


def test_each_package_is_named_once() -> None:
    assert install_command([*LIBRARIES]) == (
        "sudo apt-get install -y libgl1 libxcb1 libglib2.0-0 libegl1 libgles2"
    )


def test_windows_need_more_than_recordings_do() -> None:
    assert {library.package for library in WINDOW_LIBRARIES}.isdisjoint(
        library.package for library in LIBRARIES
    )


@pytest.mark.parametrize("library", ["libEGL.so.1", "libGLESv2.so.2"])
def test_the_estimator_says_what_mediapipe_lacks(library: str, tmp_path: Path) -> None:
    script = (
        "from vision.errors import LibraryError\n"
        "from vision.estimate import PoseEstimator\n"
        "try: PoseEstimator('lite')\n"
        "except LibraryError as error: print(error)\n"
    )

    finished = run_without([library], tmp_path, "-c", script)

    package = {"libEGL.so.1": "libegl1", "libGLESv2.so.2": "libgles2"}[library]
    assert finished.stderr == ""
    assert finished.stdout == (
        f"The system lacks the library {library}: install with `sudo apt-get install -y {package}`.\n"
    )


@pytest.mark.parametrize("library", ["libGL.so.1", "libxcb.so.1", "libgthread-2.0.so.0"])
def test_what_opencv_lacks_is_known_before_it_fails_to_load(library: str, tmp_path: Path) -> None:
    assert "ImportError" in run_without([library], tmp_path, "-c", "import cv2").stderr

    script = (
        "from vision.errors import LibraryError\n"
        "from vision.libraries import require_libraries\n"
        "try: require_libraries()\n"
        "except LibraryError as error: print(error)\n"
    )
    finished = run_without([library], tmp_path, "-c", script)

    assert finished.stderr == ""
    assert library in finished.stdout
    assert "sudo apt-get install -y" in finished.stdout
