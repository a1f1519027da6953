"""How fast the program is against the least that has to be done, and how much memory it takes.

    python -m benchmarks.speed [VIDEO] [--rounds 3] [--quick]

The bare loop decodes the same file with OpenCV and runs MediaPipe in VIDEO mode on every frame, nothing else.
Each run is a process of its own, timed from its start to its end. Runs of bare loop and program take turns,
and each run of the program is held against the bare loops before and after it, the nearer the more: a machine
that slows down slows both. The table gives the median of the rounds. Rows without a target say what MediaPipe
alone needs for the same: with its mask, from which the outline of the back is read, and in two loops at once,
half of the file each. Without VIDEO a sample clip is repeated until starting up hardly counts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
MOVEMENT = "bent_over_barbell_row"
MOVEMENT_WITHOUT_OUTLINE = "pull_up"


@dataclass(frozen=True)
class Run:
    """A process that ended well: the seconds it took, and the most memory that it held."""

    wall_s: float
    peak_mb: float


@dataclass(frozen=True)
class Turn:
    """How long a variant took, and a bare loop at that time."""

    wall_s: float
    bare_s: float

    @property
    def ratio(self) -> float:
        """How many times as long as the bare loop the variant took."""
        return self.wall_s / self.bare_s


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    value: float
    target: float | None
    unit: str
    note: str


def main() -> None:
    """Measure, and print the table."""
    options = _options()
    if options.bare:
        bare_loop(options.video, options.mask, options.part)
        return
    with tempfile.TemporaryDirectory(prefix="backline-speed-") as folder:
        rows = measure(options.video, Path(folder), options.rounds, options.quick)
    print_table(rows)


def measure(video: Path | None, folder: Path, rounds: int, quick: bool) -> list[Row]:
    """All rows of the table."""
    clip = video or sample_clip()
    seconds = 20.0 if quick else 75.0
    recording = video or repeated(clip, folder / "recording.mp4", seconds)
    fast = repeated(clip, folder / "recording_60fps.mp4", seconds, fps=60.0)
    rows = [
        *ratios(recording, folder, rounds, with_outline=True),
        *ratios(recording, folder, rounds, with_outline=False),
        fast_ratio(fast, folder, rounds),
        coach_row(recording, folder, MOVEMENT, 1.5, "with back outline"),
        coach_row(recording, folder, MOVEMENT_WITHOUT_OUTLINE, 0.5, "without"),
    ]
    long_min = 4.0 if quick else 20.0
    return [*rows, memory_row(clip, folder, long_min)]


# --- what is measured -------------------------------------------------------------------------------------


def ratios(recording: Path, folder: Path, rounds: int, with_outline: bool) -> list[Row]:
    """Wall time of one and two jobs over that of the bare loop on the same file."""
    movement = MOVEMENT if with_outline else MOVEMENT_WITHOUT_OUTLINE
    what = "back outline" if with_outline else "no outline"
    analyze = partial(program, recording, folder, "--movement", movement)
    variants: dict[str, Callable[[], Run]] = {
        "1 job, video": analyze,
        "2 jobs": lambda: analyze("--jobs", "2", "--no-video"),
        "2 jobs, video": lambda: analyze("--jobs", "2"),
        "MediaPipe alone, 2 at once": lambda: bare(recording, with_outline, processes=2),
    }
    if with_outline:
        variants["MediaPipe alone"] = lambda: bare(recording, with_mask=True)
    targets = {"1 job, video": 1.10, "2 jobs": 0.60, "2 jobs, video": 0.75}
    timed = in_turns(partial(bare, recording), variants, rounds)
    return [_ratio_row(f"{name} ({what})", timed[name], targets.get(name)) for name in variants]


def fast_ratio(recording: Path, folder: Path, rounds: int) -> Row:
    """The ratio for a recording of 60 frames a second, every one of which the bare loop takes."""
    name = "1 job, video, 60 fps file"
    variants = {name: partial(program, recording, folder, "--movement", MOVEMENT)}
    return _ratio_row(name, in_turns(partial(bare, recording), variants, rounds)[name], 0.60)


def coach_row(recording: Path, folder: Path, movement: str, target_ms: float, what: str) -> Row:
    """The time that the coach itself takes for a frame when it replays a saved track."""
    from exercises.catalogue import find
    from exercises.coach import Coach
    from vision.track import Track

    path = folder / f"{movement}.npz"
    program(recording, folder, "--movement", movement, "--no-video", f"--save-track={path}")
    track = Track.load(path)
    coach = Coach(find(movement), track.frame_size_px)
    frames_ms = []
    for time_s, pose in track:
        start = time.perf_counter()
        coach.update(pose, time_s)
        frames_ms.append(1000 * (time.perf_counter() - start))
    worst = sorted(frames_ms)[int(0.99 * len(frames_ms))]
    return Row(f"coach, {what}", median(frames_ms), target_ms, "ms a frame", f"99 % within {worst:.2f} ms")


def memory_row(clip: Path, folder: Path, long_min: float) -> Row:
    """The peak memory of a long recording over that of a minute.

    The pictures are small, since only the length counts.
    """
    peaks_mb = []
    for minutes in (1.0, long_min):
        recording = repeated(clip, folder / f"{minutes:g}min.mp4", 60 * minutes, short_side_px=180)
        peaks_mb.append(program(recording, folder, "--movement", MOVEMENT, "--model", "lite").peak_mb)
        recording.unlink()
    note = f"{peaks_mb[0]:.0f} MB and {peaks_mb[1]:.0f} MB"
    return Row(f"peak memory, {long_min:g} min over 1 min", peaks_mb[1] / peaks_mb[0], 1.2, "×", note)


# --- processes --------------------------------------------------------------------------------------------


def in_turns(
    run_bare: Callable[[], Run], variants: dict[str, Callable[[], Run]], rounds: int
) -> dict[str, list[Turn]]:
    """Run every variant once in each round, between two bare loops."""
    turns: dict[str, list[Turn]] = {name: [] for name in variants}
    before_s = run_bare().wall_s
    for number in range(rounds):
        walls_s = {name: run().wall_s for name, run in variants.items()}
        after_s = run_bare().wall_s
        elapsed_s = 0.0
        for name, wall_s in walls_s.items():
            share = (elapsed_s + wall_s / 2) / sum(walls_s.values())
            elapsed_s += wall_s
            turn = Turn(wall_s, before_s + share * (after_s - before_s))
            turns[name].append(turn)
            print(f"round {number + 1}, {name}: {wall_s:.1f} s, {turn.ratio:.3f} × bare", file=sys.stderr)
        before_s = after_s
    return turns


def bare(recording: Path, with_mask: bool = False, processes: int = 1) -> Run:
    """Run the bare loop in a process of its own, or in several at once that share the file."""
    command = [sys.executable, "-m", "benchmarks.speed", "--bare", str(recording)]
    if with_mask:
        command.append("--mask")
    return _timed(*([*command, "--part", f"{part}/{processes}"] for part in range(processes)))


def program(recording: Path, folder: Path, *arguments: str) -> Run:
    """Run the command line as a person calls it."""
    out = tempfile.mkdtemp(dir=folder)
    return _timed(
        [sys.executable, "-m", "ui.cli", "analyze", str(recording), "--out", out, "--json", *arguments]
    )


def _timed(*commands: Sequence[str]) -> Run:
    """Run the commands at the same time."""
    # The modules of an installed program are compiled already, so these are compiled before the first run.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
    peak_mb = 0.0
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        processes = [
            subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors)
            for command in commands
        ]
        for process in processes:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                errors.seek(0)
                raise SystemExit(f"{process.args} failed:\n{errors.read().decode()}")
            peak_mb = max(peak_mb, usage.ru_maxrss / 1024)
        wall_s = time.perf_counter() - start
    return Run(wall_s, peak_mb)


def bare_loop(recording: Path, with_mask: bool, part: str) -> None:
    """Decode with OpenCV and run MediaPipe in VIDEO mode on every frame; `part` "0/2" is the first half."""
    import cv2
    from mediapipe import Image, ImageFormat
    from mediapipe.tasks.python import BaseOptions
    from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

    from vision.models import model_path
    from vision.privacy import block_uploads

    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model_path("full"))),
        running_mode=RunningMode.VIDEO,
        output_segmentation_masks=with_mask,
    )
    capture = cv2.VideoCapture(str(recording))
    fps, frames = capture.get(cv2.CAP_PROP_FPS), capture.get(cv2.CAP_PROP_FRAME_COUNT)
    number, parts = (int(text) for text in part.split("/"))
    first, end = round(frames * number / parts), round(frames * (number + 1) / parts)
    capture.set(cv2.CAP_PROP_POS_FRAMES, first)
    with block_uploads(), PoseLandmarker.create_from_options(options) as landmarker:
        for index in range(first, end):
            found, image_bgr = capture.read()
            if not found:
                break
            image = Image(ImageFormat.SRGB, cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB))
            landmarker.detect_for_video(image, round(1000 * index / fps))


# --- recordings -------------------------------------------------------------------------------------------


def sample_clip() -> Path:
    """The path of the sample that the demo shows."""
    from ui.commands import sample

    return sample()[0]


def repeated(
    clip: Path, target: Path, seconds: float, fps: float | None = None, short_side_px: int | None = None
) -> Path:
    """Write the clip again and again until `seconds` are full.

    With `fps` its frames are shown at that rate, however fast they were filmed.
    """
    from vision.frames import VideoFile
    from vision.video_writer import VideoWriter

    with VideoFile(clip, None) as video:
        rate = fps or video.fps
        scale = 1.0 if short_side_px is None else short_side_px / min(video.size_px)
        size_px = round(video.size_px[0] * scale), round(video.size_px[1] * scale)
        with VideoWriter(target, size_px, rate) as writer:
            for index, image in enumerate(_looped(video, size_px)):
                if index / rate >= seconds:
                    break
                writer.write(image, index / rate)
    return target


def _looped(video: object, size_px: tuple[int, int]) -> Iterator:
    import cv2

    images = [cv2.resize(frame.image_rgb, size_px) for frame in video]
    return cycle(images)


# --- the table --------------------------------------------------------------------------------------------


def print_table(rows: Sequence[Row]) -> None:
    """Print the rows as a table."""
    width = max(len(row.what) for row in rows)
    print(f"{'':{width}}  measured    target")
    for row in rows:
        target = f"{'':8} " if row.target is None else f"≤ {row.target:6.2f} "
        verdict = "" if row.target is None else "met" if row.value <= row.target else "MISSED"
        print(f"{row.what:{width}}  {row.value:8.2f}  {target}{row.unit:10} {verdict:6} {row.note}")
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")


def _ratio_row(what: str, turns: Sequence[Turn], target: float | None) -> Row:
    found = [turn.ratio for turn in turns]
    wall_s, bare_s = median(turn.wall_s for turn in turns), median(turn.bare_s for turn in turns)
    note = f"{wall_s:.1f} s, bare {bare_s:.1f} s; rounds {min(found):.2f} to {max(found):.2f}"
    return Row(what, median(found), target, "× bare", note)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.splitlines()[0])
    parser.add_argument("video", nargs="?", type=Path, help="recording to measure on")
    parser.add_argument("--rounds", type=int, help="runs of each kind")
    parser.add_argument("--quick", action="store_true", help="short files and one round, for CI")
    for option, kind in {"--bare": "store_true", "--mask": "store_true"}.items():
        parser.add_argument(option, action=kind, help=argparse.SUPPRESS)
    parser.add_argument("--part", default="0/1", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.rounds = options.rounds or (1 if options.quick else 3)
    return options


if __name__ == "__main__":
    main()
