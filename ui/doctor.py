"""The doctor: what this machine has and lacks for Backline, with a remedy for each lack.

It goes on looking whatever is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from vision.errors import BacklineError, LibraryError
from vision.libraries import WINDOW_LIBRARIES, install_command, missing_libraries, require_libraries

PACKAGES = ("mediapipe", "opencv-contrib-python", "av", "numpy")
RIVALS = ("opencv-python", "opencv-python-headless", "opencv-contrib-python-headless")
_INSTALL_AGAIN = "Install Backline again: pip install --force-reinstall backline"
_LITTLE_MEMORY_GB = 1.0  # measured: an analysis takes about 0.5 GB
_LITTLE_SPACE_GB = 1.0  # guess: an annotated hour is about 0.5 GB
_PATIENCE_S = 60
_ONE_ESTIMATE = """
import numpy as np
from vision.estimate import PoseEstimator
from vision.pose import Frame
with PoseEstimator("lite") as estimator:
    estimator.estimate(Frame(np.zeros((240, 320, 3), dtype=np.uint8), 0.0, 0))
"""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at. `detail` says what was found; `remedy` says what to do, "" when `ok`.

    Recordings can still be analysed when an `optional` thing is not ok.
    """

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    optional: bool = False


def run_doctor(out: Path | None = None) -> list[Diagnosis]:
    """Look at everything that Backline needs, and give one diagnosis for each thing.

    `out` is the folder to write to, None for the current one. Errors are not raised but become diagnoses.
    """
    checks: dict[str, Callable[[], Diagnosis]] = {
        "Python": _python,
        "System libraries": _libraries,
        "Packages": _packages,
        "Models": _models,
        "Pose estimation": _pose_estimation,
        "Video encoder": _encoder,
        "Output folder": lambda: _output_folder(out or Path.cwd()),
        "Machine": _machine,
        "Camera": _cameras,
        "Display": _display,
    }
    return [_shelter(name, check) for name, check in checks.items()]


def _shelter(name: str, check: Callable[[], Diagnosis]) -> Diagnosis:
    try:
        return check()
    except LibraryError:
        return Diagnosis(
            name, False, "not tried without the system libraries", "Install the system libraries."
        )
    except BacklineError as error:
        return Diagnosis(name, False, str(error), "Do as it says and run `backline doctor` again.")
    except Exception as error:  # one broken check must not hide the others
        return Diagnosis(name, False, f"{type(error).__name__}: {error}", _INSTALL_AGAIN)


def _python() -> Diagnosis:
    found = ".".join(map(str, sys.version_info[:3]))
    return Diagnosis(
        "Python", sys.version_info >= (3, 11), found, _unless(sys.version_info >= (3, 11), "Install 3.11.")
    )


def _libraries() -> Diagnosis:
    missing = missing_libraries()
    if not missing:
        return Diagnosis("System libraries", True, "all found")
    lacking = ", ".join(f"{library.file} (for {library.needed_by})" for library in missing)
    return Diagnosis(
        "System libraries", False, f"missing: {lacking}", f"Install them: {install_command(missing)}"
    )


def _packages() -> Diagnosis:
    found = {name: _version(name) for name in PACKAGES}
    detail = ", ".join(f"{name} {number or 'missing'}" for name, number in found.items())
    if not all(found.values()):
        return Diagnosis("Packages", False, detail, _INSTALL_AGAIN)
    rivals = [name for name in RIVALS if _version(name)]
    if rivals:
        cure = f"pip uninstall {' '.join(rivals)}, then pip install --force-reinstall opencv-contrib-python"
        return Diagnosis(
            "Packages", False, f"{detail}; {', '.join(rivals)} is in the way", f"Remove it: {cure}"
        )
    return Diagnosis("Packages", True, detail)


def _models() -> Diagnosis:
    from vision.models import SHIPPED_SHA256, model_path

    sizes = {name: model_path(name).stat().st_size / 1e6 for name in SHIPPED_SHA256}
    return Diagnosis(
        "Models", True, ", ".join(f"{name} {size:.1f} MB, verified" for name, size in sizes.items())
    )


def _pose_estimation() -> Diagnosis:
    """Whether poses can be found here.

    It is tried in a process of its own, because native code that does not suit the processor ends the process
    without a word.
    """
    require_libraries()
    tried = subprocess.run(
        [sys.executable, "-c", _ONE_ESTIMATE],
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    if tried.returncode == 0:
        return Diagnosis("Pose estimation", True, "the lite model loads and runs")
    last_words = tried.stderr.strip().splitlines() or [f"ended with code {tried.returncode}"]
    words = last_words[0] if tried.returncode < 0 else last_words[-1]
    return Diagnosis(
        "Pose estimation", False, words, f"{_INSTALL_AGAIN}; MediaPipe needs a processor with AVX."
    )


def _encoder() -> Diagnosis:
    require_libraries()
    import numpy as np

    from vision.video_writer import VideoWriter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "try.mp4")
        with VideoWriter(path, (64, 48)) as writer:
            writer.write(np.zeros((48, 64, 3), dtype=np.uint8), 0.0)
        return Diagnosis("Video encoder", path.stat().st_size > 0, "H.264 in mp4")


def _output_folder(folder: Path) -> Diagnosis:
    try:
        with tempfile.TemporaryFile(dir=folder):
            free_gb = shutil.disk_usage(folder).free / 1e9
    except OSError as error:
        remedy = "Choose another with --out, or change its permissions."
        return Diagnosis("Output folder", False, f"{folder} cannot be written ({error.strerror})", remedy)
    enough = free_gb >= _LITTLE_SPACE_GB
    return Diagnosis(
        "Output folder", enough, f"{folder}, {free_gb:.1f} GB free", _unless(enough, "Make room.")
    )


def _machine() -> Diagnosis:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory_gb = _memory_gb()
    detail = f"{cores} core{'s' if cores > 1 else ''}"
    if memory_gb is None:
        return Diagnosis("Machine", True, detail)
    enough = memory_gb >= _LITTLE_MEMORY_GB
    return Diagnosis(
        "Machine", enough, f"{detail}, {memory_gb:.1f} GB memory", _unless(enough, "Close other programs.")
    )


def _cameras() -> Diagnosis:
    require_libraries()
    from vision.camera import list_cameras

    cameras = list_cameras()
    if cameras:
        return Diagnosis("Camera", True, ", ".join(f"{camera.index}: {camera.name}" for camera in cameras))
    return Diagnosis("Camera", False, "none found", "Plug one in for `backline live`.", optional=True)


def _display() -> Diagnosis:
    missing = [library for library in missing_libraries(window=True) if library in WINDOW_LIBRARIES]
    if missing:
        lacking = ", ".join(library.file for library in missing)
        remedy = f"For `backline live`: {install_command(missing)}"
        return Diagnosis("Display", False, f"missing: {lacking}", remedy, optional=True)
    if not sys.platform.startswith("linux"):
        return Diagnosis("Display", True, "of the system")
    server = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    if server:
        return Diagnosis("Display", True, server)
    return Diagnosis(
        "Display", False, "none", "Run `backline live` on a desktop, not over ssh.", optional=True
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _memory_gb() -> float | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES") / 1e9
    except (AttributeError, ValueError, OSError):
        return None


def _unless(ok: bool, remedy: str) -> str:
    return "" if ok else remedy
