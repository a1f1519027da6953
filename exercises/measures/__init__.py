"""Named numbers read from one pose. The vocabulary that movements are written in.

Each measure is taken on one side of the body; those of the middle line give the same on both. Lengths are in
torso lengths (shoulder to hip), so they depend neither on the size of the picture nor on the distance of the
camera. Directions "forward" and "back" need to know which way the person faces and are not-a-number without.
"""
