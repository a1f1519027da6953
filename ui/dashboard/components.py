"""The pieces of the pages that Streamlit lacks: a grid of pictures to choose from, a report with its video.

They are plain JavaScript modules and plain CSS; nothing is fetched and nothing is built.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from reports.report_page import result_style
from ui.dashboard import drawings
from ui.dashboard.finished import DOWNLOADS, FinishedSet

_FRONTEND: Final = Path(__file__).with_name("frontend")


@dataclass(frozen=True, slots=True)
class Card:
    """One picture to choose, with a title and one line below. `svg` is markup that ships with the program."""

    id: str
    title: str
    line: str
    svg: str


def cards(found: Sequence[Card], key: str) -> str | None:
    """Draw a grid of cards, and give the id of the card that was just clicked, None when none was."""
    result = _cards()(key=key, data=[asdict(card) for card in found], on_chosen_change=lambda: None)
    chosen: str | None = result.chosen
    return chosen


def result(finished: FinishedSet) -> None:
    """Draw all that a report shows, with the video beside the curve and the files to download."""
    downloads = [
        {"label": label, "href": f"{finished.files[name]}?download"}
        for name, label in DOWNLOADS.items()
        if name in finished.files
    ]
    data = {"name": f"{finished.name} {finished.when}", "body": finished.body(), "downloads": downloads}
    _result()(key="result", data=data)


def style() -> None:
    """Add the style of the pages' own tables to the page."""
    st.html(_FRONTEND / "pages.css")


def drawing(svg: str, key: str) -> None:
    """Draw an SVG in the colours of the page. `svg` is markup that ships with the program."""
    _drawing()(key=key, data=svg)


@cache
def svg_of(movement_id: str) -> str:
    """The drawing of a movement as markup, "" when it has no drawing."""
    path = drawings.drawing(movement_id)
    return path.read_text(encoding="utf-8") if path else ""


@cache
def _cards() -> Any:
    return st.components.v2.component("backline.cards", css=_text("cards.css"), js=_text("cards.js"))


@cache
def _drawing() -> Any:
    return st.components.v2.component("backline.drawing", css=_text("drawing.css"), js=_text("drawing.js"))


@cache
def _result() -> Any:
    css = result_style() + _text("result.css")
    return st.components.v2.component("backline.result", css=css, js=_text("result.js"))


def _text(name: str) -> str:
    return (_FRONTEND / name).read_text(encoding="utf-8")
