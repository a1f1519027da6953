#!/usr/bin/env bash
# rtmlib 0.0.13, whose tables are those of MMPose: the six foot points of Halpe26 and of COCO-WholeBody (133) carry the
# same names in another order.
#
# Halpe26 has 20 left big toe, 21 right big toe, 22 and 23 the small toes, 24 and 25 the heels: left and right in turn.
# COCO-WholeBody has 17 left big toe, 18 left small toe, 19 left heel, then the right foot: one foot after the other.
# Who takes the six points behind the body of the one for those of the other swaps feet and toes without an error.
# Halpe26 also puts head, neck and middle of the hips (17 to 19) between body and feet.
source "$(dirname "$0")/shared.sh"
install --no-deps rtmlib==0.0.13

python - <<'PYTHON'
import runpy
import sysconfig
from pathlib import Path

tables = Path(sysconfig.get_path("purelib")) / "rtmlib" / "visualization" / "skeleton"


def names(table, first, last):
    points = runpy.run_path(str(tables / f"{table}.py"))[table]["keypoint_info"]
    return [points[number]["name"] for number in range(first, last + 1)]


halpe, coco = names("halpe26", 20, 25), names("coco133", 17, 22)
print("halpe26 20-25:", *halpe)
print("coco133 17-22:", *coco)
assert sorted(halpe) == sorted(coco)
assert halpe == ["left_big_toe", "right_big_toe", "left_small_toe", "right_small_toe", "left_heel", "right_heel"]
assert coco == ["left_big_toe", "left_small_toe", "left_heel", "right_big_toe", "right_small_toe", "right_heel"]
assert names("halpe26", 17, 19) == ["head", "neck", "hip"]
PYTHON
