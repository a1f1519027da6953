"""A real browser whose camera plays a sample set, with ears for what the page says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from benchmarks.browser import ALLOWED, FLAGS, Camera, chromium

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


expect.set_options(timeout=20_000)  # a machine that runs all tests is busy


def needs_browser() -> pytest.MarkDecorator:
    """Skip the test where there is no browser, and say how to get one."""
    return pytest.mark.skipif(chromium() is None, reason="no chromium here: sudo apt-get install -y chromium")


@contextmanager
def browser(*arguments: str, camera: Camera | None = None, allowed: bool = True) -> Iterator[Any]:
    """A browser with this camera, or none; `allowed` answers its question for it."""
    flags = [*FLAGS, *arguments]
    if allowed:
        flags.append(ALLOWED)
    if camera is None:
        flags.remove("--use-fake-device-for-media-stream")
    else:
        flags.append(f"--use-file-for-fake-video-capture={camera.file}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), chromium_sandbox=False, args=flags)
        yield started
        started.close()


def live_page(started: Any, address: str, movement: str, start: bool = True) -> Page:
    """The Live page on a movement, with its camera on."""
    page: Page = started.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(_EARS)
    page.goto(f"{address}/?movement={movement}")
    begin = page.get_by_role("button", name="Start", exact=True)
    expect(begin).to_be_visible(timeout=60_000)
    if start:
        begin.click()
    return page


def wait_until(page: Page, condition: str, seconds: float = 30.0) -> None:
    """Wait until a condition on the last `answer` holds."""
    page.wait_for_function(
        f"() => {{ const answer = window.answers.at(-1); return answer && ({condition}); }}",
        timeout=1000 * seconds,
        polling=100,
    )
