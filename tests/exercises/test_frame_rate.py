"""Counts and verdicts are the same at any frame rate down to 8 a second; below it, tempo is not told."""

from __future__ import annotations

import numpy as np
import pytest

from exercises.report import SetReport
from exercises.verdict import Result
from tests.exercises.coaching import coached, filmed
from tests.figures import Beat, a_set
from vision.track import Track

REPEATED = ["bent_over_barbell_row", "deadlift", "lat_pulldown", "bridge"]


def at_rate(track: Track, rate_hz: float) -> Track:
    wanted = np.arange(track.time_s[0], track.time_s[-1], 1 / rate_hz)
    return track.frames(np.unique(np.searchsorted(track.time_s, wanted - 1e-6)))


def results(report: SetReport) -> dict[str, Result]:
    return {verdict.check: verdict.result for verdict in report.verdicts}


@pytest.mark.parametrize("rate_hz", [15.0, 10.0, 8.0])
@pytest.mark.parametrize("movement", REPEATED)
def test_repetitions_are_counted_and_judged_alike(movement: str, rate_hz: float) -> None:
    whole = filmed(movement, *a_set(movement, 4))
    usual, thin = coached(whole, movement), coached(at_rate(whole, rate_hz), movement)

    assert thin.reps == usual.reps
    assert results(thin) == results(usual)
    assert not any("pictures a second" in warning for warning in thin.warnings)


@pytest.mark.parametrize("rate_hz", [15.0, 10.0, 8.0])
def test_a_hold_is_timed_and_judged_alike(rate_hz: float) -> None:
    whole = filmed("plank", Beat(6.0), Beat(4.0, dials=(("sag", 1.0),)), Beat(5.0))
    usual, thin = coached(whole, "plank"), coached(at_rate(whole, rate_hz), "plank")

    assert usual.hold is not None and thin.hold is not None
    assert thin.hold.total_s == pytest.approx(usual.hold.total_s, abs=0.3)
    assert results(thin) == results(usual)


def test_below_eight_pictures_a_second_tempo_is_withheld_and_it_is_said() -> None:
    thin = coached(at_rate(filmed("bridge", *a_set("bridge", 4)), 5.0), "bridge")

    pauses = [verdict for verdict in thin.verdicts if verdict.check in ("pause", "drop")]
    assert {verdict.result for verdict in pauses} == {Result.NOT_JUDGED}
    assert any(warning.startswith("Only 5.0 pictures a second") for warning in thin.warnings)


def test_the_score_gives_no_points_for_a_tempo_that_was_withheld() -> None:
    whole = filmed("deadlift", *a_set("deadlift", 4))
    usual, thin = coached(whole, "deadlift"), coached(at_rate(whole, 5.0), "deadlift")

    assert "Controlled lowering" in [part.name for part in usual.score_parts]
    assert "Controlled lowering" not in [part.name for part in thin.score_parts]
