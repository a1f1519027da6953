"""The outline of the torso without drawing: where the body is, and as round as the back."""

import numpy as np
import pytest

from exercises.measures.back import _FULL_FIT, BACK_SPAN
from sample_videos.studio.film import Stage
from sample_videos.studio.silhouette import Silhouette
from sample_videos.studio.tracks import make_track
from sample_videos.studio.truth import joints_m
from tests.sample_videos.people import film_set


def test_the_body_covers_its_joints_and_not_the_room() -> None:
    take = film_set("bent_over_barbell_row", {})
    stage = Stage(take)
    skeleton = stage.skeleton(1.0)

    mask = Silhouette(take.person.shape, take.person.outfit).mask(skeleton, stage.camera)

    for name, place in joints_m(stage.body, skeleton).items():
        x, y = stage.camera.project(place).astype(int)
        if "wrist" not in name:
            assert mask[y, x] == 1, name
    assert mask.shape == (480, 640)
    assert mask[:, :60].max() == mask[:40].max() == 0
    assert 0.02 < mask.mean() < 0.2


def test_half_covered_pixels_are_at_the_edge_only() -> None:
    take = film_set("scapular_squeeze", {})
    stage = Stage(take)

    mask = Silhouette(take.person.shape, take.person.outfit).mask(stage.skeleton(0.0), stage.camera)

    part = (mask > 0.01) & (mask < 0.99)
    assert 0 < part.sum() < 0.15 * (mask > 0.5).sum()


def test_within_a_window_the_mask_is_that_of_the_whole_picture() -> None:
    take = film_set("deadlift", {})
    stage = Stage(take)
    skeletons = stage.skeletons(np.array([0.0, 2.5]))
    silhouette = Silhouette(take.person.shape, take.person.outfit)
    windows = [(250, 100, 420, 300), (0, 200, 330, 480)]

    masks = list(silhouette.masks(skeletons, stage.camera, windows))

    for moment, (left, top, right, bottom) in enumerate(windows):
        whole = silhouette.mask(skeletons[moment], stage.camera)
        part = np.s_[top:bottom, left:right]
        assert 0.05 < whole[part].mean() < 0.95
        np.testing.assert_allclose(masks[moment][part], whole[part], atol=1e-6)


@pytest.mark.parametrize("movement", ["bent_over_barbell_row", "deadlift"])
def test_the_outline_of_a_rounded_back_is_rounder_than_that_of_a_flat_one(movement: str) -> None:
    flat, rounded = (
        make_track(film_set(movement, {"rounding_deg": size}), fps=2, with_outline=True)
        for size in (0.0, 45.0)
    )

    curves = []
    for track in (flat, rounded):
        assert track.outline is not None
        curves.append(float(_FULL_FIT @ track.outline[1, 0, BACK_SPAN]))

    assert np.isfinite(curves).all()
    assert curves[1] - curves[0] > 0.3
