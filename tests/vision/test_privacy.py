"""Uploads are blocked by variables of the process: when they are set, and that they are put back."""

import gc
import os
import threading

import numpy as np
import pytest

from vision import privacy
from vision.estimate import PoseEstimator
from vision.pose import Frame
from vision.privacy import block_uploads

CLOSED = "http://127.0.0.1:9"
PROXIES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
EXCEPTIONS = ("no_proxy", "NO_PROXY")


@pytest.fixture(autouse=True)
def _own_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who goes out through a proxy of their own, and estimators of other tests forgotten."""
    gc.collect()
    monkeypatch.setattr(privacy, "_holders", 0)
    monkeypatch.delenv("BACKLINE_ALLOW_METRICS", raising=False)
    for name in (*PROXIES, *EXCEPTIONS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "intranet.example")


def is_blocked() -> bool:
    return all(os.environ.get(name) == CLOSED for name in PROXIES) and not any(
        name in os.environ for name in EXCEPTIONS
    )


def test_a_block_lasts_as_long_as_its_with_and_puts_back_what_was() -> None:
    before = dict(os.environ)
    with block_uploads():
        assert is_blocked()
    assert dict(os.environ) == before


def test_a_block_ends_with_an_error_too() -> None:
    before = dict(os.environ)
    with pytest.raises(ValueError, match="broken"), block_uploads():
        raise ValueError("broken")
    assert dict(os.environ) == before


def test_blocks_that_overlap_last_until_the_last_one_ends() -> None:
    before = dict(os.environ)
    first, second = block_uploads(), block_uploads()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert is_blocked()
    second.__exit__(None, None, None)
    assert dict(os.environ) == before


def test_blocks_in_many_threads_leave_nothing_behind() -> None:
    before = dict(os.environ)
    seen: list[bool] = []

    def block_often() -> None:
        for _ in range(200):
            with block_uploads():
                seen.append(is_blocked())

    threads = [threading.Thread(target=block_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(seen) and len(seen) == 800
    assert dict(os.environ) == before


def test_a_variable_that_somebody_else_sets_meanwhile_stays_as_they_set_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with block_uploads():
        monkeypatch.setenv("https_proxy", "http://other.example:1")
        monkeypatch.setenv("no_proxy", "other.example")
    assert os.environ["https_proxy"] == "http://other.example:1"
    assert os.environ["no_proxy"] == "other.example"
    assert "all_proxy" not in os.environ


def test_whoever_wants_to_report_keeps_the_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKLINE_ALLOW_METRICS", "1")
    before = dict(os.environ)
    with block_uploads():
        assert dict(os.environ) == before


class TestEstimator:
    def test_uploads_are_blocked_until_the_last_estimator_is_closed(self) -> None:
        before = dict(os.environ)
        first, second = PoseEstimator("lite"), PoseEstimator("lite")
        for estimator in (first, second):
            estimator.estimate(Frame(np.zeros((240, 320, 3), np.uint8), 0.0, 0))
        first.close()
        assert is_blocked()
        second.close()
        assert dict(os.environ) == before

    def test_an_estimator_that_is_thrown_away_lets_go_as_well(self) -> None:
        before = dict(os.environ)
        estimator = PoseEstimator("lite")
        assert is_blocked()
        del estimator
        assert dict(os.environ) == before
