"""The page Movements: all that Backline knows, with a search and what each asks for."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Final

import streamlit as st

from exercises.catalogue import all_movements
from exercises.movement import Check, HoldCheck, Kind, Movement
from reports.wording import GROUND_WORDS, grounds_sentence, join_words, sentence_case
from ui.commands import dose_words
from ui.dashboard import components, drawings, library
from ui.dashboard.components import Card
from ui.dashboard.library import CONDITIONS, Wanted
from ui.samples import sample_of

_KINDS: Final = {
    Kind.REPS: "Counted in repetitions",
    Kind.HOLD: "Held; the clock runs only in position",
    Kind.HOLD_REPS: "Repetitions, each a short hold",
    Kind.FLOW: "To and fro without a rest, counted",
    Kind.TIMED: "Timed; form is not judged",
}
_VIEWS: Final = {
    "side": "from the side",
    "front": "from the front",
    "back": "from behind",
    "oblique": "at an angle",
    "floor-side": "from the side, on the floor",
}


def page() -> None:
    """Draw the page."""
    components.style()
    movement = all_movements().get(st.query_params.get("movement", ""))
    if movement is None:
        _library()
    else:
        _one(movement)


# --- the catalogue ----------------------------------------------------------------------------------------


def _library() -> None:
    st.title("Movements", anchor=False)
    found = library.search(_ask())
    count, known = len(found), len(all_movements())
    st.caption(f"{count} of {known} movements" if count < known else f"{count} movements")
    if not found:
        st.info("No movement is all of that. Take a filter away.", icon=":material/filter_alt_off:")
    chosen = components.cards([_card(movement) for movement in found], "catalogue")
    if chosen is not None:
        st.query_params["movement"] = chosen
        st.rerun()


def _ask() -> Wanted:
    with st.container(horizontal=True):
        words = st.text_input("Search", placeholder="Name or muscle", width=200)
        muscle = _filter("Muscle", library.muscles())
        level = _filter("Level", library.levels())
        equipment = _filter("Equipment", library.equipment())
        view = _filter("Camera", library.views(), _VIEWS)
        condition = _filter("Mind my back", list(CONDITIONS), width=300)
    if condition is not None:
        st.caption("A help for choosing, no medical advice. Ask your clinician which movements are for you.")
    return Wanted(words or "", muscle, level, equipment, view, condition)


def _filter(
    label: str, options: Sequence[str], names: dict[str, str] | None = None, width: int = 160
) -> str | None:
    known = names or {}

    def name(option: str) -> str:
        words = known.get(option, option)
        return words[:1].upper() + words[1:]

    return st.selectbox(
        label, options, index=None, placeholder="Any", format_func=name, width=width, key=f"filter-{label}"
    )


def _card(movement: Movement) -> Card:
    line = f"{movement.level.capitalize()} · {', '.join(movement.muscles[:3])}"
    return Card(movement.id, movement.name, line, components.svg_of(movement.id))


# --- one movement -----------------------------------------------------------------------------------------


def _one(movement: Movement) -> None:
    if st.button("All movements", icon=":material/arrow_back:", type="tertiary"):
        st.query_params.clear()
        st.rerun()
    picture, words = st.columns([2, 3], gap="large", vertical_alignment="center")
    with picture:
        components.drawing(components.svg_of(movement.id), f"drawing-{movement.id}")
    with words:
        st.title(movement.name, anchor=False)
        st.markdown(f"**{movement.description}**")
        _facts(movement)
    setup, camera = st.columns(2, gap="large")
    with setup:
        st.subheader("Set-up", anchor=False)
        st.markdown(movement.setup)
        for sentence in movement.stop_when:
            st.markdown(f":material/front_hand: {sentence}")
    with camera:
        st.subheader("Camera", anchor=False)
        place, how = st.columns([2, 3], vertical_alignment="center")
        with place:
            svg = drawings.camera_drawing(movement.best_view).read_text(encoding="utf-8")
            components.drawing(svg, f"camera-{movement.id}")
        how.markdown(movement.camera)
    _show_checks(movement)
    _more(movement)
    sample = sample_of(movement.id)
    if sample is not None:
        st.subheader("A sample set", anchor=False)
        st.video(str(sample.video), muted=True, width=560)
        st.caption(f"{sample.about} A rendered person.")


def _facts(movement: Movement) -> None:
    kind = _KINDS[movement.kind] + (", each side on its own" if movement.sides.apart else "")
    rows = {
        "Level": movement.level,
        "Trains": ", ".join(movement.muscles),
        "Helped by": ", ".join(movement.assisting),
        "Needs": ", ".join(movement.equipment) or "nothing",
        "Dose": dose_words(movement),
        "How it goes": kind,
        "Asks of the spine": ", ".join(sorted(movement.spinal_load)) or "nothing in particular",
        "Best seen": _VIEWS.get(movement.best_view, movement.best_view.value),
    }
    cells = "".join(
        f"<dt>{label}</dt><dd>{html.escape(text[:1].upper() + text[1:])}</dd>"
        for label, text in rows.items()
        if text
    )
    st.html(f"<dl class='backline-facts'>{cells}</dl>")


def _show_checks(movement: Movement) -> None:
    """Draw a table of what is judged: the mistake that each check finds, what is said then, and what its
    limit rests on.
    """
    st.subheader("What is judged", anchor=False)
    checks = sorted(movement.all_checks, key=lambda check: check.priority)
    rows = "".join(_check_row(movement, check) for check in checks)
    head = "".join(f"<th>{name}</th>" for name in ("Wanted", "Common mistake", "What you hear", "Its limit"))
    st.html(f"<table class='backline-table'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
    if movement.main_checks:
        st.caption(
            "\\* The main check: where it is not judged, no repetition is clean and no score is given."
        )
    rests_on = grounds_sentence([check.limit.evidence.ground for check in checks])
    if rests_on:
        st.caption(rests_on)


def _check_row(movement: Movement, check: Check | HoldCheck) -> str:
    label = check.label + ("*" if check.id in movement.main_checks else "")
    evidence = check.limit.evidence
    rests_on = f"Rests on {GROUND_WORDS[evidence.ground]}."
    return (
        f"<tr><th scope='row'>{html.escape(label)}</th><td>{html.escape(sentence_case(check.why))}</td>"
        f"<td><b>{html.escape(sentence_case(check.cue))}</b></td>"
        f"<td title='{html.escape(sentence_case(str(evidence)))}'>{html.escape(rests_on)}</td></tr>"
    )


def _more(movement: Movement) -> None:
    if movement.variants:
        st.markdown(f"**Counts as well:** {', '.join(movement.variants)}.")
    known = all_movements()
    stand_ins = [known[one].name for one in movement.stand_ins if one in known]
    if stand_ins:
        st.markdown(f"**Instead, without the equipment:** {join_words(stand_ins)}.")
    if movement.sources:
        with st.expander("Sources"):
            for source in movement.sources:
                st.markdown(f"- {source}")
