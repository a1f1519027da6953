"""A real browser whose camera plays a sample set."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page, Playwright, expect, sync_playwright

from vision.frames import VideoFile

ROOT = Path(__file__).parents[3]
CAMERA_FPS = 30  # of Chromium's fake camera, whatever the file was filmed at
BEFORE_S = 6.0  # standing in the starting position: setup check and count-down
QUIET = (
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_ALLOWED = ("--use-fake-ui-for-media-stream",)

# Speech and answers as the page makes them, kept for the tests to read.
_EARS = """
window.spoken = []; window.answers = [];
const voice = { name: 'here', lang: 'en-GB', localService: true };
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => [voice], cancel() {},
  speak(utterance) { window.spoken.push(utterance.text); setTimeout(() => utterance.onend?.(), 600); },
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const ask = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
if (ask) navigator.mediaDevices.getUserMedia = async (what) => (window.stream = await ask(what));
document.addEventListener('backline-frame', (event) => {
  const { landmarks, visibility, targets, back, ...answer } = event.detail.answer;
  window.answers.push(answer);
});
"""


@cache
def chromium() -> str | None:
    """Debian's Chromium, or whatever goes by its name here."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def needs_browser() -> pytest.MarkDecorator:
    """Skips where there is none, and says how to get it."""
    return pytest.mark.skipif(chromium() is None, reason="no chromium here: sudo apt-get install -y chromium")


def camera_file(target: Path, sample: str, before_s: float = BEFORE_S, after_s: float = 0.0) -> Path:
    """Motion JPEG of a sample set at the camera's rate, its first picture standing before it, and an empty
    room after it.
    """
    with VideoFile(ROOT / "sample_videos" / f"{sample}.mp4", None) as video:
        frames = [(frame.time_s, _jpeg(frame.image_rgb)) for frame in video]
        width, height = video.size_px
    times_s = np.array([time_s for time_s, _ in frames])
    played = np.arange(0, times_s[-1], 1 / CAMERA_FPS)
    newest = np.searchsorted(times_s, played + 1e-6, side="right") - 1
    room = np.full((height, width, 3), 150, np.uint8)
    room[::16] = 60
    with target.open("wb") as file:
        for _ in range(round(before_s * CAMERA_FPS)):
            file.write(frames[0][1])
        for index in newest:
            file.write(frames[index][1])
        for _ in range(round(after_s * CAMERA_FPS)):
            file.write(_jpeg(room))
    return target


@contextmanager
def browser(*arguments: str, camera: Path | None = None, allowed: bool = True) -> Iterator[Any]:
    """A browser with this camera; `allowed` answers its question for it."""
    flags = [*QUIET, *arguments, *(_ALLOWED if allowed else ())]
    if camera is not None:
        flags += ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={camera}"]
    with sync_playwright() as playwright:
        started = _launched(playwright, flags)
        yield started
        started.close()


def live_page(started: Any, address: str, movement: str, start: bool = True) -> Page:
    """The Live page on a movement, with its camera on."""
    page: Page = started.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(_EARS)
    page.goto(f"{address}/?movement={movement}")
    begin = page.get_by_role("button", name="Start", exact=True)
    expect(begin).to_be_visible(timeout=30_000)
    if start:
        begin.click()
    return page


def wait_until(page: Page, condition: str, seconds: float = 30.0) -> None:
    """Until a condition on the last `answer` holds."""
    page.wait_for_function(
        f"() => {{ const answer = window.answers.at(-1); return answer && ({condition}); }}",
        timeout=1000 * seconds,
        polling=100,
    )


def _launched(playwright: Playwright, flags: list[str]) -> Any:
    return playwright.chromium.launch(executable_path=chromium(), chromium_sandbox=False, args=flags)


def _jpeg(image_rgb: np.ndarray) -> bytes:
    coded = cv2.imencode(".jpg", cv2.cvtColor(image_rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 90])
    return coded[1].tobytes()
