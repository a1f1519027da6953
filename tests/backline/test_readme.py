"""The example in the README, word for word, on keypoints as another pose program gives them."""

import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from exercises.catalogue import find
from exercises.coach import coach_track
from sample_videos.studio.tracks import make_track
from tests.keypoints import keypoints_of
from tests.sample_videos.people import film_set
from vision.track import Track

ROOT = Path(__file__).parents[2]
KEYPOINTS = ROOT / "tests" / "data" / "pendlay_row_coco17.npz"
REPS = 4


def whole_pose() -> Track:
    """The set that the saved keypoints are of, with all landmarks and the outline."""
    take = film_set("pendlay_row", *[{}] * REPS, person="ben")
    return make_track(take, noisy=True, with_outline=True)


def save_keypoints(path: Path) -> None:
    """Save keypoints as other programs do: in whole pixels, with 0, 0, 0 for a joint that they do not see."""
    track = whole_pose()
    xy, confidence = keypoints_of(track, "coco17")
    unseen = confidence < 0.3
    xy[unseen], confidence[unseen] = 0.0, 0.0
    np.savez_compressed(
        path,
        xy=xy.round().astype(np.float32),
        confidence=confidence.round(3).astype(np.float32),
        time_s=track.time_s.round(3),
    )


@pytest.fixture(scope="module")
def example() -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = (
        one for one in re.findall(r"```python\n(.*?)```", readme, re.DOTALL) if "import backline" in one
    )
    return str(block)


@pytest.fixture
def ran(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[dict[str, Any], str]:
    """The names that the example sets, and what it prints."""
    shutil.copy(KEYPOINTS, tmp_path / "keypoints.npz")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(example, names)
    return names, capsys.readouterr().out


def test_it_has_five_lines_beside_its_imports(example: str) -> None:
    assert len([line for line in example.splitlines() if line and not line.startswith("import")]) == 5


def test_it_counts_the_repetitions(ran: tuple[dict[str, Any], str]) -> None:
    names, printed = ran

    assert names["report"].reps == REPS
    assert printed.startswith(f"{REPS}\n")


def test_feet_that_are_not_there_end_in_not_judged(ran: tuple[dict[str, Any], str]) -> None:
    """With the feet the bar is seen to be back on the floor."""
    names, printed = ran
    (verdict,) = (v for v in names["report"].verdicts if v.check == "bar_floor")

    assert verdict.result == "not_judged"
    assert verdict.reason == "wrist and heel seen in 0% of the frames that matter"
    assert "Bar back on the floor: not_judged\n" in printed
    whole = coach_track(whole_pose(), find("pendlay_row"))
    assert {v.check: v.result.value for v in whole.verdicts}["bar_floor"] == "ok"


def test_what_the_keypoints_show_is_judged(ran: tuple[dict[str, Any], str]) -> None:
    names, _ = ran
    results = {v.check: v.result.value for v in names["report"].verdicts}

    assert {check for check, result in results.items() if result == "not_judged"} == {
        "bar_floor",
        "flat_back",
    }
    assert "fault" not in results.values()


def test_the_saved_keypoints_are_those_of_the_set(tmp_path: Path) -> None:
    save_keypoints(tmp_path / "again.npz")

    with np.load(KEYPOINTS) as saved, np.load(tmp_path / "again.npz") as again:
        for name in ("xy", "confidence", "time_s"):
            np.testing.assert_allclose(saved[name], again[name], atol=1.0 if name == "xy" else 0.01)
