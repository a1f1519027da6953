"""Rows in which the trunk is upright or leans back: a band or cable, or the body's own weight."""

from exercises.body import Joint
from exercises.catalogue.grounds import APART, TUNED, TUNED_POSITION
from exercises.catalogue.parts import (
    ELBOWS_BEND,
    PAIN_ENDS_THE_SESSION,
    pull_all_the_way,
    stay_upright,
    stretch_at_the_bottom,
)
from exercises.catalogue.sources import ARTICLE, ROWS_COMPARED
from exercises.evidence import Evidence, Source
from exercises.measures.arms import hand_over_shoulder, hand_reach, upper_arm_aside
from exercises.measures.head import neck_length
from exercises.measures.legs import leg_upright
from exercises.measures.trunk import body_line, trunk_inclination, trunk_lean
from exercises.movement import SIDE_VIEW, Check, Condition, Dose, Kind, Limit, Movement, Requirement, Window
from exercises.quantities import How, Statistic, Timing
from vision.view import View

SHOULDERS_LOW = Check(
    id="shrug",
    label="Shoulders low",
    reads=Statistic(neck_length, Window.TOP, How.CHANGE),
    limit=Limit(below=-0.07, grey=0.03, evidence=TUNED),
    cue="Shoulders down, away from your ears",
    why="the shoulders shrug up with the pull",
    views=SIDE_VIEW,
    shows=(Joint.SHOULDER,),
    priority=3,
)

REACHES_OUT = Requirement(
    Statistic(hand_reach, Window.WORK, How.HIGHEST),
    Limit(below=0.75, evidence=APART),
    "the arms never reached out",
)

BAND_ROW = Movement(
    id="band_row",
    name="Band row",
    kind=Kind.REPS,
    description="Pull a band to the belly, sitting or standing tall.",
    setup="Sit with your legs long and the band around your feet, or stand and fix it at belly height. Sit"
    " tall, reach forward with long arms, and pull your elbows back close to your sides.",
    camera="Side-on, at chest height, two to three metres away, with your head, hips and hands at full reach"
    " in the picture.",
    best_view=View.SIDE,
    level="beginner",
    muscles=("rhomboids", "traps", "lats", "rear delts"),
    assisting=("biceps", "forearms", "erector spinae"),
    equipment=("resistance band",),
    variants=("seated on the floor", "seated on a chair", "standing", "cable row", "one arm at a time"),
    stand_ins=("suspension_row", "one_arm_dumbbell_row", "dumbbell_row", "band_pull_apart"),
    stop_when=(
        "You can only finish by leaning back or shrugging",
        PAIN_ENDS_THE_SESSION,
    ),
    sources=(ARTICLE,),
    spinal_load=frozenset(),
    dose=Dose(sets=(3, 3), reps=(10, 12)),
    position=(
        stay_upright(40),
        Condition(
            hand_over_shoulder, Limit(above=0.0, below=-0.75, grey=0.15), "Hold the band at belly height"
        ),
    ),
    signal=ELBOWS_BEND,
    requirements=(
        REACHES_OUT,
        Requirement(
            Statistic(hand_over_shoulder, Window.WORK, How.SPAN),
            Limit(above=0.45, evidence=APART),
            "the hands went up and down; in a row they come straight back",
        ),
    ),
    checks=(
        Check(
            id="trunk_rock",
            label="Trunk still",
            reads=Statistic(trunk_lean, Window.WORK, How.SPAN),
            limit=Limit(above=14, grey=3, evidence=TUNED),
            cue="Sit tall and keep still",
            why="the trunk rocks to help the pull",
            views=SIDE_VIEW,
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=1,
        ),
        Check(
            id="elbow_flare",
            label="Elbows close",
            reads=Statistic(upper_arm_aside, Window.TOP, How.MEDIAN),
            limit=Limit(above=24, grey=2, evidence=TUNED),
            cue="Keep your elbows close",
            why="the elbows flare out",
            views=SIDE_VIEW,
            shows=(Joint.SHOULDER, Joint.ELBOW),
            priority=2,
        ),
        SHOULDERS_LOW,
        pull_all_the_way(98),
        stretch_at_the_bottom(148),
        Check(
            id="snap_back",
            label="Let back slowly",
            reads=Timing.LOWERING,
            limit=Limit(below=0.5, grey=0.05),
            cue="Let the band back slowly",
            why="the band snaps back",
            shows=(Joint.WRIST,),
            priority=5,
        ),
    ),
)

SUSPENSION_ROW = Movement(
    id="suspension_row",
    name="Suspension row",
    kind=Kind.REPS,
    description="Pull your body up to two handles on straps, straight from head to heels.",
    setup="Hold the handles, walk your feet forward and lean back on long arms. Keep one line from shoulders"
    " to heels and pull your chest to the handles; the lower you lean, the harder it is.",
    camera="Side-on, at hip height, three metres away, with feet, head and hands in the picture.",
    best_view=View.SIDE,
    level="beginner",
    muscles=("lats", "rhomboids", "traps", "rear delts"),
    assisting=("biceps", "forearms", "core", "glutes"),
    equipment=("suspension trainer",),
    variants=("TRX", "gymnastic rings", "inverted row under a low bar", "knees bent"),
    stand_ins=("band_row", "one_arm_dumbbell_row", "dumbbell_row"),
    stop_when=(
        "Your hips sag and will not come back into line",
        PAIN_ENDS_THE_SESSION,
    ),
    sources=(ARTICLE, ROWS_COMPARED),
    spinal_load=frozenset(),
    dose=Dose(sets=(2, 2), reps=(8, 12)),
    position=(
        Condition(leg_upright, Limit(below=0.3, grey=0.15), "Put your feet on the floor and lean back"),
        Condition(
            hand_over_shoulder,
            Limit(above=1.0, below=-0.35, grey=0.2, evidence=TUNED_POSITION),
            "Hold the handles in front of your chest",
        ),
    ),
    recognised_by=(
        Condition(
            trunk_inclination,
            Limit(
                below=27,
                evidence=Evidence(
                    Source.MEASURED,
                    "the body hangs at 36 to 40 degrees most of the time, under a bar with a swing at 23",
                ),
            ),
            "Lean back",
        ),
    ),
    signal=ELBOWS_BEND,
    requirements=(
        REACHES_OUT,
        Requirement(
            Statistic(trunk_inclination, Window.REST, How.HIGHEST),
            Limit(below=15),
            "you stood upright; lean back into the straps",
        ),
        Requirement(
            Statistic(trunk_inclination, Window.WORK, How.SPAN),
            Limit(below=5, evidence=APART),
            "your body did not come up to the hands",
        ),
    ),
    checks=(
        Check(
            id="hips_sag",
            label="Hips not sagging",
            reads=Statistic(body_line, Window.WORK, How.LOWEST),
            limit=Limit(below=-12, grey=3, evidence=TUNED),
            cue="Lift your hips into line",
            why="the hips sag below the line from shoulders to heels",
            views=SIDE_VIEW,
            shows=(Joint.HIP,),
            priority=1,
        ),
        Check(
            id="hips_pike",
            label="Hips not thrust up",
            reads=Statistic(body_line, Window.WORK, How.HIGHEST),
            limit=Limit(above=16, grey=3, evidence=TUNED),
            cue="Keep your hips in line",
            why="the hips leave the line from shoulders to heels",
            views=SIDE_VIEW,
            shows=(Joint.HIP,),
            priority=1,
        ),
        SHOULDERS_LOW,
        pull_all_the_way(84),
        stretch_at_the_bottom(150),
    ),
)

MOVEMENTS = (BAND_ROW, SUSPENSION_ROW)
