"""The Live page in a real browser whose camera plays a sample set."""

from __future__ import annotations

import signal
import time
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from analysis.analyze import Job, analyze
from benchmarks.browser import Camera, Server, serve_dashboard
from tests.schema import report_in
from tests.ui.dashboard.browsing import browser, live_page, needs_browser, wait_until

ROOT = Path(__file__).parents[3]

pytestmark = needs_browser()

COUNTED = (
    "bent_over_barbell_row",
    "one_arm_dumbbell_row",
    "lat_pulldown",
    "pull_up",
    "bridge",
)

LEAST_FPS = 8.0  # below it a repetition falls between two frames


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serve_dashboard(tmp_path_factory.mktemp("dashboard"), arguments=("--sessions", "2")) as running:
        yield running


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    """With the lighter model, where what is counted is beside the point."""
    with serve_dashboard(tmp_path_factory.mktemp("quick"), model="lite") as running:
        yield running


@pytest.fixture(scope="module")
def cameras(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cameras")

    @cache
    def playing(sample: str, after_s: float = 10.0) -> Camera:
        return Camera.playing(sample, folder, after_s=after_s)

    return playing


def most_reps(page: Page) -> int:
    return page.evaluate("Math.max(0, ...window.answers.map((answer) => answer.reps ?? 0))")


def headline(page: Page) -> str:
    return page.locator("[data-part=headline]").inner_text()


# --- a set, from the start to its report --------------------------------------------------------------------


def test_a_set_is_counted_judged_spoken_and_written(server: Server, cameras):
    """One set without touching anything but Start: three deadlifts, the last with a rounded back."""
    elsewhere = []
    camera = cameras("deadlift")
    with browser(camera=camera) as started:
        page = live_page(started, server.address, "deadlift", start=False)
        for event in ("request", "websocket"):
            page.on(event, lambda asked: elsewhere.append(urlsplit(asked.url).netloc))
        page.reload()
        page.get_by_role("button", name="Start", exact=True).click()
        wait_until(page, "answer.stage === 'countdown'", 40)
        wait_until(page, "answer.reps === 1", 40)

        # a rerun and another page keep the count
        page.get_by_test_id("stSelectbox").locator("input").click()
        page.keyboard.press("Escape")
        kept = int(headline(page))
        page.get_by_role("link", name="Movements").click()
        expect(page.locator(".screen")).to_have_count(0)
        page.evaluate("window.before = window.answers.length")
        page.get_by_role("link", name="Live").click()
        wait_until(page, "window.answers.length > window.before && answer.stage === 'set'")
        assert int(headline(page)) >= kept
        count = kept + camera.reps  # the fake camera plays from its beginning again

        wait_until(page, "answer.cue === 'Flatten your back'", 40)
        expect(page.locator(".banner.cue")).to_have_text("Flatten your back")
        expect(page.locator(".chips .fault")).to_contain_text("the back is rounded")
        assert headline(page) == str(count)
        wait_until(page, "answer.stage === 'rest'", 30)
        expect(page.locator(".rest")).to_contain_text(f"{count} deadlifts counted")
        expect(page.get_by_text("Sets done")).to_be_visible()

        spoken = page.evaluate("window.spoken")
        assert spoken.count("Flatten your back") == 1
        assert {"2", "3"} <= set(spoken)
    assert set(elsewhere) - {""} == {server.host}  # a blob has no host
    (written,) = server.home.glob("backline-out/live-*/set-1-deadlift/report.json")
    report = report_in(written)
    assert (report["reps"], report["clean_reps"]) == (count, count - 1)


@pytest.mark.slow
@pytest.mark.parametrize("sample", COUNTED)
def test_the_count_is_that_of_the_recording(server: Server, cameras, sample: str, tmp_path: Path):
    camera = cameras(sample)
    video = ROOT / "sample_videos" / f"{sample}.mp4"
    counted = analyze(Job(sample, tmp_path, video, with_video=False)).report.reps
    with browser(camera=camera) as started:
        page = live_page(started, server.address, sample)
        wait_until(page, "answer.stage === 'rest'", 90)
        enough_frames(page)

        assert most_reps(page) == counted > 0
        assert page.evaluate("window.answers.at(-1).last_set.reps") == counted


def enough_frames(page: Page) -> None:
    """A machine that is busy with something else leaves out so many frames that nobody could count."""
    frames, seconds = page.evaluate(
        "(() => { const set = window.answers.filter((answer) => answer.stage === 'set');"
        " return [set.length, set.at(-1).time_s - set[0].time_s]; })()"
    )
    if frames / seconds < LEAST_FPS:
        pytest.skip(f"this machine judged only {frames / seconds:.1f} frames a second")


# --- the setup check ----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_setup_check_refuses_a_wrong_view_and_says_what_to_do(server: Server, cameras):
    """Somebody who faces the camera wants to deadlift, which is judged from the side."""
    with browser(camera=cameras("lat_pulldown")) as started:
        page = live_page(started, server.address, "deadlift")
        expect(page.locator(".remedy")).to_have_text("Turn side-on to the camera", timeout=30_000)
        expect(page.locator(".setup .fault")).to_contain_text("View")
        page.wait_for_timeout(3_000)

        assert page.evaluate("window.answers.every((answer) => answer.stage === 'setup')")
        assert "Turn side-on to the camera" in page.evaluate("window.spoken")


# --- buttons ------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_buttons_reach_the_coach(quick: Server, cameras):
    with browser(camera=cameras("deadlift")) as started:
        page = live_page(started, quick.address, "deadlift")
        wait_until(page, "answer.reps === 2", 60)
        page.get_by_role("button", name="Undo rep").click()
        wait_until(page, "answer.reps === 1")
        page.get_by_role("button", name="Pause").click()
        expect(page.get_by_text("Nothing is counted.")).to_be_visible()
        page.get_by_role("button", name="Go on").click()
        wait_until(page, "answer.stage === 'set'")
        page.get_by_role("button", name="Pain: stop").click()
        expect(page.locator(".pain")).to_contain_text("Put the weight down")
        wait_until(page, "answer.stage === 'stopped' && answer.sets_done === 1")
        page.get_by_role("button", name="I am fine, go on").click()
        wait_until(page, "answer.stage === 'setup'")
        page.get_by_role("button", name="Camera off").click()
        expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


# --- what goes wrong ----------------------------------------------------------------------------------------


def problem(page: Page):
    return page.locator("[data-part=problem]")


def banner(page: Page):
    return page.locator("[data-part=banner]")


def test_a_refused_permission_says_how_to_allow_it(quick: Server, cameras):
    with browser("--deny-permission-prompts", camera=cameras("deadlift"), allowed=False) as started:
        page = live_page(started, quick.address, "deadlift")

        expect(problem(page)).to_contain_text("allow it for this page, then press Start again")


def test_without_a_camera_it_says_so(quick: Server):
    if list(Path("/dev").glob("video*")):
        pytest.skip("this machine has a camera")
    with browser() as started:
        page = live_page(started, quick.address, "deadlift")

        expect(problem(page)).to_contain_text("No camera was found. Plug one in")


@pytest.mark.slow
def test_trouble_on_the_way_is_told_and_the_count_survives_it(quick: Server, cameras):
    """A machine that hangs, and a camera that is unplugged and plugged in again."""
    with browser(camera=cameras("deadlift")) as started:
        page = live_page(started, quick.address, "deadlift")
        wait_until(page, "answer.reps === 1", 60)

        quick.process.send_signal(signal.SIGSTOP)
        try:
            expect(banner(page)).to_contain_text("the machine or the network is busy", timeout=10_000)
        finally:
            quick.process.send_signal(signal.SIGCONT)
        expect(banner(page)).not_to_contain_text("busy", timeout=10_000)

        page.evaluate("window.stream.getVideoTracks()[0].dispatchEvent(new Event('ended'))")
        expect(problem(page)).to_contain_text("unplugged")
        page.evaluate("window.before = window.answers.length")
        page.get_by_role("button", name="Start", exact=True).click()
        wait_until(page, "window.answers.length > window.before && answer.stage === 'set'")
        assert int(headline(page)) >= 1


@pytest.mark.slow
def test_a_page_that_was_put_to_sleep_goes_on_by_itself_and_keeps_the_count(quick: Server, cameras):
    with browser(camera=cameras("deadlift")) as started:
        page = live_page(started, quick.address, "deadlift")
        wait_until(page, "answer.reps === 1", 60)
        tab = page.context.new_cdp_session(page)
        tab.send("Page.setWebLifecycleState", {"state": "frozen"})
        time.sleep(5)
        tab.send("Page.setWebLifecycleState", {"state": "active"})

        page.evaluate("window.before = window.answers.length")
        wait_until(page, "window.answers.length > window.before && answer.stage === 'set'")
        assert int(headline(page)) >= 1


@pytest.mark.slow
def test_more_people_than_the_machine_is_set_to_coach_are_told(tmp_path, cameras):
    with (
        serve_dashboard(tmp_path, arguments=("--sessions", "1")) as small,
        browser(camera=cameras("deadlift")) as started,
    ):
        first = live_page(started, small.address, "deadlift")
        wait_until(first, "answer.stage === 'setup' || answer.stage === 'countdown'", 40)
        second = live_page(started, small.address, "deadlift")

        expect(problem(second)).to_contain_text("1 live session is running", timeout=20_000)
        expect(problem(second)).to_contain_text("close the Live page in another tab")

        small.process.terminate()
        expect(banner(first)).to_contain_text("The connection to Backline broke", timeout=20_000)
