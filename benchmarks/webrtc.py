"""How fast streamlit-webrtc is on the same set, and how late its pictures come back.

A picture that comes back does not say which frame it was. Each frame therefore carries its number in squares
along the lower edge. It is late by the time between its showing in a plain preview of the same camera and its
showing in the picture that comes back.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.browser import CODE_BITS, CODE_PX, MOVEMENT, ROOT, Camera, Speed, chromium_page

_PATIENCE_MS, _TRIES = 90_000, 3
_WARM_S = 8.0
_LOOPBACK = ("--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns")
_READ = f"""
window.seen = new Map(); window.drawn = [];
const pad = document.createElement('canvas');
[pad.width, pad.height] = [{CODE_BITS * CODE_PX}, {CODE_PX}];
const pen = pad.getContext('2d', {{ willReadFrequently: true }});
window.numberOf = (video) => {{
  const scale = video.videoHeight / 480;
  pen.drawImage(video, 0, video.videoHeight - {CODE_PX} * scale, pad.width * scale, {CODE_PX} * scale,
    0, 0, pad.width, pad.height);
  const pixels = pen.getImageData(0, {CODE_PX // 2}, pad.width, 1).data;
  let number = 0;
  for (let bit = 0; bit < {CODE_BITS}; bit++)
    number |= (pixels[4 * (bit * {CODE_PX} + {CODE_PX // 2})] > 127) << bit;
  return number;
}};
window.watch = (video, what) => {{
  const next = (now) => {{ what(window.numberOf(video), now); video.requestVideoFrameCallback(next); }};
  video.requestVideoFrameCallback(next);
}};
"""
_BEGIN = """
async () => {
  const preview = document.createElement('video');
  preview.muted = true;
  const video = { width: 640, height: 480, frameRate: 30 };
  preview.srcObject = await navigator.mediaDevices.getUserMedia({ video });
  document.body.append(preview);
  await preview.play();
  window.watch(preview, (number, now) => window.seen.set(number, now));
}
"""
_WATCH = """
(video) => window.watch(video, (number, now) => {
  const captured = window.seen.get(number);
  if (captured !== undefined && now - captured < 5000) window.drawn.push([captured, now]);
})
"""


def missing() -> str | None:
    """Why streamlit-webrtc cannot be measured here, None when it can."""
    if find_spec("streamlit_webrtc") is None:
        return "it is not installed: pip install -c constraints.txt streamlit-webrtc"
    return None


def measure(folder: Path, seconds: float, model: str) -> Speed:
    """Measure the same set for so many seconds, once it runs. Raises SystemExit when it never does."""
    camera = Camera.playing(MOVEMENT, folder, coded=True)
    with _served(folder, model) as address, chromium_page(camera, _READ, _LOOPBACK) as page:
        frame, video = _playing(page, address)
        frame.evaluate(_BEGIN)
        frame.evaluate(_WATCH, video)
        page.wait_for_timeout(1000 * _WARM_S)
        frame.evaluate("window.drawn.splice(0)")
        page.wait_for_timeout(1000 * seconds)
        drawn = frame.evaluate("window.drawn.splice(0)")
    if len(drawn) < 2:
        raise SystemExit("streamlit-webrtc's picture stood still.")
    return Speed.of(drawn)


def _playing(page: Any, address: str) -> tuple[Any, Any]:
    """The component's frame and its video, once pictures come back.

    The connection fails at times while the page is still settling, and the component does not try again.
    """
    from playwright.sync_api import TimeoutError as NothingPlays

    for _ in range(_TRIES):
        page.goto(address)
        frame = page.wait_for_selector("iframe", timeout=_PATIENCE_MS).content_frame()
        frame.get_by_role("button", name="Start").click(timeout=_PATIENCE_MS)
        video = frame.wait_for_selector("video", state="attached", timeout=_PATIENCE_MS)
        try:
            frame.wait_for_function(
                "(video) => video.videoWidth > 100 && video.currentTime > 1",
                arg=video,
                timeout=_PATIENCE_MS / _TRIES,
            )
        except NothingPlays:
            continue
        return frame, video
    raise SystemExit(f"streamlit-webrtc made no connection in {_TRIES} tries.")


@contextmanager
def _served(folder: Path, model: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "BACKLINE_MODEL": model,
        "BACKLINE_MOVEMENT": MOVEMENT,
    }
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "runner.postScriptGC": "false",
        "server.fileWatcherType": "none",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(ROOT / "benchmarks" / "webrtc_app.py"), *flags],
        env=environment,
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(address: str) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(300):
        try:
            opener.open(address, timeout=1)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("streamlit-webrtc's page did not start.")
