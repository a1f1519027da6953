"""Vertical pulls: the body is pulled to a bar, or a bar to the body."""

from dataclasses import replace

from exercises.body import Joint
from exercises.catalogue.grounds import APART_ON_REAL_SETS, DESIGNED, REAL, RENDERED, TUNED
from exercises.catalogue.parts import HAND_TRAVEL, SIDEWAYS, stay_upright, stretch_at_the_bottom
from exercises.catalogue.sources import ARTICLE, PULL_UPS_COMPARED, PULLDOWN_GRIPS_COMPARED
from exercises.evidence import Evidence, Source
from exercises.measures.arms import (
    arms_apart,
    elbow_angle,
    elbow_over_shoulder,
    hand_over_shoulder,
)
from exercises.measures.head import chin_over_hands, neck_length
from exercises.measures.trunk import hang_offset, side_lean, trunk_inclination
from exercises.movement import (
    FACING_VIEW,
    Check,
    Condition,
    Dose,
    Kind,
    Limit,
    Movement,
    Requirement,
    Signal,
    Window,
)
from exercises.quantities import How, Statistic
from vision.view import View

HANDS_OVERHEAD = Condition(
    hand_over_shoulder, Limit(below=0.3, grey=0.5, evidence=DESIGNED), "Take the bar overhead"
)


EVEN_ARMS = Check(
    id="uneven",
    label="Both arms alike",
    reads=Statistic(arms_apart, Window.TOP, How.MEDIAN),
    limit=Limit(above=20, grey=3, evidence=TUNED),
    cue="Pull evenly with both arms",
    why="one arm pulls further than the other",
    views=FACING_VIEW,
    shows=(Joint.ELBOW, Joint.WRIST),
    priority=4,
)

SHOULDERS_DOWN = Check(
    id="shrug",
    label="Shoulders down",
    reads=Statistic(neck_length, Window.TOP, How.CHANGE),
    limit=Limit(below=-0.1, grey=0.05),
    cue="Draw your shoulders down",
    why="the shoulders creep up to the ears",
    shows=(Joint.SHOULDER,),
    priority=4,
    own_best=0.085,
    doubt=0.17,
    evidence=Evidence(
        Source.MEASURED,
        "own best: good real repetitions of a set differ by 0.06 at most, a shrug of 0.2 torso by 0.1;"
        " doubt: rendered shrugs of 0.15 torso read up to +0.05, good real pull-ups from +0.01 on",
        REAL + RENDERED,
    ),
)


def bring_chin_past_hands(cue: str, why: str) -> Check:
    """A check that the chin and the hands meet at the top of the pull."""
    return Check(
        id="top_range",
        label="Pulled all the way",
        reads=Statistic(chin_over_hands, Window.TOP, How.HIGHEST),
        limit=Limit(below=0.08, grey=0.05, evidence=TUNED),
        cue=cue,
        why=why,
        shows=(Joint.WRIST,),
        priority=2,
    )


HANGS_FROM_A_BAR = (
    Requirement(
        HAND_TRAVEL,
        Limit(above=0.7, evidence=APART_ON_REAL_SETS),
        "the hands came to the body, not the body to them",
    ),
)

HANGING_CHECKS = (
    bring_chin_past_hands("Get your chin over the bar", "the chin stays under the bar"),
    stretch_at_the_bottom(155),
    Check(
        id="swing",
        label="No swinging",
        reads=Statistic(hang_offset, Window.WORK, How.SPAN),
        limit=Limit(above=0.3, grey=0.1),
        cue="Stop the swing before you pull",
        why="the body swings under the bar",
        views=SIDEWAYS,  # a swing to and fro does not show from the front or the back
        shows=(Joint.HIP,),
        priority=1,
    ),
    Check(
        id="uneven",
        label="Both sides alike",
        # The trunk is read, because the side that pulls further takes it along. The arms hide the shoulders
        # then, and their line read flat for one rendered person.
        reads=Statistic(side_lean, Window.TOP, How.MEDIAN),
        limit=Limit(above=22, below=-22, grey=2, evidence=TUNED),
        doubt=6,
        evidence=Evidence(
            Source.MEASURED, "doubt: good real pull-ups a little off the camera's axis read up to 19", REAL
        ),
        cue="Pull evenly with both arms",
        why="one side rises higher than the other",
        views=FACING_VIEW,
        shows=(Joint.SHOULDER,),
        priority=4,
    ),
    SHOULDERS_DOWN,
)

HANG_STOP = (
    "Stop when you need a swing or a kick to get up.",
    "Stop when your shoulders creep up to your ears or your grip slips.",
    "Stop at pain in a shoulder or an elbow.",
)

PULL_UP = Movement(
    id="pull_up",
    name="Pull-up",
    kind=Kind.REPS,
    description="Pull your body up to a bar, palms away from you.",
    setup="Hang from the bar with long arms, hands a little wider than the shoulders. Drive your elbows down"
    " until your chin is over the bar, and come down under control.",
    camera="From the front or from behind, at chest height, with the bar and your hips in the picture.",
    best_view=View.BACK,
    level="intermediate",
    muscles=("lats", "traps", "rhomboids"),
    assisting=("rear delts", "biceps", "core"),
    equipment=("pull-up bar",),
    variants=("wide grip", "palms facing each other", "rings", "towels"),
    stand_ins=("assisted_pull_up", "chin_up", "lat_pulldown", "band_pulldown"),
    stop_when=HANG_STOP,
    sources=(ARTICLE, PULL_UPS_COMPARED),
    spinal_load=frozenset(),
    dose=Dose(sets=(3, 4), reps=(8, 12)),
    main_checks=("top_range",),
    main_about="your range",
    position=(HANDS_OVERHEAD, stay_upright(32, "Hang upright under the bar")),
    signal=Signal(elbow_angle, rest=160, effort=60),
    requirements=HANGS_FROM_A_BAR,
    checks=HANGING_CHECKS,
)

CHIN_UP = replace(
    PULL_UP,
    id="chin_up",
    looks_like="pull_up",
    name="Chin-up",
    description="Pull your body up to a bar, palms towards you.",
    setup="Hang from the bar with long arms, palms towards you, hands as wide as the shoulders. Drive your"
    " elbows down in front of you until your chin is over the bar, and come down under control.",
    assisting=("biceps", "rear delts", "core"),
    variants=("narrow grip", "rings"),
    stand_ins=("assisted_pull_up", "pull_up", "lat_pulldown", "band_pulldown"),
    dose=Dose(sets=(3, 4), reps=(8, 12), note="given for pull-ups"),
)

ASSISTED_PULL_UP = replace(
    PULL_UP,
    id="assisted_pull_up",
    looks_like="pull_up",
    name="Assisted pull-up",
    description="Pull your body up to a bar, helped by a machine, a band, or your feet on a support.",
    setup="Kneel on the pad, stand in the band, or put your feet on a support, and hang with long arms. Drive"
    " your elbows down and back until your chin is over the bar, and come down under control.",
    level="beginner",
    equipment=("pull-up bar", "assisting machine, band or foot support"),
    variants=("assisting machine", "band", "feet on a support", "palms towards you"),
    stand_ins=("band_pulldown", "lat_pulldown", "suspension_row"),
    dose=Dose(sets=(2, 2), reps=(8, 12)),
    checks=(
        *HANGING_CHECKS,
        Check(
            id="elbows_down",
            label="Elbows driven down",
            reads=Statistic(elbow_over_shoulder, Window.TOP, How.MEDIAN),
            limit=Limit(above=-0.26, grey=0.04, evidence=TUNED),
            cue="Drive your elbows down to your ribs",
            why="the elbows stay up, so the arms curl you to the bar",
            shows=(Joint.ELBOW, Joint.SHOULDER),
            priority=3,
        ),
    ),
)

LAT_PULLDOWN = Movement(
    id="lat_pulldown",
    name="Lat pulldown",
    kind=Kind.REPS,
    description="Pull a bar from overhead to the upper chest, seated.",
    setup="Sit with your thighs under the pads and take the bar with long arms, wider than the shoulders."
    " Pull it to your upper chest with your elbows down, and let it rise under control.",
    camera="From the front or from behind, at chest height, with your hands in the picture at full stretch.",
    best_view=View.FRONT,
    level="beginner",
    muscles=("lats", "traps", "rhomboids", "rear delts"),
    assisting=("biceps",),
    equipment=("lat pulldown machine",),
    variants=("wide grip", "narrow grip", "palms towards you", "palms facing each other"),
    stand_ins=("band_pulldown", "assisted_pull_up", "pull_up", "gorilla_row"),
    stop_when=(
        "Stop when you have to lean back or jerk to move the bar.",
        "Stop at pain in a shoulder or an elbow.",
    ),
    sources=(ARTICLE, PULLDOWN_GRIPS_COMPARED),
    spinal_load=frozenset(),
    dose=Dose(sets=(3, 4), reps=(8, 12)),
    main_checks=("top_range",),
    main_about="your range",
    position=(
        HANDS_OVERHEAD,
        stay_upright(45, "Sit upright under the bar"),
    ),
    signal=Signal(elbow_angle, rest=160, effort=60),
    requirements=(
        Requirement(
            HAND_TRAVEL,
            Limit(below=1.3, evidence=APART_ON_REAL_SETS),
            "the body went to the hands, not the hands to it",
        ),
    ),
    checks=(
        bring_chin_past_hands("Pull the bar below your chin", "the bar stops above the chin"),
        stretch_at_the_bottom(155),
        Check(
            id="lean_back",
            label="No leaning back",
            reads=Statistic(trunk_inclination, Window.WORK, How.RISE),
            limit=Limit(above=20, grey=8),
            cue="Sit tall, don't lean back",
            why="the trunk leans back to help",
            views=SIDEWAYS,
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=1,
        ),
        EVEN_ARMS,
        SHOULDERS_DOWN,
    ),
)

BAND_PULLDOWN = replace(
    LAT_PULLDOWN,
    id="band_pulldown",
    looks_like="lat_pulldown",
    name="Band pulldown",
    description="Pull a band from overhead to the upper chest, kneeling, sitting or standing.",
    setup="Fix the band overhead, kneel below it, and take its ends with long arms, wider than the shoulders."
    " Pull your hands to your upper chest with your elbows down, and let them rise under control.",
    equipment=("resistance band",),
    variants=("kneeling", "sitting", "standing", "one band in each hand", "a stick across the band"),
    stand_ins=("lat_pulldown", "assisted_pull_up", "band_row"),
    stop_when=(
        "Stop when you have to lean back or jerk to move the band.",
        "Stop at pain in a shoulder or an elbow, or when the band shows a tear.",
    ),
    dose=Dose(sets=(3, 4), reps=(8, 12), note="given for the lat pulldown, which it stands in for"),
    position=(
        HANDS_OVERHEAD,
        stay_upright(45, "Kneel or sit upright below the band"),
    ),
)

MOVEMENTS = (PULL_UP, CHIN_UP, ASSISTED_PULL_UP, LAT_PULLDOWN, BAND_PULLDOWN)
