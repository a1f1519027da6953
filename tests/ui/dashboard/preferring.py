"""Settings of somebody who uses the dashboard."""

from __future__ import annotations

import json
from pathlib import Path


def settings_in(home: Path, sets: Path) -> dict[str, str]:
    """The environment of somebody whose settings lie in `home` and whose finished sets lie in `sets`."""
    path = home / "backline" / "preferences.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"folder": str(sets), "model": "lite"}), encoding="utf-8")
    return {"XDG_CONFIG_HOME": str(home)}
