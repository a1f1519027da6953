"""A dashboard that is really served, and a browser that really looks at it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ui.command_line import ENVIRONMENT, command


def settings_in(home: Path, sets: Path) -> dict[str, str]:
    """The environment of somebody whose settings lie in `home` and whose finished sets lie in `sets`."""
    path = home / "backline" / "preferences.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"folder": str(sets), "model": "lite"}), encoding="utf-8")
    return {"XDG_CONFIG_HOME": str(home)}


@contextmanager
def served(home: Path, sets: Path) -> Iterator[str]:
    """Gives the address."""
    environment = {**ENVIRONMENT, **settings_in(home, sets)}
    server = subprocess.Popen(
        command("serve", "--port", "0"), cwd=home, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        found = re.search(r"http://[\d.:]+", server.stdout.readline())
        assert found is not None
        yield found[0]
    finally:
        server.terminate()
        server.wait(20)
