"""The one family of errors that a person may meet.

Every message says what happened, the value seen, and what to do next, in one sentence. The command line
prints it and exits with code 2; nothing below the command line catches it to hide it.
"""


class BacklineError(Exception):
    """Something the person can act on. Its text is shown as it stands, without a traceback."""


class BacklineWarning(UserWarning):
    """Something the person can act on, although the program goes on without it."""


class VideoError(BacklineError):
    """A recording cannot be opened, read or written."""


class CameraError(BacklineError):
    """There is no camera, or it is busy, or it stopped giving pictures."""


class ModelError(BacklineError):
    """A pose model is missing or damaged, or the file is no pose model."""


class LibraryError(BacklineError):
    """A system library is missing; the message names the command that installs it."""


class TrackError(BacklineError):
    """A saved track lacks an array or holds one of the wrong shape."""
