"""How fast live coaching is in a real browser: frames a second judged and drawn, and how late they are.

    python -m benchmarks.live [--seconds 60] [--model full|lite] [--no-webrtc]
    python -m benchmarks.live --soak MINUTES

Chromium's fake camera plays a sample set at 30 frames a second, over and over; server and browser share the
machine, as they do at home. Late is how long after its capture a frame stands on the screen with its skeleton
and its verdict. The same set goes through streamlit-webrtc in the same run where that is installed
(`pip install -c constraints.txt streamlit-webrtc`).

The soak run counts every set of the loop against its truth and watches memory and lateness.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.browser import MOVEMENT, Camera, Speed, chromium_page, serve_dashboard

LEAST_FPS, MEDIAN_MS, P95_MS = 22.0, 100.0, 170.0
MOST_GROWTH = 0.05
_WARM_S = 8.0
_AWAY_S = 10.0  # the person must be away long enough for the set to end and be written

_NOTE = """
window.drawn = [];
document.addEventListener('backline-frame', (event) => {
  const { answer, capturedMs, drawnMs } = event.detail;
  window.drawn.push([capturedMs, drawnMs, answer.took_ms, answer.reps ?? -1]);
});
"""
_TAKE = "window.drawn.splice(0)"


def main() -> None:
    """Measure live coaching, or run the soak, and print the figures."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="backline-live-") as name:
        folder = Path(name)
        if options.soak:
            sys.exit(soak(folder, options.soak, options.model))
        before = os.getloadavg()[0]
        ours = measure(folder, options.seconds, options.model)
        print_speed("Backline", ours, judged=True)
        if options.webrtc:
            from benchmarks.webrtc import measure as measure_webrtc
            from benchmarks.webrtc import missing

            reason = missing()
            if reason:
                print(f"streamlit-webrtc: not measured, {reason}")
            else:
                print_speed("streamlit-webrtc", measure_webrtc(folder, options.seconds, options.model))
        print(
            f"{os.cpu_count()} cores, load {before:.1f} before and {os.getloadavg()[0]:.1f} after, model"
            f" {options.model}, {options.seconds:g} s each"
        )


def measure(folder: Path, seconds: float, model: str) -> Speed:
    """Measure live coaching for so many seconds, once it runs."""
    camera = Camera.playing(MOVEMENT, folder)
    with serve_dashboard(folder, model) as server, chromium_page(camera, _NOTE) as page:
        page.goto(f"{server.address}/?movement={MOVEMENT}")
        page.get_by_role("button", name="Start", exact=True).click(timeout=60_000)
        page.wait_for_function("window.drawn.some(([,,, reps]) => reps >= 0)", timeout=90_000)
        page.wait_for_timeout(1000 * _WARM_S)
        page.evaluate(_TAKE)
        page.wait_for_timeout(1000 * seconds)
        return Speed.of(page.evaluate(_TAKE))


def print_speed(what: str, speed: Speed, judged: bool = False) -> None:
    """Print the figures; with `judged` it says whether they meet their targets."""
    rows = [
        ("frames a second", speed.fps, LEAST_FPS, "≥"),
        ("late, median ms", speed.median_ms, MEDIAN_MS, "≤"),
        ("late, 95 % ms", speed.p95_ms, P95_MS, "≤"),
    ]
    for name, value, target, sign in rows:
        met = value >= target if sign == "≥" else value <= target
        verdict = f"{sign} {target:g}  {'met' if met else 'MISSED'}" if judged else ""
        print(f"{what:17} {name:17} {value:7.1f}  {verdict}")
    if speed.took_ms is not None:
        print(f"{what:17} {'of it server, ms':17} {speed.took_ms:7.1f}")


# --- soak -------------------------------------------------------------------------------------------------


def soak(folder: Path, minutes: float, model: str) -> int:
    """Coach the loop for so many minutes; returns exit code 0 when memory, count and lateness hold."""
    camera = Camera.playing(MOVEMENT, folder, after_s=_AWAY_S)
    with serve_dashboard(folder, model) as server, chromium_page(camera, _NOTE) as page:
        page.goto(f"{server.address}/?movement={MOVEMENT}")
        page.get_by_role("button", name="Start", exact=True).click(timeout=60_000)
        page.wait_for_function("window.drawn.length", timeout=90_000)
        windows: list[tuple[float, float, float]] = []
        end_s = time.monotonic() + 60 * minutes
        while time.monotonic() < end_s:
            page.wait_for_timeout(min(60_000, max(1000 * (end_s - time.monotonic()), 1)))
            drawn = page.evaluate(_TAKE)
            if len(drawn) < 2:
                continue
            speed, held_mb = Speed.of(drawn), _memory_mb(server.pid)
            windows.append((held_mb, speed.median_ms, speed.fps))
            print(f"{held_mb:7.1f} MB  {speed.median_ms:6.1f} ms  {speed.fps:5.1f} fps", flush=True)
        page.get_by_role("button", name="Next set").click()
        page.wait_for_timeout(2000)
    return _judge(windows, _counts(folder), camera.reps)


def _judge(windows: list[tuple[float, float, float]], counts: list[int], reps: int) -> int:
    part = max(len(windows) // 5, 1)
    settled = windows[1:] if len(windows) > 2 else windows  # the program still loads in the first minute
    first, last = settled[:part], settled[-part:]
    growth = median(w[0] for w in last) / median(w[0] for w in first) - 1
    drift = median(w[1] for w in last) / median(w[1] for w in first) - 1
    whole = counts[:-1]  # the end of the run cut the last set off
    wrong = [count for count in whole if count != reps]
    print(f"memory grew by {growth:+.1%} (≤ {MOST_GROWTH:.0%}), lateness by {drift:+.1%}")
    print(
        f"{len(whole) - len(wrong)} of {len(whole)} sets counted {reps}" + (f", not {wrong}" if wrong else "")
    )
    return int(growth > MOST_GROWTH or bool(wrong) or not whole)


def _counts(folder: Path) -> list[int]:
    reports = sorted(folder.glob("backline-out/*/set-*/report.json"), key=lambda path: path.stat().st_mtime)
    return [json.loads(path.read_text())["reps"] for path in reports]


def _memory_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("The server is gone.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to measure")
    parser.add_argument("--model", default="full", help="pose model")
    parser.add_argument("--no-webrtc", dest="webrtc", action="store_false", help="leave out streamlit-webrtc")
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="coach for so long instead")
    return parser.parse_args()


if __name__ == "__main__":
    main()
