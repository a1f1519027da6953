"""Parts of declarations that several families share. Each name means the same thing in all of them."""

from exercises.body import Joint
from exercises.catalogue.grounds import APART_ON_REAL_SETS, DESIGNED, REAL, RENDERED, TUNED
from exercises.evidence import Evidence, People, Sample, Source
from exercises.measures.arms import elbow_angle, elbow_opening, hand_height, hand_over_shoulder, hand_reach
from exercises.measures.back import back_rise
from exercises.measures.legs import hip_angle, knee_angle, leg_upright
from exercises.measures.trunk import hip_tilt, shoulder_height, trunk_inclination
from exercises.movement import FACING_VIEW, SIDE_VIEW, Check, Condition, Limit, Requirement, Signal, Window
from exercises.quantities import How, Ratio, Statistic
from vision.view import View

# --- where the camera stands ------------------------------------------------------------------------------

FROM_THE_FRONT = frozenset({View.FRONT})
SIDEWAYS = frozenset({View.SIDE, View.OBLIQUE})
# Narrow shoulders on a long trunk read as oblique even from the front, so these checks accept both views.
NOT_SIDE_ON = FACING_VIEW | {View.OBLIQUE}

# --- when to stop -----------------------------------------------------------------------------------------

PAIN = "Stop at pain, numbness or tingling."
DIZZY = "Stop when you feel dizzy."
PAIN_ENDS_THE_SESSION = "You feel pain, numbness or tingling: end the session"
BACK_GIVES_WAY = (
    "Your back begins to round or your trunk swings to help",
    PAIN_ENDS_THE_SESSION,
)

# --- position ---------------------------------------------------------------------------------------------


def stay_upright(
    inclination_deg: float, otherwise: str = "Sit or stand tall", grey_deg: float = 10
) -> Condition:
    """The condition that the trunk leans off the vertical by at most `inclination_deg` degrees.

    `otherwise` is what to say when it leans further; `grey_deg` is the doubtful band around the limit.
    """
    return Condition(trunk_inclination, Limit(above=inclination_deg, grey=grey_deg), otherwise)


LYING = Condition(trunk_inclination, Limit(below=60, grey=10, evidence=DESIGNED), "Lie down on the floor")

LEVEL_TRUNK = Condition(trunk_inclination, Limit(below=58, grey=10), "Bring your trunk level")

ON_HANDS = Condition(
    hand_over_shoulder, Limit(above=-0.3, grey=0.9), "Put your hands on the floor under your shoulders"
)

LEGS_LONG = Condition(hip_angle, Limit(below=125, grey=10), "Stretch your legs out")

KNEES_STRAIGHT = Condition(knee_angle, Limit(below=130, grey=10), "Straighten your knees")

HANDS_HANG = Condition(
    hand_over_shoulder,
    Limit(above=-0.25, grey=0.3, evidence=DESIGNED),
    "Let the weight hang below your shoulders",
)

BENT_OVER = Condition(
    trunk_inclination, Limit(below=25, grey=12, evidence=DESIGNED), "Bend forward at the hips"
)

BENT_OVER_POSITION = (
    BENT_OVER,
    Condition(leg_upright, Limit(below=0.6, grey=0.15), "Stand on both feet"),
    HANDS_HANG,
)

# --- what is counted, and what must show ------------------------------------------------------------------

ELBOWS_BEND = Signal(
    elbow_angle,
    rest=160,
    effort=65,
    least_attempt=0.24,
    evidence=Evidence(
        Source.MEASURED,
        "least attempt: the elbow bends late in a row; half the way of the hand rises by 0.26 on rendered"
        " people, and lifters of real sets fidget by up to 0.22",
        RENDERED + REAL,
    ),
)

ONE_ARM_PULLS = Requirement(
    Statistic(hand_reach, Window.WORK, How.SPAN),
    Limit(above=0.3, evidence=APART_ON_REAL_SETS),
    "both arms pulled; one supports you in this row",
    of_other_side=True,
)

HAND_TRAVEL = Ratio(
    Statistic(hand_height, Window.WORK, How.SPAN), Statistic(shoulder_height, Window.WORK, How.SPAN)
)

# Shoulders and head move along in nearly every other movement, so theirs count only while the body is still.
BODY_STILL = (
    Requirement(Statistic(trunk_inclination, Window.WORK, How.SPAN), Limit(above=25), "the trunk moved"),
    Requirement(Statistic(elbow_angle, Window.WORK, How.SPAN), Limit(above=45), "the elbows bent"),
    Requirement(Statistic(hip_angle, Window.WORK, How.SPAN), Limit(above=15), "the whole body moved"),
)

# --- what is judged ---------------------------------------------------------------------------------------

FLAT_BACK_BENT_OVER = Evidence(
    Source.MEASURED,
    "rendered rows read up to 0.35 with a flat back, Pendlay rows of the stoutest person 0.43; rounded by"
    " 30 degrees, the slimmest reads 0.08, which is 0.14 over the own flat back, others 0.42 to 0.64. No real"
    " row was filmed squarely side-on. Real deadlifts, bent over with hanging arms, read 0.16 to 0.33 in 25"
    " lifts with a flat back and from 0.42 in 6 with a rounded one, 5 of them of one lifter in a loose"
    " hoodie; one that rounds a little reads 0.47. So a fault begins at 0.5 only, which 4 of the 6 reach; the"
    " even lifts of that lifter read 0.42 and 0.5, the odd ones 0.46 to 0.53",
    (*RENDERED, Sample(People.REAL, 8)),
)

FLAT_BACK = Check(
    id="flat_back",
    label="Flat back",
    reads=Statistic(back_rise, Window.WHOLE, How.MEDIAN, least_seen=0.1),
    limit=Limit(above=0.42, grey=0.08, evidence=FLAT_BACK_BENT_OVER),
    own_best=0.13,
    best=-0.25,
    doubt=0.04,
    evidence=Evidence(Source.MEASURED, "best: a back more hollow than that is no flatter", RENDERED),
    cue="Flatten your back",
    why="the back is rounded",
    views=SIDE_VIEW,
    shows=(Joint.SHOULDER, Joint.HIP),
    priority=1,
    shows_back=True,
)

TRUNK_STILL = Check(
    id="trunk_rise",
    label="Trunk still",
    reads=Statistic(trunk_inclination, Window.WORK, How.FALL),
    limit=Limit(above=7.5, grey=1.5, evidence=TUNED),
    cue="Keep your chest where it is",
    why="the trunk rises with the pull",
    views=SIDE_VIEW,
    shows=(Joint.SHOULDER, Joint.HIP),
    priority=2,
)


def bend_over_far_enough(inclination_deg: float, why: str) -> Check:
    """A check that the trunk is at least `inclination_deg` degrees off the vertical during the pull."""
    return Check(
        id="trunk_upright",
        label="Bent over far enough",
        reads=Statistic(trunk_inclination, Window.LIFTING, How.MEDIAN),
        limit=Limit(below=inclination_deg, grey=3, evidence=TUNED),
        own_best=15,
        cue="Bend further forward",
        why=why,
        views=SIDE_VIEW,
        shows=(Joint.SHOULDER, Joint.HIP),
        priority=2,
    )


def pull_all_the_way(elbow_deg: float) -> Check:
    """A check that the elbows bend to `elbow_deg` degrees or less at the top (180: long arm)."""
    return Check(
        id="top_range",
        label="Pulled all the way",
        reads=Statistic(elbow_angle, Window.TOP, How.LOWEST),
        limit=Limit(above=elbow_deg, grey=6),
        cue="Pull all the way up",
        why="the pull stops short",
        shows=(Joint.ELBOW, Joint.WRIST),
        priority=3,
    )


def stretch_at_the_bottom(elbow_deg: float) -> Check:
    """A check that the elbows open to `elbow_deg` degrees or more before the next pull (180: long arm)."""
    return Check(
        id="bottom_range",
        label="Arms long at the bottom",
        reads=Statistic(elbow_opening, Window.REST, How.HIGHEST),
        limit=Limit(below=elbow_deg, grey=3, evidence=TUNED),
        cue="Let your arms go long",
        why="the arms stay bent at the bottom",
        shows=(Joint.ELBOW, Joint.WRIST),
        priority=4,
    )


def keep_hips_level(cue: str, why: str) -> Check:
    """A check that the hips do not turn with the movement."""
    return Check(
        id="hips_tilt",
        label="Hips level",
        reads=Statistic(hip_tilt, Window.TOP, How.CHANGE),
        limit=Limit(above=0.08, below=-0.08, grey=0.02),
        cue=cue,
        why=why,
        views=SIDE_VIEW,
        shows=(Joint.HIP,),
        priority=2,
    )
