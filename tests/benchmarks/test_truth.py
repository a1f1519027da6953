"""What is true of recordings of real people."""

from pathlib import Path

import pytest

from benchmarks.truth import Clip, TruthError, read_truth


def written(folder: Path, *lines: str) -> Path:
    (folder / "truth.csv").write_text("\n".join(lines) + "\n")
    return folder


def test_a_row_is_a_recording_and_what_was_counted_on_it(tmp_path: Path) -> None:
    folder = written(tmp_path, "file,movement,reps,hold_s", "a.mp4,deadlift,3,", "b.mp4,plank,,6.9")

    assert read_truth(folder) == [
        Clip(folder / "a.mp4", "deadlift", 3, None, True),
        Clip(folder / "b.mp4", "plank", None, 6.9, True),
    ]


def test_a_movement_goes_by_the_name_of_the_catalogue(tmp_path: Path) -> None:
    (clip,) = read_truth(written(tmp_path, "file,movement,reps,hold_s", "a.mp4,glute_bridge,3,"))

    assert clip.movement == "bridge"


def test_a_truth_may_be_unsure_and_name_the_view(tmp_path: Path) -> None:
    folder = written(tmp_path, "file,movement,view,reps,hold_s,confidence", "a.mp4,deadlift,side,3,,low")

    (clip,) = read_truth(folder)

    assert (clip.sure, clip.view) == (False, "side")


def test_several_holds_in_one_recording_are_not_one_number(tmp_path: Path) -> None:
    (clip,) = read_truth(written(tmp_path, "file,movement,reps,hold_s", "a.mp4,plank,,4.0;3.5"))

    assert clip.hold_s is None


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("file,movement,hold_s", "a.mp4,deadlift,"), "lacks the column reps"),
        (("file,movement,reps,hold_s", "a.mp4,deadlift,three,"), "line 2: .*three"),
        (("file,movement,reps,hold_s", "a.mp4,deadlift"), "line 2|lacks the column"),
    ],
    ids=["no column", "no number", "cut short"],
)
def test_what_cannot_be_used_is_said_in_one_sentence(
    tmp_path: Path, lines: tuple[str, ...], said: str
) -> None:
    with pytest.raises(TruthError, match=said):
        read_truth(written(tmp_path, *lines))


def test_a_folder_without_truth_is_named(tmp_path: Path) -> None:
    with pytest.raises(TruthError, match=r"truth\.csv cannot be read"):
        read_truth(tmp_path)
