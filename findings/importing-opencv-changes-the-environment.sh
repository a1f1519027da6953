#!/usr/bin/env bash
# opencv-contrib-python 5.0.0.93 on Linux: importing it changes the environment of the whole process.
#
# `import cv2` sets QT_QPA_PLATFORM_PLUGIN_PATH and QT_QPA_FONTDIR to folders of its own, and puts another folder into
# LD_LIBRARY_PATH, also in a program that opens no window. Child processes inherit all three: a Qt program started from
# there looks for its plug-ins in OpenCV's folder.
source "$(dirname "$0")/shared.sh"
install opencv-contrib-python==5.0.0.93 numpy==2.4.6

env -u LD_LIBRARY_PATH -u QT_QPA_PLATFORM_PLUGIN_PATH -u QT_QPA_FONTDIR "$folder/venv/bin/python" - <<'PYTHON'
import os

before = dict(os.environ)
import cv2

changed = {name for name, value in os.environ.items() if before.get(name) != value}
print(cv2.__version__, sorted(changed))
assert changed == {"LD_LIBRARY_PATH", "QT_QPA_FONTDIR", "QT_QPA_PLATFORM_PLUGIN_PATH"}
PYTHON
