"""Recordings of people that tests may look at."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from analysis import outputs
from exercises.report import SetReport
from tests.schema import report_in

settings.register_profile("any machine", deadline=None)  # how long an example takes is no behaviour
settings.load_profile("any machine")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session", autouse=True)
def reports_keep_to_their_schema() -> Iterator[None]:
    """Every report.json that this process writes conforms to the schema, and gives the same report again."""
    write_report = outputs.write_report

    def write_and_read(path: Path, report: SetReport) -> None:
        write_report(path, report)
        assert SetReport.from_dict(report_in(path)) == report

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(outputs, "write_report", write_and_read)
        yield


@pytest.fixture(scope="session")
def real_sets() -> Path:
    """Recordings of real people, which are no part of the project; without them some tests are skipped."""
    folder = Path(os.environ.get("BACKLINE_REAL_SETS", ROOT.parent / "shared" / "real_sets"))
    if not folder.is_dir():
        pytest.skip("no recordings of real people here; BACKLINE_REAL_SETS names their folder")
    return folder


@pytest.fixture(scope="session")
def person_clip(request: pytest.FixtureRequest) -> Path:
    """A recording with one person in full view."""
    samples = sorted((ROOT / "sample_videos").glob("*.mp4"))
    if samples:
        return samples[0]
    real: Path = request.getfixturevalue("real_sets")
    return real / "028_biceps_curl.mp4"
