"""Reports made by hand for tests of what people are shown; changes to them as `report.json` holds them."""

from __future__ import annotations

import math
from typing import Any

from exercises.report import SetReport


def verdict(check: str = "flat_back", result: str = "ok", **changes: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "check": check,
        "label": check.replace("_", " ").capitalize(),
        "result": result,
        "value": 12.0,
        "limit": 20.0,
        "unit": "°",
        "reason": None,
        "cue": None,
        "at_s": None,
    }
    return base | changes


def rep(
    index: int, verdicts: list[dict[str, Any]], start_s: float | None = None, **changes: Any
) -> dict[str, Any]:
    start = 2.0 + 3.0 * (index - 1) if start_s is None else start_s
    base: dict[str, Any] = {
        "index": index,
        "side": None,
        "start_s": start,
        "peak_s": start + 1.1,
        "end_s": start + 2.6,
        "rom_deg": 84.0 + index,
        "lowering_s": 1.3,
        "lifting_s": 1.1,
        "top_pause_s": 0.2,
        "bottom_pause_s": 0.1,
        "verdicts": verdicts,
    }
    return base | changes


def rounded(value: float, at_s: float) -> dict[str, Any]:
    return verdict(
        "flat_back",
        "fault",
        value=value,
        at_s=at_s,
        reason="the back was rounded",
        cue="Keep your back flat.",
    )


def early_hips(value: float, at_s: float) -> dict[str, Any]:
    return verdict(
        "hips_first", "fault", value=value, limit=1.6, unit="", at_s=at_s,
        reason="the hips rose before the shoulders", cue="Push the floor away, chest and hips together.",
    )  # fmt: skip


def deadlift(**changes: Any) -> SetReport:
    """Five attempts, four reps, two of them with a rounded back; the bar could not be judged."""
    return SetReport.from_dict(_deadlift_with(**changes))


def _deadlift_with(**changes: Any) -> dict[str, Any]:
    bar = verdict(
        "bar_path", "not_judged", value=None, limit=None, reason="the wrists were hidden by the plates"
    )
    flat, level = verdict(value=9.0), verdict("hips_first", value=1.1, limit=1.6, unit="")
    reps = [
        rep(1, [flat, level, bar]),
        rep(2, [rounded(27.0, 5.6), level, bar]),
        rep(3, [verdict(value=14.0), level, bar]),
        rep(4, [rounded(34.0, 11.7), early_hips(1.9, 11.3), bar], end_s=None, lowering_s=None),
    ]
    report: dict[str, Any] = {
        "schema_version": 1,
        "movement": "deadlift",
        "movement_name": "Deadlift",
        "kind": "reps",
        "source": {"file": "set.mp4", "duration_s": 19.0, "fps": 30.0, "frames": 570, "pose_coverage": 0.98},
        "view": "side",
        "side": "left",
        "strictness": "usual",
        "attempts": 5,
        "reps": 4,
        "clean_reps": 2,
        "sides": {},
        "hold": None,
        "score": 74,
        "score_parts": [
            {"name": "Form", "points": 42, "out_of": 60, "why": "2 of 4 reps with a fault"},
            {"name": "Range of motion", "points": 20, "out_of": 20, "why": "every rep reached both ends"},
            {"name": "Tempo", "points": 12, "out_of": 20, "why": "lowering took 1.3 s, the aim is 2 s"},
        ],
        "rep_list": reps,
        "attempt_list": [
            {"start_s": 15.0, "peak_s": 16.0, "end_s": 17.2, "side": None,
             "reason": "did not reach the top (hip 151°, needs 165°)"},
        ],
        "verdicts": [
            rounded(34.0, 11.7) | {"label": "Flat back", "reps": [2, 4], "remedy": None},
            early_hips(1.9, 11.3) | {"label": "Hips and chest rise together", "reps": [4], "remedy": None},
            bar | {"label": "Bar close to the legs", "reps": [1, 2, 3, 4],
                   "remedy": "Put the camera a little higher, so that the hands show above the plates"},
            verdict("lockout", value=172.0, limit=165.0) | {"label": "Lockout", "reps": [], "remedy": None},
        ],
        "warnings": ["The camera leans by 4°; angles against the vertical were corrected."],
        "partial": False,
        "trace": trace(19.0),
    }  # fmt: skip
    return report | changes


def trace(duration_s: float, measure: str = "hip_angle_deg", label: str = "Hip angle") -> dict[str, Any]:
    """Three-second cycles at 15 samples a second, unseen for a moment at 8 s."""
    times = [round(i / 15, 3) for i in range(int(duration_s * 15))]
    values = [
        None if 8.0 < t < 8.4 else round(125 - 45 * math.cos(2 * math.pi * (t - 2) / 3), 1) for t in times
    ]
    return {"measure": measure, "label": label, "unit": "°", "time_s": times, "value": values}


def plank(**changes: Any) -> SetReport:
    """A hold of 34 s with two pauses."""
    sag = verdict(
        "hips_sagging", "fault", value=158.0, limit=165.0, at_s=17.0, reason="the hips hung below the line",
        cue="Lift your hips.",
    )  # fmt: skip
    report = _deadlift_with(
        movement="plank", movement_name="Plank", kind="hold", view="floor-side",
        attempts=0, reps=0, clean_reps=0, rep_list=[], attempt_list=[], score=68,
        source={"file": "plank.mov", "duration_s": 45.0, "fps": 29.97, "frames": 1349, "pose_coverage": 1.0},
        hold={
            "total_s": 34.2, "longest_s": 18.4,
            "pauses": [
                {"start_s": 15.4, "end_s": 19.0, "reason": "hips sagging"},
                {"start_s": 28.0, "end_s": 30.5, "reason": "the knees were on the floor"},
            ],
        },
        verdicts=[
            sag | {"label": "Hips in line", "reps": [], "remedy": None},
            verdict("head_dropped", value=8.0) | {"label": "Head in line", "reps": [], "remedy": None},
        ],
        warnings=[], trace=trace(45.0, "body_line_deg", "Body line"),
    )  # fmt: skip
    return SetReport.from_dict(report | changes)


def squeeze(**changes: Any) -> SetReport:
    """Three repetitions, each a short hold, one too short."""
    short = verdict(
        "hold_time", "fault", value=3.1, limit=5.0, unit="s", at_s=8.0, reason="held 3.1 s",
        cue="Hold each squeeze for five seconds.",
    )  # fmt: skip
    long = verdict("hold_time", value=5.4, limit=5.0, unit="s")
    report = _deadlift_with(
        movement="scapular_squeeze", movement_name="Scapular squeeze", kind="hold-reps", view="front",
        side=None, attempts=3, reps=3, clean_reps=2, attempt_list=[], warnings=[],
        rep_list=[rep(1, [long], 2.0), rep(2, [short], 8.0), rep(3, [long], 13.0)],
        hold={"total_s": 13.9, "longest_s": 5.4, "pauses": []},
        verdicts=[short | {"label": "Held for five seconds", "reps": [2], "remedy": None}],
        trace=trace(19.0, "shoulder_opening_ratio", "Chest opening") | {"unit": ""},
    )  # fmt: skip
    return SetReport.from_dict(report | changes)


def one_arm_row(**changes: Any) -> SetReport:
    """Two reps on each side; one on the right with the trunk rising."""
    rising = verdict(
        "trunk_rising",
        "fault",
        value=18.0,
        limit=15.0,
        at_s=11.5,
        cue="Keep your chest where it is.",
        reason="rose",
    )
    still = verdict("trunk_rising", value=6.0, limit=15.0)
    report = _deadlift_with(
        movement="one_arm_dumbbell_row", movement_name="One-arm dumbbell row",
        attempts=4, reps=4, clean_reps=3, side=None, attempt_list=[], warnings=[],
        sides={
            "left": {"attempts": 2, "reps": 2, "clean_reps": 2},
            "right": {"attempts": 2, "reps": 2, "clean_reps": 1},
        },
        rep_list=[
            rep(1, [still], side="left"), rep(2, [still], side="left"),
            rep(3, [still], side="right"), rep(4, [rising], side="right"),
        ],
        verdicts=[rising | {"label": "Trunk still", "reps": [4], "remedy": None}],
    )  # fmt: skip
    return SetReport.from_dict(report | changes)


def nothing(**changes: Any) -> SetReport:
    """Nobody lifted anything: no reps, no score, nothing judged."""
    unseen = verdict("flat_back", "not_judged", value=None, reason="the camera saw the front, not the side")
    report = _deadlift_with(
        attempts=0, reps=0, clean_reps=0, rep_list=[], attempt_list=[], score=None, score_parts=[],
        view="front", side=None, warnings=[],
        verdicts=[unseen | {"label": "Flat back", "reps": [], "remedy": "Turn side-on to the camera"}],
    )  # fmt: skip
    return SetReport.from_dict(report | changes)
