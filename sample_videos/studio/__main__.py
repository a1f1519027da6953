"""The studio's command line."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from vision.errors import BacklineError

if TYPE_CHECKING:
    from sample_videos.studio.film import Take


def main() -> int:
    """Film sample sets, list them, or draw the movements."""
    parser = argparse.ArgumentParser(prog="python -m sample_videos.studio", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="name the sample sets")
    for command, help_text in (
        ("render", "film one sample set, or all: video and truth"),
        ("track", "only the landmarks of one sample set, or all: a track and truth"),
    ):
        parts = commands.add_parser(command, help=help_text)
        parts.add_argument("name", help="a sample's name, or all")
        parts.add_argument("--out", type=Path, default=Path("out"), help="folder for the files")
    drawings = commands.add_parser("drawings", help="a small drawing of every movement and camera place")
    drawings.add_argument("--out", type=Path, default=Path("ui/dashboard/drawings"), help="folder")
    wish = parser.parse_args()
    try:
        if wish.command == "list":
            return _list()
        if wish.command == "drawings":
            return _draw(wish.out)
        takes = _takes(wish.name)
        return _render(takes, wish.out) if wish.command == "render" else _track(takes, wish.out)
    except BacklineError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of the list has seen enough
        sys.stderr.close()
        return 0


def _list() -> int:
    from sample_videos.studio.samples import SAMPLES

    for name, make in SAMPLES.items():
        take = make()
        print(f"{name:34} {take.script.duration_s:5.1f} s  {take.person.name:8} {take.about}")
    return 0


def _takes(name: str) -> list[Take]:
    from sample_videos.studio.libraries import StudioError
    from sample_videos.studio.samples import SAMPLES

    if name != "all" and name not in SAMPLES:
        raise StudioError(f"There is no sample set {name!r}: choose all or one of {', '.join(SAMPLES)}.")
    return [SAMPLES[chosen]() for chosen in (SAMPLES if name == "all" else [name])]


def _track(takes: list[Take], folder: Path) -> int:
    from sample_videos.studio.film import film_truth
    from sample_videos.studio.tracks import make_track

    folder.mkdir(parents=True, exist_ok=True)
    for take in takes:
        make_track(take, noisy=True).save(folder / f"{take.name}.npz")
        film_truth(take, folder)
        print(folder / f"{take.name}.npz")
    return 0


def _render(takes: list[Take], folder: Path) -> int:
    from sample_videos.studio.film import film
    from sample_videos.studio.libraries import require

    require("anny", "moderngl")
    for take in takes:
        started_s = time.monotonic()
        path = film(take, folder)
        size_kb = path.stat().st_size / 1024
        print(f"{path}: {size_kb:.0f} KB in {time.monotonic() - started_s:.0f} s", flush=True)
    return 0


def _draw(folder: Path) -> int:
    from sample_videos.studio.drawings import draw_all

    for path in draw_all(folder):
        print(f"{path}: {path.stat().st_size / 1024:.1f} KB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
