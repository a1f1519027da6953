"""The page Live: coaching in front of the camera."""

from __future__ import annotations

import uuid

import streamlit as st

from analysis import outputs
from exercises.catalogue import all_movements
from exercises.movement import Movement
from reports.wording import result_sentences
from ui.dashboard import components, drawings, preferences
from ui.dashboard.hub import HUB
from ui.dashboard.live_component import live_component

_SIDES = {"Both sides": None, "Left only": "left", "Right only": "right"}


def page() -> None:
    """Draw the page."""
    components.style()
    session_id: str = st.session_state.setdefault("live_session", uuid.uuid4().hex)
    movement, side = _choice(session_id)
    chosen = preferences.load()
    HUB.choose(session_id, movement.id, side, chosen.strictness)
    live_component(session_id, movement, chosen)
    _guide(movement)
    _sets(session_id)


def _choice(session_id: str) -> tuple[Movement, str | None]:
    """The chosen movement and the side to count, None for both. Both choices survive page changes.

    `?movement=` in the address chooses a movement, for links from other pages.
    """
    movements = all_movements()
    asked = st.query_params.get("movement")
    kept = asked if asked in movements else st.session_state.get("live_movement")
    ids = list(movements)
    choose, which = st.columns([3, 2], vertical_alignment="bottom")
    movement_id = choose.selectbox(
        "Movement",
        ids,
        label_visibility="collapsed",
        index=ids.index(kept) if kept in ids else 0,
        format_func=lambda each: movements[each].name,
        help="Type to search.",
    )
    st.session_state["live_movement"] = movement_id
    movement = movements[movement_id]
    if not movement.sides.apart:
        return movement, None
    sides = st.session_state.setdefault("live_sides", {})  # a widget forgets its choice on page changes
    label = which.segmented_control(
        "Count",
        list(_SIDES),
        default=sides.get(movement_id, "Both sides"),
        key=f"live_side_{movement_id}",
        label_visibility="collapsed",
    )
    sides[movement_id] = label or "Both sides"
    return movement, _SIDES[sides[movement_id]]


def _guide(movement: Movement) -> None:
    with st.container(border=True):
        *pictures, words = st.columns([1, 1, 3], vertical_alignment="center")
        for place, svg in zip(pictures, (components.svg_of(movement.id), _camera_svg(movement)), strict=True):
            if svg:
                with place:
                    components.drawing(svg, f"live_{movement.id}_{len(svg)}")
        words.markdown(f"**{movement.name}.** {movement.setup}")
        words.markdown(f"**Camera.** {movement.camera}")


def _camera_svg(movement: Movement) -> str:
    """The drawing of where the camera stands, as markup."""
    return drawings.camera_drawing(movement.best_view).read_text(encoding="utf-8")


def _sets(session_id: str) -> None:
    """Draw the sets done so far, with their reports."""
    session = HUB.session(session_id)
    saved = session.coaching.folders.saved if session else []
    if not saved:
        return
    st.subheader("Sets done")
    for number, (report, files) in reversed(list(enumerate(saved, 1))):
        with st.container(border=True):
            words, download = st.columns([4, 1], vertical_alignment="center")
            words.markdown(
                f"**Set {number} · {report.movement_name}**  \n{' '.join(result_sentences(report))}"
            )
            page_file = next((file for file in files if file.name == outputs.PAGE), None)
            if page_file is not None and page_file.is_file():
                download.download_button(
                    "Report",
                    page_file.read_bytes(),
                    file_name=f"{page_file.parent.name}.html",
                    mime="text/html",
                    key=f"report_{number}",
                    on_click="ignore",
                )
