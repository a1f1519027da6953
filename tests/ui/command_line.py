"""The command line as a person calls it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}

Result = subprocess.CompletedProcess


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "ui.cli", *map(str, arguments)]


def backline(*arguments: str | Path, cwd: Path | None = None, before: Sequence[str] = ()) -> Result[str]:
    """Run the command to its end; `before` are words to put before the command, as in `nice`."""
    return subprocess.run(
        [*before, *command(*arguments)],
        cwd=cwd or ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=300,
    )


def complaint(result: Result[str]) -> str:
    """The one sentence with which bad input is turned down."""
    assert result.returncode == 2, (result.returncode, result.stdout, result.stderr)
    assert "Traceback" not in result.stderr
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]
