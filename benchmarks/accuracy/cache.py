"""A cache for what takes long to make: films of test people, and the poses found in them.

A film is used again when nothing that decides its pictures has changed: every posture in it, the person, room
and camera, the source that draws them and the versions of the libraries go into its name as a checksum. Its
truth is quick to tell and goes by the whole take and all of the studio's source; poses go by the checksums of
their film, of the model and of the source that finds poses. Each file has its own checksum beside it, so one
that is damaged or was never finished is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FunctionType
from typing import Any, Final

import numpy as np

from sample_videos.studio.film import Take, film, film_truth
from vision.errors import BacklineError, TrackError
from vision.models import DEFAULT_MODEL, model_path

ROOT: Final = Path(__file__).resolve().parents[2]
_STUDIO: Final = ROOT / "sample_videos" / "studio"
_NOT_IN_TRUTH: Final = frozenset({
    "__init__", "__main__", "cast", "motions", "samples", "libraries",  # the take holds what they decide
    "landmarks", "tracks", "silhouette",  # they make poses without pictures
})  # fmt: skip
_NOT_IN_PICTURES: Final = _NOT_IN_TRUTH | {"script", "measures", "truth"}  # their postures are in the key
_FINDING_POSES: Final = (
    "estimate",
    "light",
    "person",
    "outline",
    "view",
    "pose",
    "plumb",
    "frames",
    "thinning",
)
_KEY_LENGTH: Final = 16


class CacheError(BacklineError):
    """The folder for what takes long cannot be used."""


def default_folder() -> Path:
    """The folder for caches of this user's programs."""
    if find_spec("platformdirs"):
        from platformdirs import user_cache_dir  # type: ignore[import-not-found,unused-ignore]

        return Path(user_cache_dir("backline", appauthor=False)) / "accuracy"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "backline" / "accuracy"


def film_key(take: Take) -> str:
    """The checksum of all that decides the pictures of a take."""
    motion, person = take.script.motion, take.person
    shown = (
        take.script.posture(take.frame_times_s),
        (motion.rest, motion.ground, motion.equipment, motion.fit),
        (person.shape, person.outfit, take.room, take.viewpoint),
        (take.size_px, take.fps, take.shutter, take.seed),
    )
    apart = _NOT_IN_PICTURES if motion.fit is None else _NOT_IN_TRUTH  # all the source finds a fit
    return _checksum([canonical(shown), _studio_source(apart), *_drawn_by()])


def truth_key(take: Take) -> str:
    """The checksum of all that decides the truth about a take."""
    return _checksum([canonical(take), _studio_source(_NOT_IN_TRUTH), *_drawn_by()])


def _drawn_by() -> list[str]:
    return [f"{name} {version(name)}" for name in ("anny", "moderngl")]


def poses_key(film_sha256: str, model: str | Path, with_outline: bool) -> str:
    """The checksum of all that decides the poses found in a film."""
    sources = _checksum(_texts(ROOT / "vision" / f"{name}.py" for name in _FINDING_POSES))
    found_by = [_sha256(model_path(model)), f"mediapipe {version('mediapipe')}", str(with_outline)]
    return _checksum([film_sha256, sources, *found_by])


def fetch_film(take: Take, folder: Path) -> tuple[Path, Path]:
    """The paths of the film of a take and of its truth, from the cache or made now."""
    video = folder / f"{take.name}-{film_key(take)}.mp4"
    truth = folder / f"{take.name}-{truth_key(take)}.truth.json"
    if not is_whole(video):
        with _made_aside(folder) as aside:
            made = film(take, aside)
            keep({made: video, made.with_suffix(".truth.json"): truth})
    elif not is_whole(truth):
        with _made_aside(folder) as aside:
            keep({film_truth(take, aside): truth})
    return video, truth


def poses(
    recording: Path,
    folder: Path,
    find: Callable[[Path], None],
    with_outline: bool,
    model: str | Path = DEFAULT_MODEL,
) -> Path:
    """The path of a recording's track, from the cache or written now by `find` to the path it is given."""
    key = poses_key(_sha256(recording), model, with_outline)
    path = folder / f"{recording.stem}-{key}.npz"
    if not is_whole(path):
        with _made_aside(folder) as aside:
            found = aside / path.name
            find(found)
            if not found.exists():
                raise TrackError(f"No poses were kept of {recording}: make room in {folder}.")
            keep({found: path})
    return path


def keep(files: Mapping[Path, Path]) -> None:
    """Move finished files to where they belong; the checksum that makes a file valid is written last."""
    for made, path in files.items():
        digest = _sha256(made)
        _seal(path).unlink(missing_ok=True)
        made.replace(path)
        _seal(path).write_text(f"{digest}  {path.name}\n")


def is_whole(*paths: Path) -> bool:
    """Whether each of these files is there and is unchanged since it was finished."""
    return all(
        path.is_file() and _seal(path).is_file() and _seal(path).read_text().split()[:1] == [_sha256(path)]
        for path in paths
    )


def _seal(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


@contextmanager
def _made_aside(folder: Path) -> Iterator[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".unfinished-", dir=folder, ignore_cleanup_errors=True) as aside:
            yield Path(aside)
    except OSError as error:
        raise CacheError(
            f"{folder} cannot be written to ({error.strerror}): name another with --cache."
        ) from error


# --- what a checksum is taken of ----------------------------------------------------------------------------


def canonical(value: Any) -> str:
    """Data of any kind as text that is the same whenever the data is.

    A function is known by its name and what it was made with.
    """
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if is_dataclass(value) and not isinstance(value, type):
        return _named(value, {part.name: getattr(value, part.name) for part in fields(value)})
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(value[key])] for key in sorted(value, key=str)]
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, FunctionType):
        return [value.__qualname__, _plain([cell.cell_contents for cell in value.__closure__ or ()])]
    return _named(value, vars(value))


def _named(value: Any, parts: Mapping[str, Any]) -> dict[str, Any]:
    return {"": type(value).__name__} | {name: _plain(part) for name, part in parts.items()}


@cache
def _studio_source(apart_from: frozenset[str]) -> str:
    modules = (path for path in _STUDIO.glob("*.py") if path.stem not in apart_from)
    return _checksum(_texts(sorted([*modules, *_STUDIO.glob("shaders/*")])))


def _texts(paths: Iterable[Path]) -> list[str]:
    return [f"{path.name}\n{path.read_text()}" for path in paths]


def _checksum(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_KEY_LENGTH]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
