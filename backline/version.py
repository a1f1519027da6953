"""The version of Backline."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Final


def _version() -> str:
    try:
        return version("backline")
    except PackageNotFoundError:
        return "0+not.installed"


__version__: Final = _version()
"""As in pyproject.toml; "0+not.installed" in a folder from which nothing was installed."""
