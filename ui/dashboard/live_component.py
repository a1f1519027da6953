"""The component that shows the camera's picture with the coaching drawn on it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from exercises.movement import Movement
from ui.dashboard.preferences import Preferences
from ui.dashboard.server import FRONTEND
from ui.dashboard.stream import PATH

_FILES = Path(__file__).with_name("frontend")
# Streamlit takes the script as one text only, so this loads the modules from the same server.
_SCRIPT = f"""
const ready = import(new URL("{FRONTEND}/live.js", location.href).href);
export default function (component) {{
  let leave = null, left = false;
  ready.then((live) => {{ if (!left) leave = live.mount(component); }});
  return () => {{ left = true; leave?.(); }};
}}
"""


@cache
def _component() -> Any:
    return st.components.v2.component(
        "backline.live",
        html=(_FILES / "live.html").read_text(encoding="utf-8"),
        css=(_FILES / "live.css").read_text(encoding="utf-8"),
        js=_SCRIPT,
    )


def live_component(session_id: str, movement: Movement, chosen: Preferences) -> None:
    """Show the camera's picture with the coaching. The page runs again whenever a set is over."""
    measure = movement.signal.measure if movement.signal else movement.hold_checks[0].measure
    signal = movement.signal
    ends = [signal.rest, signal.effort] if signal is not None and not signal.from_neutral else []
    _component()(
        key="live",
        data={
            "stream": PATH.replace("{session_id}", session_id),
            "movement": movement.id,
            "mirror": chosen.mirror,
            "voice": chosen.voice,
            "volume": chosen.volume,
            "rest_s": chosen.rest_s,
            "trace": {"label": measure.label, "unit": measure.unit, "ends": ends},
        },
        on_set_done_change=lambda: None,
    )
