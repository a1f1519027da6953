"""What the program makes of the sample sets and of three live sessions, to compare two states of the code.

    python -m benchmarks.results BEFORE        # with the one
    python -m benchmarks.results AFTER         # with the other
    diff -r BEFORE AFTER

Reports and tables are kept byte for byte, pages without the pictures in them. Takes about five minutes.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from analysis import outputs
from analysis.analyze import Job, analyze
from analysis.coaching import LiveCoaching, Stage
from analysis.live_set import SetFolders
from ui.samples import Sample, samples
from vision.estimate import PoseEstimator
from vision.frames import VideoFile
from vision.pose import Frame, Pose

LIVE: Final = ("deadlift", "plank", "one_arm_dumbbell_row")
_KEPT: Final = (outputs.REPORT, outputs.REPS, outputs.PAGE)
_PICTURE: Final = re.compile(r"data:image/jpeg;base64,[^\"]*")
_STANDS_S: Final = 6.0  # the setup check and the count-down must pass before the set
_GONE_S: Final = 5.0  # the set must be over at the end


def main() -> int:
    """Write all results to the folder that was named, and give the exit code."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(sys.argv[1])
    for sample in samples():
        print(sample.video.name, flush=True)
        analyze(Job(sample.movement, root / sample.video.stem, sample.video, with_video=False))
    for movement in LIVE:
        print(f"live: {movement}", flush=True)
        _train(next(one for one in samples() if one.movement == movement), root / f"live-{movement}")
    for folder in list(root.rglob(outputs.PICTURES)):
        shutil.rmtree(folder)
    for path in [path for path in root.rglob("*") if path.is_file()]:
        if path.name not in _KEPT:
            path.unlink()
        elif path.name == outputs.PAGE:
            path.write_text(_PICTURE.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def _train(sample: Sample, folder: Path) -> None:
    """Run a live session of one set, as if a camera had filmed it."""
    folders = SetFolders(folder, "browser camera")
    coaching = LiveCoaching(sample.movement, folders)
    for frame, pose in _filmed(sample.video):
        coaching.take(frame, pose)
        if coaching.stage is Stage.SETUP and frame.time_s > _STANDS_S / 2:
            coaching.press("skip")
    coaching.end_set()
    if not folders.saved:
        raise SystemExit(f"Nothing was counted in the live session of {sample.movement}.")


def _filmed(video: Path) -> Iterator[tuple[Frame, Pose | None]]:
    """The recording with somebody who stands still before it and is gone after it."""
    with VideoFile(video) as recording, PoseEstimator(with_outline=True) as estimator:
        seen = [(frame, estimator.estimate(frame)) for frame in recording]
    steps_s = [later.time_s - sooner.time_s for (sooner, _), (later, _) in pairwise(seen)]
    step_s = sorted(steps_s)[len(steps_s) // 2]
    first, last = seen[0], seen[-1]
    for number in range(int(_STANDS_S / step_s)):
        yield replace(first[0], time_s=number * step_s), first[1]
    for frame, pose in seen:
        yield replace(frame, time_s=frame.time_s + _STANDS_S), pose
    for number in range(1, int(_GONE_S / step_s)):
        yield replace(last[0], time_s=last[0].time_s + _STANDS_S + number * step_s), None


if __name__ == "__main__":
    sys.exit(main())
