"""The back of a deadlift, on outlines as real people show them."""

from dataclasses import replace

import numpy as np
import pytest

from exercises.report import RepResult
from exercises.verdict import Result, Verdict
from tests.exercises.coaching import coached, filmed, mirrored
from tests.figures import a_set
from vision.pose import OUTLINE_STATIONS, Landmark
from vision.track import Track

# One lifter in a loose hoodie, side-on, each tenth of the way from hip to shoulder: the moments that decide
# in the least flat of his five flat deadlifts, and in one of his five rounded ones.
STANDING = [0.277, 0.246, 0.241, 0.191, 0.172, 0.183, 0.188, 0.182, 0.197, 0.231, 0.223]
FLAT = [0.350, 0.356, 0.360, 0.353, 0.332, 0.314, 0.304, 0.292, 0.267, 0.347, 0.342]
ROUNDED = [0.308, 0.336, 0.356, 0.370, 0.372, 0.373, 0.372, 0.373, 0.356, 0.415, 0.412]
MOST_BENT_DEG = 68.0  # of the figure


def deadlifts(bent: list[float], standing: list[float] = STANDING) -> Track:
    """Two, with one outline of the back while bent over and another while upright."""
    track = filmed("deadlift", *a_set("deadlift", 2))
    points = track.landmarks_px
    trunk = points[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=1)
    trunk -= points[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1)
    share = (np.degrees(np.arccos(-trunk[:, 1] / np.hypot(*trunk.T))) / MOST_BENT_DEG)[:, None]
    back = np.where(share > 0.5, stations(bent), stations(standing))
    assert track.outline is not None
    outline = track.outline.copy()
    outline[:, 0] = back
    return replace(track, outline=outline)


def rounded_between(track: Track) -> Track:
    """With the back rounded for a moment between the two, while the bar is down."""
    report = coached(track, "deadlift")
    down_s = report.rep_list[0].end_s
    assert down_s is not None and track.outline is not None
    outline = track.outline.copy()
    outline[np.abs(track.time_s - down_s) < 0.15, 0] = stations(ROUNDED)
    return replace(track, outline=outline)


def stations(tenths: list[float]) -> np.ndarray:
    return np.interp(np.linspace(0, 1, OUTLINE_STATIONS), np.linspace(0, 1, 11), tenths)


def backs(track: Track) -> list[Verdict]:
    return [flat_back(rep) for rep in coached(track, "deadlift").rep_list]


def flat_back(rep: RepResult) -> Verdict:
    return next(verdict for verdict in rep.verdicts if verdict.check == "flat_back")


@pytest.mark.parametrize(("bent", "result"), [(FLAT, Result.OK), (ROUNDED, Result.FAULT)])
def test_a_real_back_is_judged_by_its_first_repetition(bent: list[float], result: Result) -> None:
    assert [verdict.result for verdict in backs(deadlifts(bent))] == [result] * 2
    assert [verdict.result for verdict in backs(mirrored(deadlifts(bent)))] == [result] * 2


def test_a_back_that_rounds_while_the_bar_is_down_is_no_fault() -> None:
    assert [verdict.result for verdict in backs(rounded_between(deadlifts(FLAT)))] == [Result.OK] * 2


def test_clothes_that_stand_off_the_back_all_along_do_not_round_it() -> None:
    thicker = [[height + 0.08 for height in outline] for outline in (FLAT, STANDING)]

    assert [verdict.result for verdict in backs(deadlifts(*thicker))] == [Result.OK] * 2


def test_without_the_outline_of_the_standing_back_it_is_not_judged() -> None:
    withheld = backs(deadlifts(ROUNDED, [np.nan] * 11))[0]

    assert withheld.result is Result.NOT_JUDGED
    assert withheld.reason == "the outline of your back was not seen while you stood"


@pytest.mark.parametrize(
    ("rise", "result"), [(0.36, Result.OK), (0.47, Result.NOT_JUDGED), (0.54, Result.FAULT)]
)
def test_a_row_that_rounds_a_little_from_the_first_on_is_too_close_to_call(
    rise: float, result: Result
) -> None:
    track = filmed("bent_over_barbell_row", *a_set("bent_over_barbell_row", 3))
    assert track.outline is not None
    station = np.linspace(0, 1, OUTLINE_STATIONS)
    upper = station[20:33]
    curve = (rise - 0.18) / ((upper * (1 - upper)).mean() + 0.5)
    outline = track.outline.copy()
    outline[:, 0] = 0.18 + curve * station * (1 - station)

    report = coached(replace(track, outline=outline), "bent_over_barbell_row")

    assert [flat_back(rep).result for rep in report.rep_list] == [result] * 3
