"""The page Recording: hand a recording in, see how far its analysis is, and look at the result."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from analysis import outputs
from analysis.analyze import Job
from exercises.any_movement import ANY_ID
from exercises.body import Side
from exercises.catalogue import all_movements
from exercises.report import SetReport
from reports.wording import result_sentences
from ui.dashboard import components, preferences
from ui.dashboard.analyses import ANALYSES, Work, keep_upload
from ui.dashboard.components import Card
from ui.dashboard.finished import FinishedSet, finished_set, finished_sets
from ui.samples import Sample, samples
from vision.errors import BacklineError

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_TYPES: Final = ["mp4", "mov", "m4v", "mkv", "webm", "avi", "mpg", "mpeg", "3gp", "mts", "wmv"]
_SHOWN: Final = 12
_LOOK_S: Final = 1.0
_SIDES: Final = {"Both": None, "Left": Side.LEFT, "Right": Side.RIGHT}
_RECOGNISE: Final = ""
_UNNAMED: Final = {_RECOGNISE: "Recognise it", ANY_ID: "Any other movement: count it only"}


def page() -> None:
    """Draw the page."""
    components.style()
    root = Path(preferences.load().folder)
    finished = finished_set(root, st.query_params.get("set", ""))
    if finished is not None:
        _show(finished)
    else:
        _overview(root)


def _show(finished: FinishedSet) -> None:
    if st.button("All sets", icon=":material/arrow_back:", type="tertiary"):
        st.query_params.clear()
        st.rerun()
    components.result(finished)


def _overview(root: Path) -> None:
    st.title("Recorded sets", anchor=False)
    for work in ANALYSES.failed():
        _problem(work)
    with st.container(border=True):
        own = st.segmented_control(
            "What to analyse", ["Your recordings", "A sample set"], default="Your recordings", required=True
        )
        if own == "A sample set":
            _hand_in_sample(root)
        else:
            _hand_in_own(root)
    if ANALYSES.under_way():
        _progress(root)
    _earlier(finished_sets(root))


# --- handing in -------------------------------------------------------------------------------------------


def _hand_in_own(root: Path) -> None:
    turn = st.session_state.setdefault("upload_turn", 0)
    files = st.file_uploader(
        "Recordings with the whole body in the picture",
        type=_TYPES,
        accept_multiple_files=True,
        key=f"upload-{turn}",
    )
    wishes = [(file, *_ask(file.name, file.file_id)) for file in files]
    if any(movement == _RECOGNISE for _, movement, _ in wishes):
        st.caption("Several sets in one recording are told apart, and each gets a report of its own.")
    keep = st.checkbox(
        "Keep the poses too, so that the set can be judged again without the recording",
        True,
        key="keep_poses",
    )
    if not st.button("Analyse", type="primary", disabled=not files, icon=":material/play_arrow:"):
        return
    problems = [
        problem
        for file, movement, side in wishes
        if (problem := _hand_in(file, movement, side, root, keep)) is not None
    ]
    for problem in problems:
        st.error(problem)
    if not problems:
        st.session_state.upload_turn += 1
        st.rerun()


def _ask(name: str, key: str) -> tuple[str, Side | None]:
    """The id of the movement in a recording, as the person says, and the side to count, None for both."""
    movements = all_movements()
    options = [*_UNNAMED, *movements]
    movement_id: str = st.selectbox(
        f"Movement in {name}",
        options,
        index=options.index(_guess(name)),
        format_func=lambda option: _UNNAMED.get(option) or movements[option].name,
        key=f"movement-{key}",
    )
    if movement_id in _UNNAMED or not movements[movement_id].sides.apart:
        return movement_id, None
    side = st.segmented_control("Count", list(_SIDES), default="Both", required=True, key=f"side-{key}")
    return movement_id, _SIDES[side]


def _guess(name: str) -> str:
    """The id of the movement that a file is named after, else of the one that was asked for last."""
    stem = Path(name).stem.lower().replace("-", "_").replace(" ", "_")
    named = [movement_id for movement_id in all_movements() if movement_id in stem]
    last: str = st.session_state.get("last_movement", _RECOGNISE)
    return max(named, key=len, default=last)


def _hand_in(file: UploadedFile, movement_id: str, side: Side | None, root: Path, keep: bool) -> str | None:
    """Begin to analyse an uploaded recording; None when it began, else a sentence that says why it cannot."""
    st.session_state.last_movement = movement_id
    try:
        path = keep_upload(file.name, file, root)
        _begin(path, movement_id or None, root, side=side, keep=keep, upload=path)
    except BacklineError as error:
        return str(error)
    return None


def _hand_in_sample(root: Path) -> None:
    sample: Sample | None = st.selectbox(
        "Sample set", samples(), format_func=lambda one: f"{all_movements()[one.movement].name}: {one.about}"
    )
    st.caption("Rendered people, so that what really happened is known.")
    begin = st.button("Analyse", type="primary", icon=":material/play_arrow:", disabled=sample is None)
    if begin and sample is not None:
        try:
            _begin(sample.video, sample.movement, root)
        except BacklineError as error:
            st.error(str(error))
        else:
            st.rerun()


def _begin(
    video: Path,
    movement_id: str | None,
    root: Path,
    *,
    side: Side | None = None,
    keep: bool = True,
    upload: Path | None = None,
) -> None:
    subject = outputs.Subject(video.name, movement_id)
    out = outputs.default_folder(video.stem, subject, ANALYSES.folders(), root)
    track = out / outputs.TRACK if keep else None
    chosen = preferences.load()
    job = Job(
        movement_id,
        out,
        video,
        side=side,
        model=chosen.model,
        save_track=track,
        strictness=chosen.strictness,
    )
    work = ANALYSES.hand_in(job, upload)
    st.session_state.setdefault("awaited", []).append(work)


# --- how far it is ----------------------------------------------------------------------------------------


@st.fragment(run_every=_LOOK_S)
def _progress(root: Path) -> None:
    under_way = ANALYSES.under_way()
    now_s = time.monotonic()
    for work in under_way:
        st.progress(work.share, f"**{work.file}** · {work.words(now_s)}")
    if under_way:
        st.caption("You may leave this page: it goes on, and the result will be here.")
    if len(under_way) < st.session_state.get("under_way", 0) or not under_way:
        st.session_state.under_way = len(under_way)
        _open_awaited(under_way, root)
        st.rerun()
    st.session_state.under_way = len(under_way)


def _open_awaited(under_way: Sequence[Work], root: Path) -> None:
    """Open the result once all that this session waited for is done, if it is one set that went well."""
    awaited: list[Work] = st.session_state.get("awaited", [])
    if any(work in under_way for work in awaited):
        return
    st.session_state.awaited = []
    if any(work.problem for work in awaited):
        return
    folders = {work.job.out for work in awaited}
    found = [one for one in finished_sets(root) if folders & {one.folder, one.folder.parent}]
    if len(found) == 1:
        st.query_params["set"] = found[0].name


def _problem(work: Work) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.error(f"**{work.file}**: {work.problem}", icon=":material/error:")
        st.button(
            "Understood", key=f"noted-{id(work)}", type="tertiary", on_click=ANALYSES.note, args=(work,)
        )


# --- what there is ----------------------------------------------------------------------------------------


def _earlier(found: Sequence[FinishedSet]) -> None:
    if not found:
        st.caption("Finished sets will be listed here.")
        return
    st.subheader("Finished sets", anchor=False)
    every = len(found) <= _SHOWN or st.session_state.get("every_set", False)
    shown = [_card(finished) for finished in (found if every else found[:_SHOWN])]
    chosen = components.cards(shown, "finished")
    if not every:
        st.button(f"Show all {len(found)}", on_click=lambda: st.session_state.update(every_set=True))
    if chosen is not None:
        st.query_params["set"] = chosen
        st.rerun()


def _card(finished: FinishedSet) -> Card:
    report = finished.report
    parts = (_day(finished.when), _tally(report), report.source.file)
    line = " · ".join(part for part in parts if part)
    return Card(finished.name, report.movement_name, line, components.svg_of(report.movement))


def _tally(report: SetReport) -> str:
    return result_sentences(report)[0].rstrip(".")


def _day(when: datetime) -> str:
    today = datetime.now().date()
    return f"{when:%H:%M}" if when.date() == today else f"{when.day} {when:%b %Y}"
