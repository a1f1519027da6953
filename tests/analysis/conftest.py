"""The recordings of people that tests of the whole program look at."""

from tests.ui.conftest import long_clip, set_clip, short_clip

__all__ = ["long_clip", "set_clip", "short_clip"]
