"""The version of the installed distribution."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version


def version() -> str:
    """As in pyproject.toml; "(not installed)" when run from a folder that was not."""
    try:
        return installed_version("backline")
    except PackageNotFoundError:
        return "(not installed)"
