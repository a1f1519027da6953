"""The dashboard as a person starts it: a process of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ui.command_line import ENVIRONMENT, command


@dataclass(frozen=True)
class Served:
    """A dashboard that answers at `address`; what it writes lies under `home`."""

    address: str
    home: Path
    process: subprocess.Popen[str]

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://").partition("/")[0]


@contextmanager
def served(home: Path, *arguments: str) -> Iterator[Served]:
    """Serve on any free port until the end of the block."""
    environment = {**ENVIRONMENT, "XDG_CONFIG_HOME": str(home), "HOME": str(home)}
    process = subprocess.Popen(
        command("serve", "--port", "0", *arguments),
        cwd=home,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("Backline is at http"), line
        yield Served(line.split()[3], home, process)
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()
