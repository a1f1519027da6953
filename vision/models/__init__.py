"""The pose models that come with the program, checked before they are used."""

from __future__ import annotations

import hashlib
import zipfile
from difflib import get_close_matches
from pathlib import Path

from vision.errors import ModelError

SHIPPED_SHA256 = {
    "lite": "8a8579fe235080fec533389457d29493099f3434ef2511d4475c7d0007b3378c",
    "full": "71adda116403d7a029a68e27e376cd22826d995650ca51056a7f93c42fa6981c",
}
DEFAULT_MODEL = "full"

_NETWORKS = {"pose_detector.tflite", "pose_landmarks_detector.tflite"}
_WANTED = "give a MediaPipe PoseLandmarker .task file, or use lite or full"


def model_path(name_or_path: str | Path = DEFAULT_MODEL) -> Path:
    """The `.task` file to load: that of a shipped model by name (`lite`, `full`), or the path itself.

    A shipped file must have its published checksum; any other file must hold the two networks of a pose
    landmarker.

    Raises ModelError when the model is unknown, missing or damaged, or the file is something else.
    """
    if str(name_or_path) in SHIPPED_SHA256:
        return _shipped(str(name_or_path))
    path = Path(name_or_path).expanduser()
    if path.suffix != ".task" and not path.exists():
        raise ModelError(_unknown(str(name_or_path)))
    _require_pose_bundle(path)
    return path


def _shipped(name: str) -> Path:
    path = Path(__file__).with_name(f"pose_landmarker_{name}.task")
    if not path.is_file():
        raise ModelError(f"The shipped model `{name}` is missing at {path}: install Backline again.")
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHIPPED_SHA256[name]:
        raise ModelError(f"The shipped model `{name}` at {path} is damaged: install Backline again.")
    return path


def _require_pose_bundle(path: Path) -> None:
    if not path.exists():
        raise ModelError(f"There is no model file {path}: {_WANTED}.")
    try:
        with zipfile.ZipFile(path) as bundle:
            lacking = sorted(_NETWORKS - set(bundle.namelist()))
    except zipfile.BadZipFile as error:
        raise ModelError(f"{path} is no .task bundle: {_WANTED}.") from error
    except OSError as error:
        raise ModelError(f"The model {path} cannot be read ({error.strerror}): {_WANTED}.") from error
    if lacking:
        raise ModelError(f"The bundle {path} lacks {' and '.join(lacking)}: {_WANTED}.")


def _unknown(name: str) -> str:
    near = get_close_matches(name.lower(), SHIPPED_SHA256, n=1, cutoff=0.4)
    meant = f"did you mean {near[0]}?" if near else f"{_WANTED}."
    return f"There is no model `{name}`: {meant}"
