"""Movements for warming up and loosening: to and fro, round and round, and rolling on the floor."""

from exercises.body import Joint
from exercises.catalogue.grounds import RENDERED, STILL_HIPS, TUNED
from exercises.catalogue.parts import (
    BODY_STILL,
    DIZZY,
    FROM_THE_FRONT,
    LEVEL_TRUNK,
    ON_HANDS,
    PAIN,
    keep_hips_level,
    stay_upright,
)
from exercises.catalogue.sources import ARTICLE
from exercises.evidence import Evidence, People, Sample, Source
from exercises.measures.arms import (
    elbow_opening,
    elbow_over_chest,
    hand_over_other,
    hand_over_shoulder,
    hands_across,
)
from exercises.measures.back import arched_curve
from exercises.measures.head import (
    head_roll,
    neck_length,
    nose_over_ears,
    shoulder_retraction,
    shoulder_tilt,
    shoulders_up,
)
from exercises.measures.legs import hip_off_knee, knee_over_hip, leg_upright
from exercises.measures.measure import Measure
from exercises.measures.trunk import hip_along, trunk_inclination, trunk_sway
from exercises.movement import (
    FACING_VIEW,
    SIDE_VIEW,
    Check,
    Condition,
    Dose,
    HoldCheck,
    Kind,
    Limit,
    Movement,
    Requirement,
    Sides,
    Signal,
    Travel,
    Window,
)
from exercises.quantities import Direction, How, Statistic, Timing
from vision.view import View

FRONT_OR_ASLANT = FROM_THE_FRONT | {View.OBLIQUE}
ASLANT = frozenset({View.OBLIQUE})
KNEELING = Condition(leg_upright, Limit(above=0.72, below=0.2, grey=0.15), "Kneel, knees under your hips")


def move_slowly(whole_s: float, joint: Joint, cue: str, why: str) -> Check:
    """A check that the way there and back takes at least `whole_s` seconds."""
    return Check(
        id="too_fast",
        label="Slowly",
        reads=Timing.WHOLE,
        limit=Limit(below=whole_s, grey=0.15),
        cue=cue,
        why=why,
        shows=(joint,),
        priority=2,
    )


NECK_ROLL = Movement(
    id="neck_roll",
    name="Neck roll",
    kind=Kind.FLOW,
    description="Roll your head from shoulder to shoulder in a gentle half circle over the chest.",
    setup="Sit or stand tall, shoulders low. Lean an ear to its shoulder, roll your chin over the chest to"
    " the other side, and back the same way.",
    camera="From the front, at the height of the head, with head and hips in the picture.",
    best_view=View.FRONT,
    level="beginner",
    muscles=("traps",),
    equipment=(),
    spinal_load=frozenset(),
    dose=Dose(note="30 s, gently"),
    main_checks=("tipped_back",),
    main_about="the way of your head",
    spine_checks=("tipped_back",),
    variants=("seated", "standing"),
    stand_ins=("upper_trap_stretch",),
    stop_when=(DIZZY, PAIN),
    sources=(ARTICLE,),
    position=(stay_upright(25),),
    signal=Signal(head_roll, rest=-25, effort=25, shortest_s=0.8),
    requirements=(
        Requirement(
            Statistic(head_roll, Window.WORK, How.SPAN),
            Limit(
                above=110,
                evidence=Evidence(
                    Source.GUESS, "no head rolls that far; seen from the side the ears say nothing"
                ),
            ),
            "the head was not seen from the front",
        ),
        *BODY_STILL,
    ),
    checks=(
        move_slowly(3.2, Joint.EAR, "Roll more slowly", "the head rolls too fast"),
        Check(
            id="tipped_back",
            label="Only over the chest",
            reads=Statistic(nose_over_ears, Window.WORK, How.HIGHEST),
            limit=Limit(above=0.1, grey=0.05),
            cue="Keep your chin down, don't roll back",
            why="the head tips back",
            views=FROM_THE_FRONT,
            shows=(Joint.EAR,),
            priority=1,
        ),
        Check(
            id="shrug",
            label="Shoulders low",
            reads=Statistic(shoulders_up, Window.WORK, How.RISE),
            limit=Limit(above=0.1, grey=0.03),
            cue="Let your shoulders hang",
            why="the shoulders lift",
            views=FACING_VIEW,
            shows=(Joint.SHOULDER,),
            priority=3,
        ),
        Check(
            id="one_sided",
            label="Both sides alike",
            reads=Statistic(head_roll, Window.WORK, How.MIDDLE),
            limit=Limit(above=6, below=-6, grey=2),
            cue="Go as far on both sides",
            why="one side is shorter than the other",
            views=FACING_VIEW,
            shows=(Joint.EAR,),
            priority=3,
        ),
    ),
)


def go_both_ways_round(joint: Joint, rising: Measure, across: Measure, views: frozenset[View]) -> Check:
    """A check that the circles of a set go both forwards and backwards."""
    return Check(
        id="one_direction",
        label="Both directions",
        reads=Direction(rising, across),
        limit=Limit(below=0.2, grey=0.01),
        cue="Change the direction half-way",
        why="all circles go in one direction",
        views=views,
        shows=(joint,),
        priority=4,
    )


SHOULDER_ROLL = Movement(
    id="shoulder_roll",
    name="Shoulder roll",
    kind=Kind.FLOW,
    description="Draw circles with your shoulders, forwards and backwards.",
    setup="Sit or stand tall, arms hanging. Lift both shoulders, take them back, down and forward again in"
    " round slow circles. Change the direction half-way.",
    camera="Half from the front, at chest height, with head and hips in the picture.",
    best_view=View.OBLIQUE,
    level="beginner",
    muscles=("traps", "rhomboids"),
    equipment=(),
    spinal_load=frozenset(),
    dose=Dose(note="30 to 60 s, both directions"),
    main_checks=("one_direction",),
    main_about="the way of your shoulders",
    variants=("seated", "standing"),
    stand_ins=("scapular_squeeze",),
    stop_when=(PAIN,),
    sources=(ARTICLE,),
    position=(
        stay_upright(25),
        Condition(hand_over_shoulder, Limit(above=-0.4, grey=0.2), "Let your arms hang"),
    ),
    signal=Signal(
        neck_length,
        rest=0.42,
        effort=0.32,
        averaged_s=0.15,
        shortest_s=0.6,
        evidence=Evidence(
            Source.MEASURED, "both ends: a whole roll reads 0.07 torso, of the bones 0.17", RENDERED
        ),
    ),
    requirements=(
        *BODY_STILL,
        Requirement(
            Statistic(head_roll, Window.WORK, How.SPAN),
            Limit(
                above=20,
                evidence=Evidence(Source.MEASURED, "9 at most, a stretched neck 30 and more", RENDERED),
            ),
            "the head leaned",
        ),
    ),
    checks=(
        move_slowly(1.9, Joint.SHOULDER, "Roll more slowly", "the shoulders roll too fast"),
        go_both_ways_round(Joint.SHOULDER, neck_length, shoulder_retraction, FRONT_OR_ASLANT),
        Check(
            id="uneven",
            label="Both sides alike",
            reads=Statistic(shoulder_tilt, Window.WORK, How.SPAN),
            limit=Limit(above=0.05, grey=0.01),
            cue="Lift both shoulders alike",
            why="one shoulder rises less than the other",
            views=FRONT_OR_ASLANT,
            shows=(Joint.SHOULDER,),
            priority=3,
        ),
    ),
)

ARM_CIRCLE = Movement(
    id="arm_circle",
    name="Arm circle",
    kind=Kind.FLOW,
    description="Draw small to medium circles with both arms stretched to the sides.",
    setup="Stand tall and stretch both arms to the sides at shoulder height. Draw round circles with your"
    " hands, as wide as a plate first, then a little wider. Change the direction half-way.",
    camera="Half from the front, at chest height, with both hands in the picture.",
    best_view=View.OBLIQUE,
    level="beginner",
    muscles=("rear delts", "traps"),
    equipment=(),
    spinal_load=frozenset(),
    dose=Dose(note="30 to 60 s, both directions"),
    main_checks=("too_big",),
    main_about="the size of your circles",
    stand_ins=("shoulder_roll",),
    stop_when=(PAIN,),
    sources=(ARTICLE,),
    position=(
        stay_upright(25),
        Condition(
            hand_over_shoulder, Limit(above=0.9, below=-0.9, grey=0.3), "Stretch your arms to the sides"
        ),
        Condition(elbow_opening, Limit(below=130, grey=15), "Stretch your arms"),
    ),
    signal=Signal(hand_over_shoulder, rest=-0.3, effort=0.3, shortest_s=0.4),
    requirements=(
        Requirement(Statistic(elbow_opening, Window.WORK, How.LOWEST), Limit(below=100), "the elbows bent"),
    ),
    checks=(
        move_slowly(1.5, Joint.WRIST, "Circle more slowly", "the circles are too fast"),
        go_both_ways_round(Joint.WRIST, hand_over_shoulder, hands_across, ASLANT),
        Check(
            id="too_big",
            label="Small to medium circles",
            reads=Statistic(hand_over_shoulder, Window.WORK, How.SPAN),
            limit=Limit(above=1.05, grey=0.1),
            cue="Make smaller circles",
            why="the circles are too big for a warm-up",
            shows=(Joint.WRIST,),
            priority=2,
        ),
        Check(
            id="uneven",
            label="Both arms alike",
            reads=Statistic(hand_over_other, Window.TOP, How.CHANGE),
            limit=Limit(above=0.25, below=-0.25, grey=0.05),
            cue="Circle both arms alike",
            why="one arm makes smaller circles",
            views=FACING_VIEW,  # the nearer arm looks longer when seen obliquely
            shows=(Joint.WRIST,),
            priority=3,
        ),
        Check(
            id="sway",
            label="Trunk still",
            reads=Statistic(trunk_sway, Window.WORK, How.SPAN),
            limit=Limit(above=0.1, grey=0.03),
            cue="Keep your trunk still",
            why="the trunk sways along",
            views=FRONT_OR_ASLANT,
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=2,
        ),
    ),
)

CAT_COW = Movement(
    id="cat_cow",
    name="Cat-cow",
    kind=Kind.FLOW,
    description="On hands and knees, round your back up and let it sag, slowly in turn.",
    setup="Go on all fours, hands under your shoulders and knees under your hips. Breathe out and round your"
    " back to the ceiling, breathe in and let your belly sink.",
    camera="Side-on, low, near the floor, with hands, head and feet in the picture. Wear fitted clothes.",
    best_view=View.FLOOR_SIDE,
    level="beginner",
    muscles=("erector spinae", "core"),
    equipment=(),
    spinal_load=frozenset({"flexion", "extension"}),
    dose=Dose(reps=(10, 10), note="smoothly"),
    main_checks=("no_arch", "no_sag"),
    main_about="the curve of your back",
    variants=("seated",),
    stand_ins=("thoracic_rotation",),
    stop_when=(PAIN,),
    sources=(ARTICLE,),
    position=(LEVEL_TRUNK, KNEELING, ON_HANDS),
    signal=Signal(arched_curve, rest=-0.7, effort=-0.1, averaged_s=0.2, shortest_s=0.8),
    on_floor=True,
    checks=(
        Check(
            id="no_arch",
            label="Back rounded up",
            reads=Statistic(arched_curve, Window.WORK, How.HIGHEST),
            limit=Limit(below=-0.5, grey=0.08, evidence=TUNED),
            own_best=0.25,
            doubt=0.35,
            evidence=Evidence(
                Source.MEASURED,
                "doubt: rounded up, people read -0.28 to 0.09; hardly rounded, one reads -0.36",
                (Sample(People.RENDERED, 4),),
            ),
            cue="Round your back up to the ceiling",
            why="the back does not round up",
            views=SIDE_VIEW,
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=1,
            shows_back=True,
        ),
        Check(
            id="no_sag",
            label="Belly let down",
            reads=Statistic(arched_curve, Window.WORK, How.LOWEST),
            limit=Limit(above=-0.25, grey=0.08, evidence=TUNED),
            own_best=0.25,
            doubt=0.2,
            evidence=Evidence(
                Source.MEASURED,
                "doubt: let down, people read -0.99 to -0.55; hardly let down, one reads -0.37",
                (Sample(People.RENDERED, 4),),
            ),
            cue="Let your belly sink",
            why="the back does not sag",
            views=SIDE_VIEW,
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=1,
            shows_back=True,
        ),
        move_slowly(2.6, Joint.HIP, "Move slowly, with your breath", "it is rushed"),
        Check(
            id="elbows",
            label="Arms straight",
            reads=Statistic(elbow_opening, Window.WORK, How.LOWEST),
            limit=Limit(below=148, grey=6),
            cue="Keep your arms straight",
            why="the elbows bend",
            views=SIDE_VIEW,
            shows=(Joint.ELBOW,),
            priority=3,
        ),
        Check(
            id="hips_drift",
            label="Hips over the knees",
            reads=Statistic(hip_off_knee, Window.WORK, How.HIGHEST),
            limit=Limit(above=0.22, grey=0.04),
            cue="Keep your hips over your knees",
            why="the hips drift off the knees",
            views=SIDE_VIEW,
            shows=(Joint.HIP, Joint.KNEE),
            priority=2,
        ),
    ),
)

THORACIC_ROTATION = Movement(
    id="thoracic_rotation",
    name="Thoracic rotation",
    kind=Kind.REPS,
    description="On hands and knees, a hand behind the head, open that elbow to the ceiling and come back.",
    setup="Go on all fours and put one hand behind your head. Turn your upper back so that its elbow points"
    " to the ceiling, hips still, and bring it back down. Ten on one side, then the other.",
    camera="Side-on with the working arm nearer to the camera, low, near the floor, hands and knees in the"
    " picture.",
    best_view=View.FLOOR_SIDE,
    level="beginner",
    muscles=("erector spinae", "rhomboids"),
    equipment=(),
    spinal_load=frozenset({"rotation"}),
    dose=Dose(reps=(10, 10), note="each side"),
    main_checks=("elbow_up",),
    main_about="your turn",
    variants=("half kneeling",),
    stand_ins=("cat_cow",),
    stop_when=(PAIN, "Stop when your low back hurts."),
    sources=(ARTICLE,),
    position=(LEVEL_TRUNK, KNEELING),
    signal=Signal(elbow_over_chest, rest=-0.3, effort=0.65),
    sides=Sides.EACH,
    on_floor=True,
    checks=(
        keep_hips_level("Keep your hips still", "the hips turn along"),
        Check(
            id="elbow_up",
            label="Elbow to the ceiling",
            reads=Statistic(elbow_over_chest, Window.TOP, How.HIGHEST),
            limit=Limit(below=0.5, grey=0.04, evidence=TUNED),
            own_best=0.12,
            cue="Point your elbow to the ceiling",
            why="the elbow stops short",
            views=SIDE_VIEW,
            shows=(Joint.ELBOW,),
            priority=3,
        ),
        move_slowly(2.5, Joint.ELBOW, "Turn more slowly", "the turn is rushed"),
    ),
)

FOAM_ROLLING = Movement(
    id="foam_rolling",
    name="Foam rolling",
    kind=Kind.TIMED,
    description="Roll a tight area to and fro over a foam roller with your own weight.",
    setup="Put the roller under the area: glutes, hamstrings, hip flexors or along the spine, not on the low"
    " back. Roll to and fro a hand's length, slowly, and rest on sore spots.",
    camera="Side-on, low, near the floor, with the whole body in the picture.",
    best_view=View.FLOOR_SIDE,
    level="beginner",
    muscles=("glutes", "hamstrings", "erector spinae"),
    equipment=("foam roller",),
    spinal_load=frozenset(),
    dose=Dose(hold_s=(30, 60), note="each area"),
    stand_ins=("childs_pose",),
    stop_when=("Stop when it hurts sharply or tingles.", "Don't roll over bones or the low back."),
    sources=(ARTICLE,),
    position=(Condition(trunk_inclination, Limit(below=45, grey=10), "Lie or sit on the roller"),),
    recognised_by=(
        Condition(knee_over_hip, Limit(below=-0.5), "Off your knees, weight on the roller"),
        Condition(hand_over_shoulder, Limit(above=0.6, below=-0.7), "Hands by the body, not under it"),
    ),
    on_floor=True,
    hold_checks=(
        HoldCheck(
            id="not_rolling",
            label="Rolled to and fro",
            measure=hip_along,
            limit=Limit(below=0.12, grey=0.02, evidence=STILL_HIPS),
            cue="Roll to and fro",
            why="no rolling",
            shows=(Joint.HIP,),
            priority=1,
            travel=Travel(5.0),
        ),
        HoldCheck(
            id="too_fast",
            label="Slowly",
            measure=hip_along,
            limit=Limit(above=0.7, grey=0.1, evidence=STILL_HIPS),
            cue="Roll more slowly",
            why="rolling too fast",
            shows=(Joint.HIP,),
            priority=2,
            pauses=False,
            travel=Travel(3.0, per_s=True),
        ),
    ),
)

MOVEMENTS = (NECK_ROLL, SHOULDER_ROLL, ARM_CIRCLE, CAT_COW, THORACIC_ROTATION, FOAM_ROLLING)
