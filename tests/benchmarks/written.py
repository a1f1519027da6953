"""Truths, reports and tracks written by hand, small enough to know every figure beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.accuracy.outcomes import Outcome, TakeInfo
from exercises.catalogue import find
from exercises.report import SetReport
from vision.pose import LANDMARK_COUNT
from vision.track import Track

Json = dict[str, Any]

REP_S = 3.0
"""Repetitions follow each other without a gap."""


def a_fault(check: str, size: float, fine: float = 5.0, fault: float = 12.0) -> Json:
    """A fault whose dial shows another number than was measured on the skeleton."""
    sizes = {"size": 2 * size, "true_size": size, "fine": fine, "fault": fault}
    return {"check": check, "dial": f"{check}_deg", "unit": "deg", **sizes}


def half(size: float) -> Json:
    """The fault of leaving out a part of the way."""
    dial = {"check": "range", "dial": "range_missing", "unit": "share"}
    return {**dial, "size": size, "true_size": size, "fine": 0.10, "fault": 0.40}


def performed(*faults_of_reps: Sequence[Json]) -> Json:
    """The truth of a set: the faults of each repetition."""
    reps = [{"index": i + 1, **_times(i), "faults": list(f)} for i, f in enumerate(faults_of_reps)]
    return {"rep_list": reps, "hold": None, "frames": []}


def _times(at: int) -> Json:
    start_s = at * REP_S
    return {"start_s": start_s, "peak_s": start_s + 1.0, "leave_s": start_s + 2.0, "end_s": start_s + REP_S}


def counted(at: int, movement: str = "bridge", late_s: float = 0.1, **results: str | float) -> Json:
    """A reported repetition that is number `at` of the truth.

    Every check is ok unless it is named in `results`, with its result or with the value of one that is ok.
    """
    times = _times(at)
    start_s, peak_s, end_s = (times[name] + late_s for name in ("start_s", "peak_s", "end_s"))
    verdicts = [_verdict(check.id, results.get(check.id, "ok")) for check in find(movement).checks]
    return {
        "index": at + 1,
        "side": None,
        "start_s": start_s,
        "peak_s": peak_s,
        "end_s": end_s,
        "rom_deg": None,
        "lifting_s": 1.0,
        "top_pause_s": 1.0,
        "lowering_s": 1.0,
        "bottom_pause_s": None,
        "verdicts": verdicts,
    }


def _verdict(check: str, result: str | float) -> Json:
    value = None if isinstance(result, str) else result
    result = result if isinstance(result, str) else "ok"
    reason = "hidden" if result == "not_judged" else None
    return {"check": check, "label": check, "result": result, "value": value, "reason": reason}


def reported(*reps: Json, attempts: Sequence[Json] = (), **changes: Any) -> SetReport:
    """The report of a set; `changes` are values as report.json holds them."""
    content: Json = {
        "schema_version": 1,
        "movement": "written",
        "movement_name": "Written",
        "kind": "reps",
        "source": {"file": "written"},
        "view": "side",
        "side": None,
        "attempts": len(reps) + len(attempts),
        "reps": len(reps),
        "clean_reps": 0,
        "sides": {},
        "hold": None,
        "score": None,
        "rep_list": list(reps),
        "attempt_list": list(attempts),
        "verdicts": [],
    }
    return SetReport.from_dict(content | changes)


def held(
    spans: Sequence[tuple[float, float]],
    pauses: Sequence[tuple[float, float, str]],
    unclear_s: float = 0.0,
    **results: str,
) -> SetReport:
    """The report of a plank."""
    lengths_s = [end_s - start_s for start_s, end_s in spans]
    return reported(
        kind="hold",
        verdicts=[_verdict(c.id, results.get(c.id, "ok")) for c in find("plank").hold_checks],
        hold={
            "total_s": sum(lengths_s),
            "longest_s": max(lengths_s, default=0.0),
            "unclear_s": unclear_s,
            "spans": [{"start_s": start_s, "end_s": end_s} for start_s, end_s in spans],
            "pauses": [{"start_s": s, "end_s": e, "reason": reason} for s, e, reason in pauses],
        },
    )


def sagging(
    size: float, start_s: float = 10.0, end_s: float = 15.0, till_s: float = 25.0, way_s: float = 0.0
) -> Json:
    """The truth of a plank from 0 on with one fault, which takes `way_s` to come and to go."""
    times = {"start_s": start_s - way_s, "peak_s": start_s, "leave_s": end_s, "end_s": end_s + way_s}
    part = {**times, "faults": [{**a_fault("hips_sag", size), "dial": "sag_deg"}]}
    return {"rep_list": [], "hold": {"start_s": 0.0, "end_s": till_s, "fault_list": [part]}, "frames": []}


def outcome(truth: Json, report: SetReport, movement: str = "bridge", **take: Any) -> Outcome:
    """An outcome that is as usual where nothing else is said."""
    known: Mapping[str, Any] = {
        "name": "set",
        "cast": "reporting",
        "movement": movement,
        "person": "somebody",
        "room": "somewhere",
        "condition": "usual",
        "view": find(movement).best_view.value,
        "azimuth_off_deg": 0.0,
        "distance_m": 3.0,
        "roll_deg": 0.0,
        "size_px": (480, 360),
        "fps": 15.0,
        **take,
    }
    return Outcome(TakeInfo(**known), truth, report, still_track())


def still_track(frames: int = 4, fps: float = 15.0) -> Track:
    """Somebody whose landmarks lie on a line."""
    places = np.tile(np.arange(LANDMARK_COUNT, dtype=np.float32)[:, None] * 3 + 10, (frames, 1, 2))
    visibility = np.ones((frames, LANDMARK_COUNT), np.float32)
    return Track(np.arange(frames) / fps, places, visibility, (480, 360), source={"file": "written"})


def empty_track(path: Path, frames: int = 20) -> None:
    """Save a track in which nobody was found."""
    landmarks = np.full((frames, LANDMARK_COUNT, 2), np.nan, np.float32)
    times = np.arange(frames) / 15
    Track(times, landmarks, np.zeros((frames, LANDMARK_COUNT), np.float32), (480, 360)).save(path)
