"""Pictures of every page of the dashboard: wide and on a phone, light and dark; and of the live page in use.

    python -m docs.screenshots --out DIR
    python -m docs.screenshots --live docs/live.webp

Needs Debian's chromium. The sets are analysed from the samples first, in a folder of their own; the camera of
the live page plays a sample too.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from ui.analyze import Job, analyze
from ui.samples import samples
from vision.frames import VideoFile

SIZES: Final = {"wide": (1280, 800), "phone": (390, 844)}
SCHEMES: Final = ("light", "dark")
SETS: Final = ("bent_over_barbell_row", "plank", "one_arm_dumbbell_row")
PAGES: Final = {
    "live": "/",
    "recording": "/recording",
    "result": "/recording?set=bent_over_barbell_row",
    "result-hold": "/recording?set=plank",
    "movements": "/movements",
    "movement": "/movements?movement=deadlift",
    "settings": "/settings",
}
LIVE: Final = "bent_over_barbell_row"
FLAGS: Final = (
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_QUIET_MS: Final = 1500
_LIVE_WITHIN_S: Final = 180
_STANDS_S, _CAMERA_FPS = 6, 30
_LISTEN: Final = """
document.addEventListener('backline-frame', ({ detail: { answer } }) => {
  if (answer.reps >= 3 && answer.cue) window.called_out = true;
});
"""
_TALLEST_PX: Final = 6000


def main() -> int:
    """Make the pictures."""
    parser = argparse.ArgumentParser(prog="python -m docs.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/screenshots"), help="folder for the pictures")
    parser.add_argument("--live", type=Path, metavar="FILE", help="only the live page in use, as WebP")
    parser.add_argument(
        "--sets", type=Path, help="folder of finished sets, made from the samples when it is not there"
    )
    parser.add_argument("--page", choices=PAGES, action="append", help="only this one; may be repeated")
    wish = parser.parse_args()
    if wish.live:
        with tempfile.TemporaryDirectory() as home, served(Path(home), Path(home)) as address:
            live_in_use(address, wish.live, Path(home))
        return 0
    wish.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, served(Path(home), wish.sets) as address:
        for path in screenshots(address, wish.out, wish.page or list(PAGES)):
            print(path, flush=True)
    return 0


@contextmanager
def served(home: Path, sets: Path | None = None) -> Iterator[str]:
    """A dashboard with a few finished sets; gives its address."""
    root = sets.resolve() if sets else home / "backline-out"
    if not root.exists():
        make_sets(root)
    _prefer(home, root)
    environment = {**os.environ, "XDG_CONFIG_HOME": str(home), "PYTHONPATH": os.getcwd()}
    command = [sys.executable, "-m", "ui.cli", "serve", "--port", "0"]
    server = subprocess.Popen(command, cwd=home, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found is not None, "the dashboard did not start"
        yield found[0]
    finally:
        server.terminate()
        server.wait(20)


def _prefer(home: Path, root: Path) -> None:
    """Settings of its own for the dashboard."""
    path = home / "backline" / "preferences.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"folder": str(root)}), encoding="utf-8")


def make_sets(root: Path) -> None:
    """Analyse the samples that the pictures show."""
    for sample in samples():
        if sample.video.stem in SETS:
            analyze(Job(sample.movement, root / sample.video.stem, sample.video))


def screenshots(address: str, out: Path, pages: list[str]) -> Iterator[Path]:
    """Write a PNG of each page in each size and scheme."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), chromium_sandbox=False, args=list(FLAGS)
        )
        for size, (width, height) in SIZES.items():
            for scheme in SCHEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                for name in pages:
                    path = out / f"{name}-{size}-{scheme}.png"
                    page = context.new_page()
                    page.goto(address + PAGES[name])
                    settle(page)
                    page.set_viewport_size({"width": width, "height": _height(page, height)})
                    page.wait_for_timeout(400)
                    page.screenshot(path=path)
                    page.close()
                    yield path
        browser.close()


def live_in_use(address: str, target: Path, folder: Path) -> None:
    """Write the picture of a set under way, at the moment when a fault is called out."""
    from playwright.sync_api import sync_playwright

    camera = _camera_file(folder / "camera.mjpeg", next(s.video for s in samples() if s.video.stem == LIVE))
    flags = [*FLAGS, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    flags.append(f"--use-file-for-fake-video-capture={camera}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), chromium_sandbox=False, args=flags
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(_LISTEN)
        page.goto(f"{address}/?movement={LIVE}")
        page.get_by_role("button", name="Start", exact=True).click()
        for _ in range(_LIVE_WITHIN_S * 10):
            if page.evaluate("window.called_out === true"):
                break
            page.wait_for_timeout(100)
        else:
            sys.exit("No fault was called out on the live page; is the machine too busy?")
        picture = cv2.imdecode(np.frombuffer(page.screenshot(), np.uint8), cv2.IMREAD_COLOR)
        browser.close()
    cv2.imwrite(str(target), picture, [cv2.IMWRITE_WEBP_QUALITY, 86])


def _camera_file(target: Path, sample: Path) -> Path:
    """A sample as Chromium's fake camera plays it: motion JPEG, the first picture for long enough to pass the
    setup check.
    """
    with VideoFile(sample, None) as video, target.open("wb") as file:
        for number, frame in enumerate(video):
            jpeg = cv2.imencode(".jpg", cv2.cvtColor(frame.image_rgb, cv2.COLOR_RGB2BGR))[1].tobytes()
            file.write(jpeg * (_STANDS_S * _CAMERA_FPS if number == 0 else 1))
    return target


def settle(page: Any) -> None:
    """Wait until the page has run and nothing changes any more."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_timeout(_QUIET_MS)
    broken = page.locator('[data-testid="stException"]')
    if broken.count():
        sys.exit(f"{page.url} is broken: {broken.first.inner_text()}")


def _height(page: Any, least: int) -> int:
    """How tall the whole page is; Streamlit scrolls inside it."""
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    return max(least, min(int(tall) + 80, _TALLEST_PX))


if __name__ == "__main__":
    sys.exit(main())
