"""The person's lasting choices, kept in a small file of their own."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from analysis import outputs
from exercises.strictness import Strictness

_FILE = "preferences.json"


@dataclass(frozen=True, slots=True)
class Preferences:
    """Choices that hold on every page.

    `model` is lite or full. `mirror` shows the person as in a mirror. `voice` speaks counts and cues, with
    `volume` in 0..1. `rest_s` is the rest between sets in seconds. Finished sets go to `folder`. `strictness`
    is how strictly form is judged.
    """

    model: str = "full"
    mirror: bool = True
    voice: bool = True
    volume: float = 0.8
    rest_s: int = 90
    folder: str = str(outputs.DEFAULT_ROOT)
    strictness: Strictness = Strictness.USUAL


def load() -> Preferences:
    """The preferences that were kept. The usual ones stand for any that are missing or make no sense."""
    kept: dict[str, Any] = {}
    with suppress(OSError, ValueError):
        read = json.loads(_path().read_text(encoding="utf-8"))
        kept = read if isinstance(read, dict) else {}
    usual = Preferences()
    chosen = {name: kept[name] for name, value in asdict(usual).items() if _alike(kept.get(name), value)}
    return replace(usual, **chosen | {"strictness": Strictness(chosen.get("strictness", usual.strictness))})


def save(preferences: Preferences) -> None:
    """Write the preferences to their file. Raises OutputError when it cannot be written."""
    path = _path()
    outputs.require_writable(path.parent)
    with outputs.whole_file(path) as partial:
        partial.write_text(json.dumps(asdict(preferences), indent=2), encoding="utf-8")


def _path() -> Path:
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home) / "backline" / _FILE


def _alike(value: Any, usual: Any) -> bool:
    numbers = (int, float)
    if isinstance(usual, StrEnum):
        return value in list(type(usual))
    if isinstance(usual, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(usual, bool)
    return isinstance(value, numbers if isinstance(usual, numbers) else str)
