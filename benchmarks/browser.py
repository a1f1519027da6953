"""A dashboard in a process of its own, and a browser whose camera plays a sample set."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
MOVEMENT = "deadlift"  # what is done in front of it
CAMERA_FPS = 30  # Chromium's fake camera plays at this rate, whatever the file was filmed at
BEFORE_S = 6.0  # the setup check and the count-down need the person standing in the starting position
FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
)
ALLOWED = "--use-fake-ui-for-media-stream"


@dataclass(frozen=True)
class Server:
    """A server that answers at `address`; what it writes lies under `home`."""

    address: str
    home: Path
    process: subprocess.Popen[str]

    @property
    def pid(self) -> int:
        """The number of the server's process."""
        return self.process.pid

    @property
    def host(self) -> str:
        """The server's host and port, as in "127.0.0.1:8501"."""
        return self.address.removeprefix("http://").partition("/")[0]


@dataclass(frozen=True)
class Camera:
    """A motion JPEG file for the fake camera, and the true number of repetitions in it."""

    file: Path
    reps: int

    @classmethod
    def playing(
        cls, sample: str, folder: Path, before_s: float = BEFORE_S, after_s: float = 0.0, coded: bool = False
    ) -> Camera:
        """Write a sample set at the camera's rate, after its first picture and before an empty room.

        The first picture stands for `before_s` and the empty room for `after_s` seconds. `coded` paints the
        number of each frame into it, to be read back from a picture.
        """
        from vision.frames import VideoFile

        samples = ROOT / "sample_videos"
        with VideoFile(samples / f"{sample}.mp4", None) as video:
            frames = [(frame.time_s, frame.image_rgb) for frame in video]
        times_s = np.array([time_s for time_s, _ in frames])
        played = np.arange(0, times_s[-1], 1 / CAMERA_FPS)
        newest = np.searchsorted(times_s, played + 1e-6, side="right") - 1
        room = np.full_like(frames[0][1], 150)
        room[::16] = 60
        order = [frames[0][1]] * round(before_s * CAMERA_FPS)
        order += [frames[index][1] for index in newest]
        order += [room] * round(after_s * CAMERA_FPS)
        file = folder / f"{sample}{'-coded' if coded else ''}.mjpeg"
        with file.open("wb") as target:
            for number, image in enumerate(order):
                target.write(_jpeg(_numbered(image, number) if coded else image))
        truth = json.loads((samples / f"{sample}.truth.json").read_text(encoding="utf-8"))
        return cls(file, len(truth["rep_list"]))


def chromium() -> str | None:
    """The path of Chromium, by the names it goes by here; None when it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def serve_dashboard(home: Path, model: str = "full", arguments: Sequence[str] = ()) -> Iterator[Server]:
    """Serve the dashboard on any free port, until the end of the block."""
    (home / "backline").mkdir(exist_ok=True)
    (home / "backline" / "preferences.json").write_text(json.dumps({"model": model}))
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(home),
        "HOME": str(home),
    }
    command = [sys.executable, "-m", "ui.cli", "serve", "--port", "0", *arguments]
    process = subprocess.Popen(command, cwd=home, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line.startswith("Backline is at http"):
            raise SystemExit(f"The dashboard did not start: {line}")
        yield Server(line.split()[3], home, process)
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


@contextmanager
def chromium_page(camera: Camera, script: str = "", flags: Sequence[str] = ()) -> Iterator[Any]:
    """Open a page in a browser that may use this camera; `script` runs in the page first."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    if path is None:
        raise SystemExit("There is no Chromium here: sudo apt-get install -y chromium")
    played = f"--use-file-for-fake-video-capture={camera.file}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, chromium_sandbox=False, args=[*FLAGS, ALLOWED, played, *flags]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(script)
        yield page
        browser.close()


CODE_BITS, CODE_PX = 11, 24


def _numbered(image_rgb: np.ndarray, number: int) -> np.ndarray:
    """The frame with its number as white and black squares along its lower edge, the first bit left."""
    image = image_rgb.copy()
    for bit in range(CODE_BITS):
        image[-CODE_PX:, bit * CODE_PX : (bit + 1) * CODE_PX] = 255 if number >> bit & 1 else 0
    return image


def _jpeg(image_rgb: np.ndarray) -> bytes:
    coded = cv2.imencode(".jpg", cv2.cvtColor(image_rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 90])
    return coded[1].tobytes()


@dataclass(frozen=True)
class Speed:
    """How many frames a second were drawn, and how late they were in milliseconds."""

    fps: float
    median_ms: float
    p95_ms: float
    took_ms: float | None = None

    @classmethod
    def of(cls, drawn: Sequence[Sequence[float]]) -> Speed:
        """The speed of frames drawn, given as ms of capture and showing, and how long each one took."""
        late = sorted(shown - captured for captured, shown, *_ in drawn)
        fps = (len(drawn) - 1) / (drawn[-1][1] - drawn[0][1]) * 1000
        took = median(each[2] for each in drawn) if len(drawn[0]) > 2 else None
        return cls(fps, median(late), late[int(0.95 * (len(late) - 1))], took)
