"""Models are checked before they are used, and whoever names a wrong one is told what to do."""

import shutil
import zipfile
from pathlib import Path

import pytest

from vision import models
from vision.errors import ModelError
from vision.models import SHIPPED_SHA256, model_path


@pytest.mark.parametrize("name", SHIPPED_SHA256)
def test_a_shipped_model_is_found_by_name(name: str) -> None:
    path = model_path(name)

    assert path.name == f"pose_landmarker_{name}.task"
    assert zipfile.is_zipfile(path)


@pytest.mark.parametrize("name", SHIPPED_SHA256)
def test_the_readme_gives_the_checksum_that_is_verified(name: str) -> None:
    readme = Path(models.__file__).with_name("README.md").read_text()

    assert SHIPPED_SHA256[name] in readme


def test_one_flipped_bit_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = bytearray(model_path("lite").read_bytes())
    damaged[1_000_000] ^= 1
    (tmp_path / "pose_landmarker_lite.task").write_bytes(damaged)
    monkeypatch.setattr(models, "__file__", str(tmp_path / "__init__.py"))

    with pytest.raises(ModelError, match="damaged: install Backline again"):
        model_path("lite")


def test_a_shipped_model_that_is_gone_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "__file__", str(tmp_path / "__init__.py"))

    with pytest.raises(ModelError, match="`full` is missing"):
        model_path("full")


def test_a_bundle_of_ones_own_is_taken_by_path(tmp_path: Path) -> None:
    own = tmp_path / "own.task"
    shutil.copy(model_path("lite"), own)

    assert model_path(own) == own
    assert model_path(str(own)) == own


@pytest.mark.parametrize(
    ("name", "says"),
    [("ful", "did you mean full"), ("Lite", "did you mean lite"), ("xyz", "use lite or full")],
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, says: str) -> None:
    with pytest.raises(ModelError, match=says):
        model_path(name)


def test_a_missing_bundle_is_named_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no model file .*gone\.task"):
        model_path(tmp_path / "gone.task")


def test_a_file_that_is_no_bundle_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.task"
    text.write_text("not a model")

    with pytest.raises(ModelError, match=r"no \.task bundle"):
        model_path(text)


def test_a_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        model_path(tmp_path)


def test_a_bundle_of_another_task_is_refused(tmp_path: Path) -> None:
    hands = tmp_path / "hands.task"
    with zipfile.ZipFile(hands, "w") as bundle:
        bundle.writestr("hand_detector.tflite", b"")

    with pytest.raises(ModelError, match=r"lacks pose_detector\.tflite and pose_landmarks_detector\.tflite"):
        model_path(hands)
