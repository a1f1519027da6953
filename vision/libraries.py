"""System libraries that the wheels of OpenCV and MediaPipe expect the machine to have.

Both fail at import with a linker's message when one is missing, so they are looked for beforehand. The module
needs the standard library alone: `python3 -m vision.libraries` works before anything is installed and prints
the Debian packages that are missing, one per line.
"""

from __future__ import annotations

import ctypes
import sys
from typing import NamedTuple

from vision.errors import LibraryError


class SystemLibrary(NamedTuple):
    """A shared library, the Debian package that brings it, and who needs it."""

    file: str
    package: str
    needed_by: str


LIBRARIES = (
    SystemLibrary("libGL.so.1", "libgl1", "OpenCV"),
    SystemLibrary("libxcb.so.1", "libxcb1", "OpenCV"),
    SystemLibrary("libglib-2.0.so.0", "libglib2.0-0", "OpenCV"),
    SystemLibrary("libgthread-2.0.so.0", "libglib2.0-0", "OpenCV"),
    SystemLibrary("libEGL.so.1", "libegl1", "MediaPipe"),
    SystemLibrary("libGLESv2.so.2", "libgles2", "MediaPipe"),
)

# Only a window on the screen needs these; without them Qt ends the whole process.
WINDOW_LIBRARIES = (
    SystemLibrary("libX11.so.6", "libx11-6", "windows"),
    SystemLibrary("libXext.so.6", "libxext6", "windows"),
    SystemLibrary("libSM.so.6", "libsm6", "windows"),
    SystemLibrary("libICE.so.6", "libice6", "windows"),
)


def missing_libraries(window: bool = False) -> list[SystemLibrary]:
    """The libraries that the loader cannot find, with `window` also those that showing a window needs.

    The list is always empty on systems other than Linux, whose wheels bring their own.
    """
    if not sys.platform.startswith("linux"):
        return []
    wanted = LIBRARIES + WINDOW_LIBRARIES if window else LIBRARIES
    return [library for library in wanted if not _loads(library.file)]


def install_command(missing: list[SystemLibrary]) -> str:
    """The one command that installs these libraries on Debian and Ubuntu."""
    return "sudo apt-get install -y " + " ".join(_packages(missing))


def require_libraries(window: bool = False) -> None:
    """Raise LibraryError naming every missing library and the command that installs them all.

    Call it before the first import of `cv2` or `mediapipe` in a command that a person starts; with `window`
    when that command opens one.
    """
    missing = missing_libraries(window)
    if missing:
        files = ", ".join(library.file for library in missing)
        noun = "library" if len(missing) == 1 else "libraries"
        raise LibraryError(f"The system lacks the {noun} {files}: install with `{install_command(missing)}`.")


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _packages(missing: list[SystemLibrary]) -> list[str]:
    return list(dict.fromkeys(library.package for library in missing))


if __name__ == "__main__":
    for package in _packages(missing_libraries()):
        print(package)
