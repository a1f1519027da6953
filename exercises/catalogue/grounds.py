"""The evidence that many limits of the catalogue share, and the people it was measured on.

Most limits were set while the program was written. Their readings were not kept, and their evidence says so.
"""

from typing import Final

from exercises.evidence import Evidence, People, Sample, Source

REAL: Final = (Sample(People.REAL),)
RENDERED: Final = (Sample(People.RENDERED),)

# The studio's tuning people are listed in `sample_videos/studio/cast.py`; accuracy is reported on others.
TUNED: Final = Evidence(
    Source.MEASURED,
    "set between good form and what a coach calls out, on the studio's tuning people; no readings kept",
    RENDERED,
)
TUNED_POSITION: Final = Evidence(
    Source.MEASURED,
    "set so that the studio's tuning people are in position, and those who are not are not; no readings kept",
    RENDERED,
)
DESIGNED: Final = Evidence(
    Source.MEASURED,
    "set while designing, on three rendered people or on real sets; which of them, and the readings, were not"
    " kept",
)
_STILLS: Final = (Sample(People.REAL, n=13),)
STILL_TRUNK: Final = Evidence(
    Source.MEASURED,
    "set on the studio's tuning people; one still picture shown as a video reads 0 to 3 degrees to and fro,"
    " 7.5 where hips are out of it, and up to 10 degrees a second, 22 there",
    _STILLS,
)
STILL_HIPS: Final = Evidence(
    Source.MEASURED,
    "a coach's rule of thumb; one still picture shown as a video reads up to 0.02 to and fro, and up to 0.06"
    " a second",
    _STILLS,
)
APART_ON_REAL_SETS: Final = Evidence(
    Source.MEASURED,
    "keeps neighbours out on real sets that were coached as every other movement; no readings kept",
    REAL,
)
APART: Final = Evidence(
    Source.MEASURED, "keeps neighbours out; on whom it was measured, and the readings, were not kept"
)
