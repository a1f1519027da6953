"""Work beside the thread that finds poses."""

from __future__ import annotations

import itertools
import threading
import time
from pathlib import Path

import pytest

from tests.vision.recordings import at_fps, number_of, record
from vision.background import ahead
from vision.errors import VideoError
from vision.frames import VideoFile


class TestAhead:
    def test_items_come_in_order(self) -> None:
        assert list(ahead(iter(range(100)), depth=3)) == list(range(100))

    def test_an_error_comes_after_the_items_before_it(self) -> None:
        def items() -> itertools.chain[int]:
            yield from (1, 2)
            raise VideoError("broken")

        got = []
        with pytest.raises(VideoError, match="broken"):
            for item in ahead(items()):
                got.append(item)
        assert got == [1, 2]

    def test_it_works_ahead_but_only_so_far(self) -> None:
        made: list[int] = []

        def items() -> itertools.chain[int]:
            for i in range(100):
                made.append(i)
                yield i

        stream = ahead(items(), depth=4)
        next(stream)
        deadline = time.monotonic() + 2
        while len(made) < 6 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert 5 <= len(made) <= 7
        stream.close()

    def test_closing_ends_its_thread_and_the_iterator(self) -> None:
        closed = threading.Event()

        def items() -> itertools.chain[int]:
            try:
                yield from itertools.count()
            finally:
                closed.set()

        before = threading.active_count()
        stream = ahead(items())
        assert next(stream) == 0
        stream.close()
        assert threading.active_count() == before
        assert closed.is_set()

    def test_frames_of_a_file_can_be_read_ahead(self, tmp_path: Path) -> None:
        with VideoFile(record(tmp_path / "a.mp4", at_fps(30, 50))) as video:
            assert [number_of(frame.image_rgb) for frame in ahead(iter(video))] == list(range(50))
