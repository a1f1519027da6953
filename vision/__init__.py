"""Images and bodies: frames, pose estimation, geometry, drawing. Knows no exercises."""
