"""A studio that draws nothing, for the tests of what is kept and of what is run."""

import json
from pathlib import Path

import pytest

from benchmarks.accuracy import cache
from sample_videos.studio.film import Take


@pytest.fixture
def library_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand-in versions: the checksums ask for those of libraries that only drawing needs."""
    monkeypatch.setattr(cache, "version", lambda name: "1.0")


class Studio:
    """Stands in for the studio that draws, and counts how often it is asked."""

    def __init__(self) -> None:
        self.films = self.truths = 0

    def film(self, take: Take, folder: Path) -> Path:
        self.films += 1
        path = folder / f"{take.name}.mp4"
        path.write_bytes(b"pictures of " + take.name.encode())
        self.film_truth(take, folder)
        return path

    def film_truth(self, take: Take, folder: Path) -> Path:
        self.truths += 1
        path = folder / f"{take.name}.truth.json"
        path.write_text(json.dumps({"name": take.name}))
        return path


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch) -> Studio:
    studio = Studio()
    monkeypatch.setattr(cache, "film", studio.film)
    monkeypatch.setattr(cache, "film_truth", studio.film_truth)
    return studio
