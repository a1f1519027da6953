"""Poses and time into counts, holds and verdicts. Knows no images and no screen."""
