"""The pictures of a set that show what to change: its key moments, with what the coach saw drawn on them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from analysis.annotate import OverlayLog
from exercises.body import BOTH_SIDES
from exercises.movement import Check, HoldCheck, Movement
from exercises.report import SetReport
from reports.key_moments import KeyMoment, key_moments
from vision.draw import Overlay, key_picture
from vision.errors import BacklineError
from vision.frames import VideoFile


def key_pictures(
    report: SetReport, movement: Movement, video: VideoFile, log: OverlayLog
) -> dict[str, bytes]:
    """JPEG bytes under the keys of `key_moments(report)`; a moment in a damaged stretch is left out."""
    pictures: dict[str, bytes] = {}
    for moment in key_moments(report):
        with suppress(BacklineError):
            frame = video.frame_at(moment.time_s)
            if (overlay := log.at(frame.time_s)) is not None:
                shown = _overlay_of(overlay, moment, report, movement)
                pictures[moment.key] = key_picture(frame.image_rgb, shown)
    return pictures


def _overlay_of(overlay: Overlay, moment: KeyMoment, report: SetReport, movement: Movement) -> Overlay:
    """The overlay as the key picture of a fault, or of the same moment done well, shows it."""
    checks: list[Check | HoldCheck] = [*movement.checks, *movement.hold_checks]
    check = next(check for check in checks if check.id == moment.check)
    of_rep = [rep.side for rep in report.rep_list if rep.index == moment.rep_index]
    one_side = next(filter(None, of_rep), report.side)
    sides = (one_side,) if one_side else BOTH_SIDES
    joints = frozenset(joint.landmark(side) for joint in check.shows for side in sides)
    fault = moment.kind == "fault"
    shows_back = getattr(check, "shows_back", False)
    return replace(
        overlay,
        highlight=joints if fault else frozenset(),
        back_state=("fault" if fault else "ok") if shows_back else None,
    )
