"""Pictures of every page of the dashboard: wide and on a phone, light and dark; and of the live page in use.

    python -m docs.screenshots --out DIR
    python -m docs.screenshots --live docs/live.webp

The script needs Debian's chromium. The sets are analysed from the samples first, in a folder of their own;
the camera of the live page plays a sample too.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from analysis import outputs
from analysis.analyze import Job, analyze
from benchmarks.browser import FLAGS, Camera, chromium, chromium_page, serve_dashboard
from ui.samples import samples

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
_QUIET_MS: Final = 1500
_LIVE_WITHIN_MS: Final = 180_000
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
    parser.add_argument("--page", choices=PAGES, action="append", help="only this one; may be repeated")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if wish.live:
            live_in_use(home, wish.live)
            return 0
        wish.out.mkdir(parents=True, exist_ok=True)
        make_sets(home / outputs.DEFAULT_ROOT)
        with serve_dashboard(home) as server:
            for path in screenshots(server.address, wish.out, wish.page or list(PAGES)):
                print(path, flush=True)
    return 0


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
            executable_path=chromium(), chromium_sandbox=False, args=list(FLAGS)
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


def live_in_use(home: Path, target: Path) -> None:
    """Write the picture of a set under way, at the moment when a fault is called out."""
    camera = Camera.playing(LIVE, home)
    with serve_dashboard(home) as server, chromium_page(camera, _LISTEN) as page:
        page.goto(f"{server.address}/?movement={LIVE}")
        page.get_by_role("button", name="Start", exact=True).click()
        page.wait_for_function("() => window.called_out", timeout=_LIVE_WITHIN_MS, polling=100)
        # The controls below name the file that is the camera.
        end = page.get_by_role("button", name="Pain: stop").bounding_box()["y"] - 8
        png = page.screenshot(clip={"x": 0, "y": 0, "width": page.viewport_size["width"], "height": end})
        picture = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    cv2.imwrite(str(target), picture, [cv2.IMWRITE_WEBP_QUALITY, 86])


def settle(page: Any) -> None:
    """Wait until the page has run and nothing changes any more."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_timeout(_QUIET_MS)
    broken = page.locator('[data-testid="stException"]')
    if broken.count():
        sys.exit(f"{page.url} is broken: {broken.first.inner_text()}")


def _height(page: Any, least: int) -> int:
    """The height of the whole page in pixels; Streamlit scrolls inside its own frame."""
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    return max(least, min(int(tall) + 80, _TALLEST_PX))


if __name__ == "__main__":
    sys.exit(main())
