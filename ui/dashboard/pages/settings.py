"""The page Settings: preferences, privacy, and what this machine lacks."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import streamlit as st

from analysis.outputs import require_writable
from backline import __version__
from exercises.strictness import Strictness
from ui.dashboard import components, preferences
from ui.dashboard.preferences import Preferences
from ui.doctor import Diagnosis, run_doctor
from vision.errors import BacklineError

_CODE = re.compile(r"`([^`]+)`")
_AS_CODE = r"<code>\1</code>"
_MODELS = {"full": "Exact", "lite": "Fast, for a slow machine"}
_STRICTNESS = {
    Strictness.LENIENT: "Lenient",
    Strictness.USUAL: "Usual",
    Strictness.STRICT: "Strict",
}


def page() -> None:
    """Draw the page."""
    components.style()
    st.title("Settings", anchor=False)
    kept = preferences.load()
    wanted = _form(kept)
    if wanted != kept:
        _keep(wanted)
    _privacy(wanted)
    _doctor(wanted)


def _form(kept: Preferences) -> Preferences:
    """The preferences as they stand in the widgets."""
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Seeing", anchor=False)
        model = st.segmented_control(
            "Pose model", list(_MODELS), default=kept.model, format_func=_MODELS.__getitem__, required=True
        )
        mirror = st.toggle("Mirror the live picture", kept.mirror)
        st.caption("The camera itself is chosen on the page Live; the browser asks you there.")
        st.subheader("Storage", anchor=False)
        folder = st.text_input("Folder for finished sets", kept.folder)
        st.caption(f"Now: {Path(kept.folder).resolve()}")
    with right:
        st.subheader("Hearing", anchor=False)
        voice = st.toggle("Speak counts and cues", kept.voice)
        volume = st.slider("Volume", 0, 100, round(100 * kept.volume), format="%d %%", disabled=not voice)
        st.subheader("Resting", anchor=False)
        rest_s = st.number_input("Rest between sets, in seconds", 10, 600, kept.rest_s, step=5)
        st.subheader("Judging", anchor=False)
        strictness = st.segmented_control(
            "Limits of form",
            list(_STRICTNESS),
            default=kept.strictness,
            format_func=_STRICTNESS.__getitem__,
            required=True,
        )
        st.caption(
            "Lenient moves each limit out by the error of its reading, strict moves it in; repetitions are"
            " counted alike, and the published accuracy figures are those of usual."
        )
    return replace(
        kept,
        model=model,
        mirror=mirror,
        voice=voice,
        volume=volume / 100,
        rest_s=int(rest_s),
        folder=str(Path(folder).expanduser()) if folder else Preferences().folder,
        strictness=strictness,
    )


def _keep(wanted: Preferences) -> None:
    try:
        require_writable(Path(wanted.folder))
        preferences.save(wanted)
    except BacklineError as error:
        st.error(str(error).replace(" with --out", ""), icon=":material/error:")
    else:
        st.toast("Kept.", icon=":material/check:")


def _privacy(kept: Preferences) -> None:
    st.subheader("Privacy", anchor=False)
    st.markdown(
        f"""
- Nothing leaves this machine: no account, no cloud, no usage reports. It works without a network.
- Live pictures go from the browser to Backline on this machine, are looked at, and are thrown away.
- A recording that you upload is deleted once it is analysed. What stays is the result: the report, the table,
  the video with the skeleton drawn on it, and the poses if you wanted them.
- All of it lies in `{Path(kept.folder).resolve()}`. Delete a folder there, and that set is gone.
- Backline does not know who you are, and it does not recognise faces.
"""
    )


def _doctor(kept: Preferences) -> None:
    st.subheader("This machine", anchor=False)
    if st.button("Look again", icon=":material/stethoscope:") or "diagnoses" not in st.session_state:
        with st.spinner("Looking at libraries, models, camera and disk…"):
            st.session_state.diagnoses = run_doctor(Path(kept.folder))
    diagnoses: list[Diagnosis] = st.session_state.diagnoses
    rows = "".join(_row(diagnosis) for diagnosis in diagnoses)
    st.html(f"<table class='backline-table'><tbody>{rows}</tbody></table>")
    st.caption(f"Backline {__version__}")


def _row(diagnosis: Diagnosis) -> str:
    sign, word = (
        ("✓", "ok") if diagnosis.ok else ("–", "optional") if diagnosis.optional else ("!", "lacking")
    )
    detail = html.escape(diagnosis.detail)
    if diagnosis.remedy:
        detail += f"<br><b>{_CODE.sub(_AS_CODE, html.escape(diagnosis.remedy))}</b>"
    name = html.escape(diagnosis.name)
    return (
        f"<tr class='{word}'><td aria-label='{word}'>{sign}</td><th scope='row'>{name}</th>"
        f"<td>{detail}</td></tr>"
    )
