"""The picture in the README: two moments of the annotated sample set, side by side.

It is made with `backline demo --out out/demo` and then `python docs/picture.py out/demo/annotated.mp4`.
"""

import sys
from pathlib import Path

import cv2

from vision.frames import VideoFile

TARGET = Path(__file__).with_name("judged_set.webp")
MOMENTS_S = (6.2, 11.3)  # the second pull let down, with a flat back, and the fourth, with a rounded one
GAP_PX = 8


def main(annotated: Path) -> None:
    """Write the picture."""
    with VideoFile(annotated) as video:
        flat, rounded = (video.frame_at(time_s).image_rgb for time_s in MOMENTS_S)
    flat = cv2.copyMakeBorder(flat, 0, 0, 0, GAP_PX, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    picture_bgr = cv2.cvtColor(cv2.hconcat([flat, rounded]), cv2.COLOR_RGB2BGR)
    cv2.imwrite(str(TARGET), picture_bgr, [cv2.IMWRITE_WEBP_QUALITY, 82])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
