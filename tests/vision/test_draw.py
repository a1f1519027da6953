import io
import time
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from vision import panels
from vision.draw import AMBER, BLUE, HoldRing, Overlay, back_line, draw_body, draw_overlay, key_picture
from vision.pose import OUTLINE_STATIONS, Landmark, Pose

SIZES = [(640, 480), (480, 854), (1920, 1080), (1080, 1920)]


def grey(width=480, height=640):
    return np.full((height, width, 3), 128, np.uint8)


def standing(width=480, height=640):
    """Landmarks of somebody standing upright in the middle of the frame, seen from the front."""
    points = np.full((33, 2), 0.5, np.float32)
    points[:11] = (0.5, 0.12)
    heights = {"SHOULDER": 0.25, "ELBOW": 0.4, "WRIST": 0.52, "HIP": 0.52, "KNEE": 0.72, "ANKLE": 0.9}
    for name, y in heights.items():
        x = 0.2 if name in ("ELBOW", "WRIST") else 0.1
        points[Landmark[f"LEFT_{name}"]] = (0.5 + x, y)
        points[Landmark[f"RIGHT_{name}"]] = (0.5 - x, y)
    points[Landmark.LEFT_FOOT_INDEX] = (0.63, 0.94)
    points[Landmark.RIGHT_FOOT_INDEX] = (0.37, 0.94)
    return points * np.array([width, height], np.float32)


def full_overlay(width, height, **changes):
    parts = dict(
        landmarks_px=standing(width, height), visibility=np.ones(33, np.float32),
        highlight=frozenset({Landmark.LEFT_HIP, Landmark.LEFT_SHOULDER}), back_state="fault",
        headline="3", label="reps", phase="lowering", progress=0.4, hold=HoldRing(0.5, "12"),
        cue="Keep your back flat and push the floor away", elapsed_s=75.0,
    )  # fmt: skip
    return Overlay(**(parts | changes))


def changed(image):
    """The mask of the places where a picture is no longer grey."""
    return (image != 128).any(axis=2)


def near(image, colour, tolerance=24):
    return (np.abs(image.astype(int) - colour).max(axis=2) <= tolerance).sum()


def test_an_empty_overlay_leaves_the_frame_alone():
    image = grey()
    assert not changed(draw_overlay(image, Overlay())).any()


@pytest.mark.parametrize("size", SIZES)
def test_drawing_happens_in_place(size):
    image = grey(*size)
    assert draw_overlay(image, full_overlay(*size)) is image
    assert changed(image).any()


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (40, 30), (90, 1600), (1600, 90)])
def test_any_frame_size_can_be_drawn_on(size):
    image = draw_overlay(grey(*size), full_overlay(*size))
    assert image.shape == (size[1], size[0], 3)


@pytest.mark.parametrize("wild", [np.nan, np.inf, -np.inf, 1e9, -1e9])
def test_landmarks_that_are_nowhere_are_left_out(wild):
    overlay = full_overlay(480, 640, back_line_px=np.full((41, 2), wild, np.float32))
    overlay.landmarks_px[:] = wild
    assert not changed(draw_body(grey(), overlay)).any()


def test_hidden_joints_are_not_drawn():
    visible = np.ones(33, np.float32)
    visible[[Landmark.LEFT_WRIST, Landmark.LEFT_ELBOW]] = 0.2
    image = draw_body(grey(), Overlay(landmarks_px=standing(), visibility=visible))
    x, y = standing()[Landmark.LEFT_ELBOW].astype(int)
    assert not changed(image)[y - 20 : y + 20, x - 20 : x + 20].any()
    x, y = standing()[Landmark.RIGHT_ELBOW].astype(int)
    assert changed(image)[y, x]


def test_the_face_is_left_free():
    image = draw_body(grey(), Overlay(landmarks_px=standing()))
    assert not changed(image)[: int(0.2 * 640)].any()


def test_the_joints_of_a_fault_are_amber_and_larger_as_well():
    plain = draw_body(grey(), Overlay(landmarks_px=standing()))
    marked = draw_body(grey(), Overlay(landmarks_px=standing(), highlight=frozenset({Landmark.LEFT_KNEE})))
    assert near(plain, AMBER) == 0
    assert near(marked, AMBER) > 50
    assert changed(marked).sum() > changed(plain).sum()


def test_the_back_line_says_its_state_by_colour_and_by_width():
    line = np.stack([np.linspace(100, 300, 41), np.full(41, 300.0)], axis=1).astype(np.float32)
    ok = draw_body(grey(), Overlay(back_line_px=line, back_state="ok"))
    fault = draw_body(grey(), Overlay(back_line_px=line, back_state="fault"))
    assert near(ok, BLUE) and not near(ok, AMBER)
    assert near(fault, AMBER) and not near(fault, BLUE)
    assert changed(fault).sum() > changed(ok).sum()


def test_without_an_outline_the_trunk_takes_the_state_of_the_back():
    assert near(draw_body(grey(), Overlay(landmarks_px=standing(), back_state="fault")), AMBER) > 100


@pytest.mark.parametrize("background", [0, 255])
def test_the_skeleton_stands_out_on_black_and_on_white(background):
    image = np.full((640, 480, 3), background, np.uint8)
    draw_body(image, Overlay(landmarks_px=standing()))
    assert (np.abs(image.astype(int) - background).max(axis=2) > 150).sum() > 500


@pytest.mark.parametrize("background", [0, 255])
def test_the_cue_has_contrast_on_any_background(background):
    image = np.full((640, 480, 3), background, np.uint8)
    draw_overlay(image, Overlay(cue="Keep your back flat"))
    # The band is 59 px high; this stretch of it lies between its rounded ends.
    band = image[590:610, 160:320].reshape(-1, 3)
    text, ground = band[band.sum(axis=1).argmax()], np.median(band, axis=0)
    assert contrast(text, ground) >= 7.0  # the stricter level of the web's accessibility guidelines


def contrast(one, other):
    """Contrast ratio of two sRGB colours, 1 to 21."""
    light = [np.where(c <= 10, c / 3294, ((c / 255 + 0.055) / 1.055) ** 2.4) @ (0.2126, 0.7152, 0.0722)
             for c in (np.asarray(one, float), np.asarray(other, float))]  # fmt: skip
    return (max(light) + 0.05) / (min(light) + 0.05)


def test_a_cue_comes_before_a_notice_and_only_one_is_shown():
    both = draw_overlay(grey(), Overlay(cue="Lift your hips", notice="Turn side-on to the camera"))
    cue = draw_overlay(grey(), Overlay(cue="Lift your hips"))
    assert np.array_equal(both, cue)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", ["Lift your hips " * 12, "Unbreakable" * 20])
def test_long_text_is_wrapped_and_stays_in_the_lower_half(size, text):
    image = draw_overlay(grey(*size), Overlay(notice=text.strip()))
    rows, columns = np.nonzero(changed(image))
    assert rows.min() > size[1] / 2 or size[0] < size[1]
    assert columns.min() > 0 and columns.max() < size[0] - 1
    assert rows.max() < size[1] - 1


@pytest.mark.parametrize("size", SIZES)
def test_words_are_readable_when_the_video_is_six_centimetres_wide(size):
    """A capital of the cue is at least 1.6 mm high then, about that of small print held in the hand."""
    image = draw_overlay(np.zeros((size[1], size[0], 3), np.uint8), Overlay(notice="H"))
    rows, _ = np.nonzero((image > 230).all(axis=2))
    height_mm = 60 * (rows.max() - rows.min() + 1) / size[0]
    assert height_mm >= (1.6 if size[0] * 9 <= size[1] * 16 else 1.4)


def test_threads_draw_the_same_words_as_one_alone():
    def frames():
        return [
            draw_overlay(grey(), Overlay(headline=str(i), label="reps", phase="top", cue=f"Lift {i} " * 5))
            for i in range(30)
        ]

    def forget():
        for cache in (panels.render_count, panels.render_band, panels._text_width):
            cache.cache_clear()

    forget()
    alone = frames()
    forget()
    with ThreadPoolExecutor(4) as pool:
        together = [job.result() for job in [pool.submit(frames) for _ in range(4)]]
    assert all(np.array_equal(one, other) for run in together for one, other in zip(alone, run, strict=True))


def test_the_bar_grows_with_the_rep():
    bars = [near(draw_overlay(grey(), Overlay(phase="x", progress=p)), BLUE) for p in (0.1, 0.5, 1.0, 7.0)]
    assert bars[0] < bars[1] < bars[2] == bars[3]


def test_a_paused_hold_turns_amber():
    running = draw_overlay(grey(), Overlay(hold=HoldRing(0.5, "12")))
    paused = draw_overlay(grey(), Overlay(hold=HoldRing(0.5, "12", paused=True)))
    assert near(running, AMBER) == 0 < near(paused, AMBER)


def test_for_a_mirrored_display_the_body_moves_and_the_words_do_not():
    overlay = full_overlay(480, 640)
    mirrored = overlay.mirrored(480)
    assert np.allclose(mirrored.landmarks_px[:, 0], 479 - overlay.landmarks_px[:, 0])
    assert (mirrored.cue, mirrored.headline) == (overlay.cue, overlay.headline)
    body = Overlay(landmarks_px=overlay.landmarks_px, highlight=overlay.highlight)
    flipped = draw_body(grey(), body)[:, ::-1]
    difference = np.abs(draw_body(grey(), body.mirrored(480)).astype(int) - flipped)
    assert (difference.max(axis=2) > 60).mean() < 0.002  # only the edges of lines


def test_the_back_line_is_where_the_outline_says():
    points = np.zeros((33, 2), np.float32)
    points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = (100, 300)
    points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]] = (300, 300)
    outline = np.stack([np.full(OUTLINE_STATIONS, 0.1), np.full(OUTLINE_STATIONS, 0.3)]).astype(np.float32)
    pose = Pose(points, np.ones(33, np.float32), outline)
    # Hip to shoulder points right, so its left is up in the image: smaller y.
    assert np.allclose(back_line(pose, row=0)[[0, -1]], [(100, 280), (300, 280)])
    assert np.allclose(back_line(pose, row=1)[:, 1], 360)
    assert back_line(Pose(points, np.ones(33, np.float32)), row=0) is None


class TestKeyPictures:
    def test_the_frame_is_left_as_it_is(self):
        image = grey()
        key_picture(image, full_overlay(480, 640))
        assert not changed(image).any()

    def test_two_moments_of_a_set_have_the_same_shape(self):
        bent = standing() * np.array([1.0, 0.7], np.float32) + np.array([0, 150], np.float32)
        shapes = [self.decoded(Overlay(landmarks_px=points)).shape for points in (standing(), bent)]
        assert shapes[0][1] / shapes[0][0] == pytest.approx(shapes[1][1] / shapes[1][0], abs=0.01)

    def test_somebody_lying_gets_a_broad_picture(self):
        lying = standing(640, 480)[:, ::-1] * np.array([1.2, 0.4], np.float32)
        height, width, _ = self.decoded(Overlay(landmarks_px=lying), grey(640, 480)).shape
        assert width > height

    def test_without_a_body_the_whole_frame_is_shown(self):
        assert self.decoded(Overlay(), grey(100, 80)).shape == (80, 100, 3)

    @staticmethod
    def decoded(overlay, image=None):
        jpeg = key_picture(grey() if image is None else image, overlay)
        assert jpeg.startswith(b"\xff\xd8")
        return cv2.imdecode(np.frombuffer(io.BytesIO(jpeg).read(), np.uint8), cv2.IMREAD_COLOR)


@pytest.mark.slow
@pytest.mark.parametrize(("size", "most_ms"), [((640, 480), 1.5), ((1920, 1080), 4.0)])
def test_drawing_costs_little_next_to_pose_estimation(size, most_ms):
    """Median of a frame with everything on it, on one core; a busy machine gets twice the time."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        image, overlay = grey(*size), full_overlay(*size)
        draw_overlay(image, overlay)
        times_ms = []
        for _ in range(100):
            start = time.perf_counter()
            draw_overlay(image, overlay)
            times_ms.append(1000 * (time.perf_counter() - start))
    finally:
        cv2.setNumThreads(threads)
    assert np.median(times_ms) <= 2 * most_ms
