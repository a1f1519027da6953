"""The command line. Everything heavy is imported when a command needs it, so that help answers at once.

The exit code is 0 when all went well, 2 when something went wrong that the person can put right (one sentence
says what), 130 when Ctrl-C interrupted the program, and 1 for a fault of the program.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ui.dashboard.defaults import HOST, MOST_SESSIONS
from vision.errors import BacklineError, BacklineWarning
from vision.privacy import block_uploads

BAD_INPUT = 2
INTERRUPTED = 130
_format_warning = warnings.formatwarning

app = typer.Typer(
    name="backline",
    help="Watches somebody train their back: counts repetitions, times holds, judges the form."
    " Says what to change.",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # Rich's boxes would double the time that help takes
    context_settings={"help_option_names": ["-h", "--help"]},
)


class SideChoice(StrEnum):
    """The person's own left or right."""

    left = "left"
    right = "right"


class StrictnessChoice(StrEnum):
    """How strictly form is judged."""

    lenient = "lenient"
    usual = "usual"
    strict = "strict"


MovementOption = Annotated[
    str | None,
    typer.Option("--movement", "-m", metavar="ID", help="What is trained; see `backline movements`."),
]
SideOption = Annotated[
    SideChoice | None, typer.Option("--side", help="Count only this side of a movement done side by side.")
]
ModelOption = Annotated[
    str, typer.Option("--model", metavar="lite|full|PATH", help="Pose model: full is exact, lite is faster.")
]
StrictnessOption = Annotated[
    StrictnessChoice,
    typer.Option(
        "--strictness",
        help="How form is judged: lenient moves its limits out by the error of their reading, strict in.",
    ),
]
OutOption = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="DIR", readable=False, help="Folder for the results.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result for machines, and nothing else.")]


def _show_version(asked: bool) -> None:
    if asked:
        from backline import __version__

        print(f"backline {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Without a command the dashboard opens in the browser."""
    if context.invoked_subcommand is None:
        from ui.dashboard.server import serve

        _exit(serve(open_browser=True))
    else:
        context.with_resource(block_uploads())


@app.command(short_help="Serve the dashboard.")
def serve(
    port: Annotated[
        int | None, typer.Option("--port", "-p", min=0, max=65535, help="Port; 0 takes any free one.")
    ] = None,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen at; others than this machine need a token.")
    ] = HOST,
    token: Annotated[
        str | None, typer.Option("--token", help="Token that a browser must bring; made up when needed.")
    ] = None,
    sessions: Annotated[
        int, typer.Option("--sessions", min=1, help="How many people may train live at a time.")
    ] = MOST_SESSIONS,
) -> None:
    """Serve the dashboard: live coaching and recorded sets, in a browser on this machine."""
    from ui.dashboard.server import serve as serve_dashboard

    _exit(serve_dashboard(port, host, token, sessions))


@app.command(short_help="Count, time and judge recorded sets.")
def analyze(
    videos: Annotated[
        list[Path] | None, typer.Argument(metavar="VIDEO...", show_default=False, readable=False)
    ] = None,
    movement: Annotated[
        str | None,
        typer.Option(
            "--movement",
            "-m",
            metavar="ID",
            help="What is trained; see `backline movements`. Left out, it is recognised; `any` only counts"
            " what repeats.",
        ),
    ] = None,
    side: SideOption = None,
    out: OutOption = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes to use at most.")] = 1,
    model: ModelOption = "full",
    no_video: Annotated[bool, typer.Option("--no-video", help="Write no annotated video.")] = False,
    save_track: Annotated[
        bool,
        typer.Option("--save-track", help="Keep the poses, in track.npz or the .npz file named after it."),
    ] = False,
    save_track_to: Annotated[Path | None, typer.Option("--save-track-to", hidden=True)] = None,
    track: Annotated[
        Path | None,
        typer.Option(
            "--track",
            metavar="FILE",
            readable=False,
            help="Take the poses from a saved track; a video is then optional.",
        ),
    ] = None,
    as_json: JsonOption = False,
    all_frames: Annotated[
        bool, typer.Option("--all-frames", help="Read every frame above 30 a second too.")
    ] = False,
    fps: Annotated[
        float | None, typer.Option("--fps", help="Read about so many frames a second at most, instead of 30.")
    ] = None,
    strictness: StrictnessOption = StrictnessChoice.usual,
) -> None:
    """Count, time and judge recorded sets; write a report, a table and an annotated video for each."""
    from analysis.workers import start_workers

    recordings = len(videos or ())
    useful = jobs if recordings == 1 else min(jobs, recordings)  # one recording is split, several are not
    with start_workers(useful) as workers:  # started first, so that they load while this process does
        from ui import commands

        request = commands.AnalyzeRequest(
            videos=tuple(videos or ()),
            movement=movement,
            side=None if side is None else side.value,
            out=out,
            model=model,
            with_video=not no_video,
            save_track=save_track_to or save_track,
            track=track,
            all_frames=all_frames,
            fps=fps,
            strictness=strictness.value,
        )
        _exit(commands.analyze(request, as_json, workers))


@app.command()
def live(
    camera: Annotated[
        str, typer.Option("--camera", "-c", metavar="N|NAME", help="Index or name of the camera.")
    ] = "0",
    movement: MovementOption = None,
    side: SideOption = None,
    model: ModelOption = "full",
    out: OutOption = None,
    strictness: StrictnessOption = StrictnessChoice.usual,
) -> None:
    """Coach in front of a camera, in a window of its own."""
    from ui.live import run_live

    one_side = None if side is None else side.value
    _exit(run_live(camera, movement, one_side, model, out, strictness.value))


@app.command()
def movements(
    movement: Annotated[str | None, typer.Argument(metavar="[ID]", show_default=False)] = None,
    as_json: JsonOption = False,
) -> None:
    """List the movements, or describe one."""
    from ui import commands

    commands.movements(movement, as_json)


@app.command(short_help="Say what this machine lacks.")
def doctor(as_json: JsonOption = False) -> None:
    """Look at libraries, models, cameras and versions; name the remedy for what is missing."""
    from ui import commands

    _exit(commands.doctor(as_json))


@app.command()
def demo(
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Analyse a sample set that comes with the program."""
    from analysis.workers import start_workers

    with start_workers(2) as workers:
        from ui import commands

        _exit(commands.demo(out, as_json, workers))


def _exit(code: int) -> None:
    if code:
        raise typer.Exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code.

    `arguments` are those after the program's name; None takes those of this process.
    """
    # Matrices are tiny here, and the idle threads of OpenBLAS spin for a measured 0.2 s in each process.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # file names may hold bytes that are not text
            stream.reconfigure(errors="backslashreplace")
    warnings.formatwarning = _warning_text
    try:
        given = _with_track_path(sys.argv[1:] if arguments is None else arguments)
        code = app(given, prog_name="backline", standalone_mode=False)
        sys.stdout.flush()
        return code or 0
    except BacklineError as error:
        return _say(str(error), BAD_INPUT)
    except (KeyboardInterrupt, typer.Abort):
        return _say("Interrupted.", INTERRUPTED)
    except BrokenPipeError:
        return _say_no_more()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # Typer takes it for a fault
            return _say_no_more()
        raise
    except Exception as error:
        if not hasattr(error, "format_message"):  # not one of Typer's own about the arguments
            raise
        return _say(f"{error.format_message().rstrip('.')}. See `backline --help`.", BAD_INPUT)


def _warning_text(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, line: str | None = None
) -> str:
    """The text of a warning. One of Backline's own is its sentence alone, without the line of code."""
    if issubclass(category, BacklineWarning):
        return f"{message}\n"
    return _format_warning(message, category, filename, lineno, line)


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _say_no_more() -> int:
    """End well when the reader of the output closed it; nothing more may be written to it on the way out."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")
    return 0


def _with_track_path(arguments: Sequence[str]) -> list[str]:
    """The arguments with `--save-track FILE.npz` and `--save-track=FILE` rewritten.

    Typer knows no options whose value may be left out.
    """
    given: list[Any] = []
    for argument in arguments:
        if argument.startswith("--save-track="):
            given += ["--save-track-to", argument.partition("=")[2]]
        elif given and given[-1] == "--save-track" and argument.endswith(".npz"):
            given[-1:] = ["--save-track-to", argument]
        else:
            given.append(argument)
    return given


if __name__ == "__main__":
    sys.exit(main())
