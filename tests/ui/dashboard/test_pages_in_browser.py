"""The pages in a real browser: a recording becomes a result whose curve moves its video."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from analysis import outputs
from benchmarks.browser import Server, serve_dashboard
from exercises.catalogue import MOVEMENTS
from tests.schema import report_in
from tests.ui.dashboard.browsing import browser, needs_browser
from ui.samples import samples

pytestmark = [
    needs_browser(),
]

ANALYSED_WITHIN_MS = 240_000
SAMPLE = "bent_over_barbell_row"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve_dashboard(tmp_path_factory.mktemp("home"), "lite") as running:
        yield running


@pytest.fixture(scope="module")
def dashboard(server: Server) -> str:
    return server.address


@pytest.fixture(scope="module")
def sets(server: Server) -> Path:
    return server.home / outputs.DEFAULT_ROOT


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def page(chrome: Browser, dashboard: str) -> Iterator[Page]:
    """Anything that is asked for elsewhere than at the dashboard fails the test."""
    strange: list[str] = []

    def look(request: Request) -> None:
        if not request.url.startswith((dashboard, dashboard.replace("http", "ws"), "data:", "blob:")):
            strange.append(request.url)

    page = chrome.new_page(base_url=dashboard)
    page.on("request", look)
    page.set_default_timeout(20_000)
    yield page
    page.close()
    assert strange == []


@pytest.fixture(scope="module")
def analysed(chrome: Browser, dashboard: str, sets: Path) -> str:
    """The address of a result that came of an upload."""
    clip = next(sample.video for sample in samples() if sample.video.stem == SAMPLE)
    page = chrome.new_page(base_url=dashboard)
    page.goto("/recording")
    page.locator('input[type="file"]').set_input_files(clip)
    # Named after its movement, so the right one is chosen.
    expect(page.get_by_label(f"Movement in {clip.name}")).to_have_value(MOVEMENTS[SAMPLE].name)
    page.get_by_role("button", name="Analyse").click()
    page.wait_for_url(f"**/recording?set={SAMPLE}", timeout=ANALYSED_WITHIN_MS)
    page.close()
    return f"/recording?set={SAMPLE}"


def test_an_upload_becomes_a_result_and_leaves_nothing_else(page: Page, analysed: str, sets: Path) -> None:
    report = report_in(sets / SAMPLE / outputs.REPORT)

    page.goto(analysed)

    expect(page.get_by_text(f"{report['reps']} bent-over barbell rows counted")).to_be_visible()
    expect(page.locator("tr[data-at-s]")).to_have_count(report["reps"])
    assert [path.name for path in sets.iterdir()] == [SAMPLE]  # the upload is gone


def test_the_curve_moves_the_video(page: Page, analysed: str) -> None:
    page.goto(analysed)
    video = page.locator("video")
    expect(video).to_be_visible()
    page.wait_for_function("document.querySelector('video') || true")
    chart = page.locator(".stage svg.chart")
    box = chart.bounding_box()
    assert box is not None
    left, right, end_s = (
        float(chart.get_attribute(f"data-{name}") or 0) for name in ("left", "right", "end-s")
    )
    width = float((chart.get_attribute("viewBox") or "").split()[2])

    page.mouse.click(box["x"] + box["width"] * (left + 0.5 * (right - left)) / width, box["y"] + 60)

    assert video.evaluate("video => video.currentTime") == pytest.approx(end_s / 2, abs=0.2)


def test_a_repetition_and_a_picture_move_the_video(page: Page, analysed: str) -> None:
    page.goto(analysed)
    for chosen in (page.locator("tr[data-at-s]").nth(3), page.locator("figure.bad").first):
        chosen.click()

        at_s = float(chosen.get_attribute("data-at-s") or -1)
        assert page.locator("video").evaluate("video => video.currentTime") == pytest.approx(at_s, abs=0.05)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Video", outputs.VIDEO),
        ("Report", outputs.PAGE),
        ("Table (CSV)", outputs.REPS),
        ("Data (JSON)", outputs.REPORT),
        ("Poses (track)", outputs.TRACK),
    ],
)
@pytest.mark.slow
def test_every_file_can_be_downloaded(page: Page, analysed: str, sets: Path, label: str, name: str) -> None:
    page.goto(analysed)

    with page.expect_download() as waiting:
        page.get_by_role("link", name=label).click()

    assert waiting.value.suggested_filename == f"{SAMPLE}-{name}"
    assert Path(waiting.value.path()).read_bytes() == (sets / SAMPLE / name).read_bytes()


def test_a_finished_set_is_found_again_in_a_new_tab(page: Page, analysed: str) -> None:
    page.goto("/recording")
    page.get_by_role("button", name=MOVEMENTS[SAMPLE].name).click()

    expect(page.get_by_text("Every rep")).to_be_visible()


@pytest.mark.slow
def test_closing_the_tab_does_not_end_the_analysis(chrome: Browser, dashboard: str, sets: Path) -> None:
    page = chrome.new_page(base_url=dashboard)
    page.goto("/recording")
    page.get_by_text("A sample set").click()
    page.get_by_label("Sample set").click()
    page.get_by_role("option", name="Lat pulldown").first.click()
    page.get_by_role("button", name="Analyse").click()
    expect(page.get_by_text("You may leave this page")).to_be_visible()
    page.close()

    other = chrome.new_page(base_url=dashboard)
    other.goto("/recording")
    expect(other.get_by_role("button", name="Lat pulldown")).to_be_visible(timeout=ANALYSED_WITHIN_MS)
    other.close()


@pytest.mark.parametrize(
    ("name", "content"),
    [("notes.mp4", b"These are notes.\n" * 40), ("empty.mp4", b"")],
    ids=["text", "empty"],
)
@pytest.mark.slow
def test_what_is_no_recording_is_turned_down_in_one_sentence(
    page: Page, sets: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    page.goto("/recording")
    page.locator('input[type="file"]').set_input_files(path)
    page.get_by_role("button", name="Analyse").click()

    alert = page.get_by_role("alert").filter(has_text=name)
    expect(alert).to_be_visible(timeout=ANALYSED_WITHIN_MS)
    assert str(sets) not in alert.inner_text()  # where it was meanwhile is nobody's business
    expect(page.get_by_text("Traceback")).to_have_count(0)
    if page.get_by_role("button", name="Understood").count():
        page.get_by_role("button", name="Understood").first.click()
        expect(alert).to_have_count(0)


def test_movements_are_filtered_and_shown(page: Page) -> None:
    page.goto("/movements")
    expect(page.locator("button.card")).to_have_count(len(MOVEMENTS))

    page.get_by_label("Mind my back").click()
    page.get_by_role("option", name="Herniated disc").click()

    spared = [movement for movement in MOVEMENTS.values() if "flexion" not in movement.spinal_load]
    expect(page.locator("button.card")).to_have_count(len(spared))
    expect(page.locator("button.card", has_text="Deadlift")).to_have_count(0)

    page.locator("button.card", has_text="Plank").first.click()
    expect(page.get_by_role("heading", name="What is judged")).to_be_visible()
    expect(page.locator(".drawing svg")).to_have_count(2)  # the movement, and where the camera goes


def test_pages_fit_a_phone(page: Page, analysed: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/recording", analysed, "/movements", "/movements?movement=deadlift", "/settings"):
        page.goto(address)
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        overhang_px = page.evaluate(
            "(() => { const main = document.querySelector('[data-testid=stMain]');"
            " return main.scrollWidth - main.clientWidth; })()"
        )
        assert overhang_px <= 0, address
