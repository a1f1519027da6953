"""Whether rendered sets are fit to measure with: the poses found in them beside those found in real footage.

    python -m benchmarks.fitness [--real FOLDER] [--model full] [--jobs 2] [--write]

The rendered sets are those of `sample_videos`. FOLDER holds recordings and a `truth.csv` with the columns
file, movement and view; only clips of a movement and view that is rendered as well are compared. `--write`
puts the tables into docs/accuracy-renders.md.

The command fails when a pose is found in less than 99 % of the rendered frames. Figures, per joint:

- noise: standard deviation about the running median over 0.3 s, while the joint is slow; torso lengths
- jump: how far it leaps from one frame to the next beside that median, 99th percentile; torso lengths
- visibility: as the network gives it, mean

Each clip counts alike within its movement, each movement alike in the whole. Seen from the side, near and far
limbs are told apart by their visibility.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

import numpy as np
from numpy.typing import NDArray

from benchmarks.truth import SAME_MOVEMENT
from vision.estimate import PoseEstimator
from vision.frames import VideoFile
from vision.models import DEFAULT_MODEL
from vision.pose import Landmark
from vision.track import Track, TrackBuilder

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "accuracy-renders.md"
SAMPLES = ROOT / "sample_videos"
LEAST_FOUND = 0.99
WINDOW_S = 0.3
SLOW_TORSOS_PER_S = 0.25  # guess: a joint that is held still or turns round is slower
ALIKE = 1.5  # guess: noise within this factor of the real is called alike
ALIKE_VISIBILITY = 0.15  # guess

JOINTS = ("EAR", "SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE", "FOOT_INDEX")
LIMBS = ("ELBOW", "WRIST", "KNEE", "ANKLE")
NAMES = {"FOOT_INDEX": "toes"}
SIDEWAYS = ("side", "floor-side")
KIN = {**SAME_MOVEMENT, "assisted_pull_up": "pull_up"}  # a pose network cannot tell these apart
BARE_VIEW = {"floor-side": "side"}

Array = NDArray[np.float64]
Part = tuple[str, str]
"""A joint in words, and "near", "far" or "both"."""


@dataclass(frozen=True)
class Clip:
    """A recording, what is done in it, and from where it is seen."""

    path: Path
    movement: str
    view: str


@dataclass(frozen=True)
class Figures:
    """How steady and how visible one joint is; `noise` and `jump` in torso lengths, visibility 0..1."""

    noise: float
    jump: float
    visibility: float


@dataclass(frozen=True)
class Measured:
    """One clip: its frames, the share of them with a pose, and the figures of its joints."""

    clip: Clip
    frames: int
    found: float
    parts: Mapping[Part, Figures]


def main() -> int:
    """Measure, print, perhaps write, and give the exit code."""
    options = _options()
    rendered = rendered_clips()
    seen = {(clip.movement, clip.view) for clip in rendered}
    real = [c for c in real_clips(options.real) if (c.movement, c.view) in seen] if options.real else []
    with ProcessPoolExecutor(options.jobs) as workers:
        measured = list(workers.map(measure, [*rendered, *real], [options.model] * len(rendered + real)))
    text = as_text(measured[: len(rendered)], measured[len(rendered) :])
    print(text)
    if options.write:
        write(text)
    return 0 if share_found(measured[: len(rendered)]) >= LEAST_FOUND else 1


# --- clips --------------------------------------------------------------------------------------------------


def rendered_clips() -> list[Clip]:
    """The sample sets."""
    truths = [(path, json.loads(path.read_text())) for path in sorted(SAMPLES.glob("*.truth.json"))]
    return [
        Clip(
            path.with_name(f"{truth['name']}.mp4"),
            truth["movement"],
            view_from(truth["camera"]["azimuth_deg"]),
        )
        for path, truth in truths
    ]


def real_clips(folder: Path) -> list[Clip]:
    """The recordings of a folder with a truth.csv."""
    with (folder / "truth.csv").open(newline="", encoding="utf-8") as file:
        return [
            Clip(
                folder / row["file"],
                KIN.get(row["movement"], row["movement"]),
                BARE_VIEW.get(row["view"], row["view"]),
            )
            for row in csv.DictReader(file)
        ]


def view_from(azimuth_deg: float) -> str:
    """The view of a camera that stands so far around the person: 0 in front, 90 at the right side."""
    off_deg = abs((azimuth_deg + 180) % 360 - 180)
    for view, at_deg in (("front", 0), ("side", 90), ("back", 180)):
        if abs(off_deg - at_deg) <= 20:
            return view
    return "oblique"


def measure(clip: Clip, model: str) -> Measured:
    """Find the poses of a clip and measure them."""
    with VideoFile(clip.path) as video, PoseEstimator(model) as estimator:
        builder = TrackBuilder(video.size_px)
        for frame in video:
            builder.append(frame.time_s, estimator.estimate(frame))
    track = builder.build()
    found = np.isfinite(track.landmarks_px[:, 0, 0])
    return Measured(clip, len(track), float(found.mean()), parts_of(track, sideways=clip.view == "side"))


# --- statistics ---------------------------------------------------------------------------------------------


def parts_of(track: Track, sideways: bool) -> dict[Part, Figures]:
    """The figures of each joint: of near and far apart when seen `sideways`, else of both together."""
    torso_px = torso_length_px(track)
    near = near_side(track)
    parts: dict[Part, Figures] = {}
    for joint in JOINTS:
        sides = {side: _figures(track, Landmark[f"{side}_{joint}"], torso_px) for side in ("LEFT", "RIGHT")}
        word = NAMES.get(joint, joint.lower())
        if sideways:
            parts |= {(word, "near" if side == near else "far"): figures for side, figures in sides.items()}
        else:
            parts[word, "both"] = mean_of(sides.values())
    return parts


def _figures(track: Track, landmark: Landmark, torso_px: float) -> Figures:
    places = track.landmarks_px[:, landmark].astype(float) / torso_px
    rate = 1 / float(np.median(np.diff(track.time_s)))
    middle = running_median(places, rate)
    stray = places - middle
    slow = speed(middle, rate) < SLOW_TORSOS_PER_S
    leaps = np.hypot(*np.diff(stray, axis=0).T)
    seen = np.isfinite(places[:, 0])
    still = stray[slow]
    return Figures(
        noise=float(np.sqrt(np.mean(still**2))) if slow.any() else np.nan,
        jump=float(np.nanpercentile(leaps, 99)),
        visibility=float(track.visibility[seen, landmark].mean()),
    )


def running_median(places: Array, rate: float) -> Array:
    """The median of places (T, 2) over 0.3 s around each frame; `rate` is in frames a second.

    It is not-a-number at both ends and beside frames without a place.
    """
    half = max(round(WINDOW_S * rate / 2), 1)
    middle = np.full_like(places, np.nan)
    if len(places) > 2 * half:
        windows = np.lib.stride_tricks.sliding_window_view(places, 2 * half + 1, axis=0)
        middle[half:-half] = np.median(windows, axis=-1)
    return middle


def speed(places: Array, rate: float) -> Array:
    """The speed (T,) in torso lengths a second, over 0.3 s around each frame."""
    half = max(round(WINDOW_S * rate / 2), 1)
    speeds = np.full(len(places), np.nan)
    moved = places[2 * half :] - places[: -2 * half]
    speeds[half:-half] = np.hypot(*moved.T) * rate / (2 * half)
    return speeds


def torso_length_px(track: Track) -> float:
    """The median distance from the middle of the shoulders to the middle of the hips, in pixels."""
    points = track.landmarks_px
    shoulders = points[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=1)
    hips = points[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1)
    return float(np.nanmedian(np.hypot(*(shoulders - hips).T)))


def near_side(track: Track) -> str:
    """The side whose limbs are more visible, "LEFT" or "RIGHT"."""
    return max(
        ("LEFT", "RIGHT"),
        key=lambda side: float(track.visibility[:, [Landmark[f"{side}_{joint}"] for joint in LIMBS]].mean()),
    )


def mean_of(figures: Iterable[Figures]) -> Figures:
    """The mean of each figure; those that could not be measured are left out."""
    rows = [(one.noise, one.jump, one.visibility) for one in figures]
    return Figures(*(_mean(column) for column in zip(*rows, strict=True)))


def _mean(values: Iterable[float]) -> float:
    known = [value for value in values if np.isfinite(value)]
    return fmean(known) if known else np.nan


def by_movement(measured: Sequence[Measured]) -> dict[tuple[str, str], dict[Part, Figures]]:
    """The mean over the clips of each movement and view."""
    groups: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    for one in measured:
        groups[one.clip.movement, one.clip.view].append(one)
    return {
        group: {part: mean_of(one.parts[part] for one in members) for part in members[0].parts}
        for group, members in groups.items()
    }


def share_found(measured: Iterable[Measured]) -> float:
    """The share of all frames in which a pose was found, 0..1."""
    counts = [(one.frames, one.found * one.frames) for one in measured]
    return sum(found for _, found in counts) / sum(frames for frames, _ in counts)


# --- text ---------------------------------------------------------------------------------------------------


def as_text(rendered: Sequence[Measured], real: Sequence[Measured]) -> str:
    """All tables, in Markdown."""
    blocks = [_found_table(rendered)]
    groups, real_groups = by_movement(rendered), by_movement(real)
    both = sorted(set(groups) & set(real_groups))
    if both:
        clips = {group: sum((m.clip.movement, m.clip.view) == group for m in real) for group in both}
        found = f"{share_found(real):.1%} of the frames of the {len(real)} real clips compared"
        blocks.append(f"A pose is found in {found}.")
        blocks.append(_movement_table(groups, real_groups, clips))
    for title, views in (
        ("Seen from the side", ("side",)),
        ("Seen from the front or from behind", ("front", "back")),
    ):
        compared = [group for group in both or sorted(groups) if group[1] in views]
        if compared:
            ours, theirs = _over(groups, compared), _over(real_groups, compared) if both else {}
            blocks += [f"**{title}**", _part_table(ours, theirs)]
            if theirs:
                blocks.append("\n".join(f"- {sentence}" for sentence in in_words(ours, theirs)))
    return "\n\n".join(blocks)


def _over(
    groups: Mapping[tuple[str, str], Mapping[Part, Figures]], chosen: Sequence[tuple[str, str]]
) -> dict[Part, Figures]:
    return {part: mean_of(groups[group][part] for group in chosen) for part in groups[chosen[0]]}


def _found_table(rendered: Sequence[Measured]) -> str:
    rows = [
        (f"`{one.clip.path.stem}`", one.clip.view, str(one.frames), f"{one.found:.1%}") for one in rendered
    ]
    total = ("all", "", str(sum(one.frames for one in rendered)), f"{share_found(rendered):.2%}")
    return _table(("Rendered set", "View", "Frames", "With a pose"), [*rows, total])


def _movement_table(
    groups: Mapping[tuple[str, str], Mapping[Part, Figures]],
    real_groups: Mapping[tuple[str, str], Mapping[Part, Figures]],
    clips: Mapping[tuple[str, str], int],
) -> str:
    rows = []
    for (movement, view), count in clips.items():
        ours, theirs = (
            median(figures.noise for figures in some[movement, view].values())
            for some in (groups, real_groups)
        )
        row = (f"`{movement}`", view, str(count), f"{ours:.4f}", f"{theirs:.4f}", f"{ours / theirs:.2f}")
        rows.append(row)
    head = ("Movement", "View", "Real clips", "Noise", "real", "ratio")
    return _table(head, rows)


def _part_table(ours: Mapping[Part, Figures], theirs: Mapping[Part, Figures]) -> str:
    head = ["Joint"]
    for figure in ("Noise", "Jump", "Visibility"):
        head += [figure, "real", "ratio"] if theirs else [figure]
    rows = []
    for part, figures in ours.items():
        row = [_words(part)]
        for name, digits in (("noise", 4), ("jump", 3), ("visibility", 2)):
            own = getattr(figures, name)
            row.append(f"{own:.{digits}f}")
            if theirs:
                other = getattr(theirs[part], name)
                row += [f"{other:.{digits}f}", f"{own / other:.2f}"]
        rows.append(row)
    return _table(head, rows)


def in_words(ours: Mapping[Part, Figures], theirs: Mapping[Part, Figures]) -> list[str]:
    """A sentence for each way in which rendered and real sets differ."""
    ratios = {part: figures.noise / theirs[part].noise for part, figures in ours.items()}
    clearer = {part: figures.visibility - theirs[part].visibility for part, figures in ours.items()}
    said = {
        f"As steady rendered as real, within a factor of {ALIKE}": (
            part for part, ratio in ratios.items() if 1 / ALIKE <= ratio <= ALIKE
        ),
        "Steadier rendered than real": (part for part, ratio in ratios.items() if ratio < 1 / ALIKE),
        "Less steady rendered than real": (part for part, ratio in ratios.items() if ratio > ALIKE),
        f"More visible rendered than real, by more than {ALIKE_VISIBILITY}": (
            part for part, more in clearer.items() if more > ALIKE_VISIBILITY
        ),
        f"Less visible rendered than real, by more than {ALIKE_VISIBILITY}": (
            part for part, more in clearer.items() if more < -ALIKE_VISIBILITY
        ),
    }
    calm = median(theirs[part].noise / figures.noise for part, figures in ours.items())
    wild = median(theirs[part].jump / figures.jump for part, figures in ours.items())
    summary = (
        f"Over all joints (median) the noise of real footage is {calm:.1f} times that of renders, its"
        f" jumps are {wild:.1f} times as large."
    )
    lists = (f"{what}: {', '.join(map(_words, parts)) or 'none'}." for what, parts in said.items())
    return [summary, *lists]


def _words(part: Part) -> str:
    joint, side = part
    return joint if side == "both" else f"{side} {joint}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write(text: str) -> None:
    """Put the tables between the markers of the page."""
    page = PAGE.read_text(encoding="utf-8")
    block = re.compile(r"(<!-- fitness -->\n).*?(<!-- /fitness -->)", re.DOTALL)
    page, replaced = block.subn(lambda found: f"{found[1]}\n{text}\n\n{found[2]}", page)
    if replaced != 1:
        raise SystemExit(f"{PAGE} has no block <!-- fitness -->: put one into the text again.")
    PAGE.write_text(page, encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--real", type=Path, metavar="FOLDER", help="real footage with its truth.csv")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--jobs", type=int, default=2, help="clips at once")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/accuracy-renders.md")
    options = parser.parse_args()
    if options.write and not options.real:
        parser.error("--write puts the comparison into the page, so it needs --real FOLDER")
    return options


if __name__ == "__main__":
    sys.exit(main())
