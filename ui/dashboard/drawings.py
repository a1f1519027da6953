"""The drawings that ship with the dashboard; `python -m sample_videos.studio drawings` makes them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from vision.view import View

FOLDER: Final = Path(__file__).with_name("drawings")


def drawing(movement_id: str) -> Path | None:
    """The SVG file of a movement, None when it has no drawing yet. Its ink is `currentColor`."""
    path = FOLDER / f"{movement_id}.svg"
    return path if path.is_file() else None


def camera_drawing(view: View | str) -> Path:
    """The path of the SVG that shows where the camera stands for a view; View.UNKNOWN has no such file."""
    return FOLDER / f"camera-{view}.svg"
