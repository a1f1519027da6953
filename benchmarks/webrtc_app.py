"""The page that does the same coaching through streamlit-webrtc, run by `benchmarks.webrtc`."""

from __future__ import annotations

import os
import threading
from typing import Any

import cv2
import streamlit as st
from av import VideoFrame
from streamlit_webrtc import WebRtcMode, webrtc_streamer

from analysis.live_set import LiveSet
from analysis.overlay import overlay_of
from vision.draw import draw_overlay
from vision.estimate import PoseEstimator
from vision.pose import Frame


class Coached:
    """Takes each frame through the estimator and the coach, and draws as the window does."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._estimator = PoseEstimator(os.environ["BACKLINE_MODEL"], with_outline=True)
        self._set: LiveSet | None = None
        self._last_s = -1.0

    def __call__(self, frame: VideoFrame) -> VideoFrame:
        with self._lock:
            image_rgb = frame.to_ndarray(format="rgb24")
            time_s = max(float(frame.time or 0.0), self._last_s + 0.001)
            self._last_s = time_s
            if self._set is None:
                size_px = image_rgb.shape[1], image_rgb.shape[0]
                self._set = LiveSet(os.environ["BACKLINE_MOVEMENT"], size_px, None, None)
            pose = self._estimator.estimate(Frame(image_rgb, time_s, 0))
            state = self._set.take(time_s, pose)
            code = image_rgb[-24:].copy()  # the benchmark reads these rows, so nothing may be drawn over them
            drawn = draw_overlay(image_rgb, overlay_of(state, self._set.movement, pose))
            drawn[-24:] = code
            back = VideoFrame.from_ndarray(cv2.cvtColor(drawn, cv2.COLOR_RGB2BGR), format="bgr24")
            back.pts, back.time_base = frame.pts, frame.time_base
            return back


def _frame_callback() -> Coached:
    kept: Any = st.session_state
    if "coached" not in kept:
        kept["coached"] = Coached()
    return kept["coached"]


webrtc_streamer(
    key="coach",
    mode=WebRtcMode.SENDRECV,
    rtc_configuration={"iceServers": []},
    media_stream_constraints={"video": {"width": 640, "height": 480, "frameRate": 30}, "audio": False},
    video_frame_callback=_frame_callback(),
    async_processing=True,
)
