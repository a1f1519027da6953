#!/usr/bin/env bash
# MediaPipe 0.10.21 (pose, model complexity 1): the visibility of a landmark does not say that the joint was seen.
#
# The picture is the portrait that scikit-image ships (512 x 512, public domain). With an opaque disc over the right
# shoulder, that shoulder keeps a visibility above 0.99 and moves by 17 pixels. With the picture cut off
# above the shoulders, both are found all the same, at 0.98 and more: they are pulled up by 40 to 65 pixels, the right
# one into what is left of the picture. An elbow, which is no less hidden then, falls to 0.05.
# Seen: disc of radius 60: visibility 1.000, 17 px off; cut at row 200: 0.987 and 0.986, 48 and 63 px up.
source "$(dirname "$0")/shared.sh"
install mediapipe==0.10.21 scikit-image==0.25.2

python - 2>/dev/null <<'PYTHON'
import cv2
import mediapipe as mp
import numpy as np
from skimage import data

names = mp.solutions.pose.PoseLandmark


def shoulders(image):
    with mp.solutions.pose.Pose(static_image_mode=True, model_complexity=1) as pose:
        found = pose.process(np.ascontiguousarray(image)).pose_landmarks.landmark
    height, width = image.shape[:2]
    return {
        name: (np.array([found[name].x * width, found[name].y * height]), found[name].visibility)
        for name in (names.LEFT_SHOULDER, names.RIGHT_SHOULDER)
    }


portrait = data.astronaut()
whole = shoulders(portrait)
covered = portrait.copy()
cv2.circle(covered, (113, 240), 60, (90, 90, 90), -1)
hidden = shoulders(covered)
cut = shoulders(portrait[:200])

right, left = names.RIGHT_SHOULDER, names.LEFT_SHOULDER
off_px = float(np.linalg.norm(hidden[right][0] - whole[right][0]))
print(f"under a disc: visibility {hidden[right][1]:.3f}, {off_px:.0f} px off")
assert hidden[right][1] > 0.99
assert off_px > 10
for name in (left, right):
    up_px = float(whole[name][0][1] - cut[name][0][1])
    print(f"{name.name}, true row {whole[name][0][1]:.0f}, cut at 200: {cut[name][1]:.3f}, {up_px:.0f} px up")
    assert cut[name][1] > 0.95
    assert up_px > 30
PYTHON
