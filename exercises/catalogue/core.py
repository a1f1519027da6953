"""Movements for the core: an arm and the leg of the other side move together, and the sides take turns."""

from exercises.body import Joint
from exercises.catalogue.grounds import RENDERED
from exercises.catalogue.parts import LEVEL_TRUNK, ON_HANDS, keep_hips_level
from exercises.catalogue.sources import ARTICLE
from exercises.evidence import Evidence, People, Sample, Source
from exercises.measures.arms import arm_below_trunk, hand_over_other, hand_over_shoulder
from exercises.measures.back import back_curve
from exercises.measures.legs import hip_angle, knee_angle, leg_opening, leg_upright
from exercises.measures.measure import of_other_side
from exercises.measures.trunk import hip_line
from exercises.movement import (
    SIDE_VIEW,
    Check,
    Condition,
    Dose,
    Kind,
    Limit,
    Movement,
    Requirement,
    Sides,
    Signal,
    Window,
)
from exercises.quantities import How, Order, Statistic, Timing
from vision.view import View

NOT_THE_OTHER_LEG = Evidence(
    Source.GUESS, "shortest time: a leg that is out and back sooner was the other one, taken for it"
)

SAGGING = Evidence(
    Source.MEASURED,
    "three good repetitions of two real people read -0.40 to -0.60; rendered people in good form from -0.03,"
    " sagging by 25 degrees -0.49 and by 45 degrees -0.93",
    (Sample(People.REAL, 2), *RENDERED),
)

ALTERNATING = Check(
    id="not_alternating",
    label="Sides in turn",
    reads=Order.SAME_SIDE_AGAIN,
    limit=Limit(above=0.5, grey=0.1),
    cue="Change sides every time",
    why="the same side moves twice in a row",
    shows=(Joint.HIP,),
    priority=4,
)


ONE_LEG_MOVES = Requirement(
    Statistic(leg_opening, Window.TOP, How.MEDIAN),
    Limit(
        above=145,
        evidence=Evidence(Source.GUESS, "half-way between a leg that stays and one that is stretched"),
    ),
    "both legs stretched",
    of_other_side=True,
)


BIRD_DOG = Movement(
    id="bird_dog",
    name="Bird dog",
    kind=Kind.REPS,
    description="On hands and knees, stretch an arm and the other side's leg into the line of your trunk.",
    setup="Go on all fours, hands under your shoulders and knees under your hips, back flat. Stretch one arm"
    " ahead and the other side's leg behind, pause for a breath, and come back. Then the other pair.",
    camera="Side-on, low, near the floor, with stretched hands and feet in the picture.",
    best_view=View.FLOOR_SIDE,
    level="beginner",
    muscles=("core", "erector spinae", "glutes"),
    assisting=("rear delts", "hamstrings"),
    equipment=(),
    spinal_load=frozenset(),
    dose=Dose(reps=(8, 12), note="each side, with a pause"),
    main_checks=("back_sag",),
    main_about="your back",
    spine_checks=("back_sag",),
    stand_ins=("dead_bug",),
    stop_when=("Stop when your low back hurts.", "Stop when you can no longer keep your hips level."),
    sources=(ARTICLE,),
    position=(
        LEVEL_TRUNK,
        Condition(leg_upright, Limit(above=0.72, grey=0.15), "Kneel, knees under your hips"),
        ON_HANDS,
    ),
    signal=Signal(leg_opening, rest=95, effort=172, shortest_s=0.8, evidence=NOT_THE_OTHER_LEG),
    requirements=(ONE_LEG_MOVES,),
    sides=Sides.ALTERNATING,
    on_floor=True,
    checks=(
        Check(
            id="back_sag",
            label="Back flat",
            reads=Statistic(back_curve, Window.TOP, How.CHANGE, least_seen=0.3),
            limit=Limit(below=-0.7, grey=0.06, evidence=SAGGING),
            doubt=0.45,
            cue="Tighten your belly, keep your back flat",
            why="the back sags",
            views=SIDE_VIEW,
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=1,
            shows_back=True,
        ),
        keep_hips_level("Keep your hips level", "the hips tilt to one side"),
        Check(
            id="leg_low",
            label="Leg up to the line",
            reads=Statistic(hip_line, Window.TOP, How.MEDIAN),
            limit=Limit(above=15, grey=3),
            cue="Lift your leg into line",
            why="the leg stays below the line of the trunk",
            views=SIDE_VIEW,
            shows=(Joint.KNEE,),
            priority=3,
        ),
        Check(
            id="leg_high",
            label="Leg not above the line",
            reads=Statistic(hip_line, Window.TOP, How.MEDIAN),
            limit=Limit(below=-15, grey=4),
            cue="Lower your leg into line",
            why="the leg is lifted above the line of the trunk",
            views=SIDE_VIEW,
            shows=(Joint.KNEE,),
            priority=2,
        ),
        Check(
            id="arm_low",
            label="Arm up to the line",
            reads=Statistic(of_other_side(arm_below_trunk), Window.TOP, How.MEDIAN),
            limit=Limit(above=22, grey=6),
            cue="Reach ahead, arm beside your ear",
            why="the arm stays below the line of the trunk",
            views=SIDE_VIEW,
            shows=(Joint.WRIST,),
            priority=3,
        ),
        Check(
            id="pause",
            label="Pause when stretched",
            reads=Timing.TOP_PAUSE,
            limit=Limit(below=1.1, grey=0.15),
            cue="Pause for a breath when stretched",
            why="there is no pause when stretched",
            shows=(Joint.KNEE,),
            priority=5,
        ),
        Check(
            id="same_side",
            label="Opposite arm and leg",
            reads=Statistic(hand_over_other, Window.TOP, How.MEDIAN),
            limit=Limit(above=0.15, grey=0.1),
            cue="Lift the arm of the other side",
            why="arm and leg of the same side move together",
            views=SIDE_VIEW,
            shows=(Joint.WRIST, Joint.KNEE),
            priority=1,
        ),
        ALTERNATING,
    ),
)

DEAD_BUG = Movement(
    id="dead_bug",
    name="Dead bug",
    kind=Kind.REPS,
    description="On your back, lower an arm behind your head and the other side's leg, and bring them back.",
    setup="Lie on your back, arms to the ceiling, hips and knees bent to right angles. Press your low back"
    " into the floor, lower one arm and the other side's leg, and come back. Then the other pair.",
    camera="Side-on, low, near the floor, with stretched hands and feet in the picture.",
    best_view=View.FLOOR_SIDE,
    level="beginner",
    muscles=("core",),
    assisting=("erector spinae",),
    equipment=(),
    spinal_load=frozenset(),
    dose=Dose(reps=(8, 12), note="each side"),
    main_checks=("low_back",),
    main_about="your low back",
    spine_checks=("low_back",),
    stand_ins=("bird_dog",),
    stop_when=("Stop when your low back comes off the floor or hurts.",),
    sources=(ARTICLE,),
    position=(
        LEVEL_TRUNK,
        Condition(leg_upright, Limit(above=0.2, grey=0.2), "Lie on your back, legs up"),
        Condition(hand_over_shoulder, Limit(below=-0.2, grey=0.3), "Stretch your arms to the ceiling"),
    ),
    signal=Signal(leg_opening, rest=95, effort=165, shortest_s=0.8, evidence=NOT_THE_OTHER_LEG),
    requirements=(ONE_LEG_MOVES,),
    sides=Sides.ALTERNATING,
    on_floor=True,
    checks=(
        Check(
            id="low_back",
            label="Low back on the floor",
            reads=Statistic(back_curve, Window.TOP, How.CHANGE, least_seen=0.3),
            limit=Limit(below=-0.22, grey=0.05),
            doubt=0.12,
            evidence=Evidence(
                Source.MEASURED, "doubt: good form reads from -0.01 on, arched by 32 degrees -0.22", RENDERED
            ),
            cue="Press your low back down",
            why="the low back leaves the floor",
            views=SIDE_VIEW,
            shows=(Joint.HIP,),
            priority=1,
            shows_back=True,
        ),
        Check(
            id="same_side",
            label="Opposite arm and leg",
            reads=Statistic(hand_over_other, Window.TOP, How.MEDIAN),
            limit=Limit(below=-0.15, grey=0.1),
            cue="Lower the arm of the other side",
            why="arm and leg of the same side move together",
            views=SIDE_VIEW,
            shows=(Joint.WRIST, Joint.KNEE),
            priority=2,
        ),
        Check(
            id="arm_short",
            label="Arm lowered all the way",
            reads=Statistic(of_other_side(arm_below_trunk), Window.TOP, How.MEDIAN),
            limit=Limit(below=-45, grey=6),
            cue="Lower your arm further",
            why="the arm stops short",
            views=SIDE_VIEW,
            shows=(Joint.WRIST,),
            priority=3,
        ),
        Check(
            id="leg_short",
            label="Leg stretched",
            reads=Statistic(knee_angle, Window.TOP, How.HIGHEST),
            limit=Limit(below=150, grey=6),
            cue="Stretch your leg out",
            why="the knee stays bent",
            views=SIDE_VIEW,
            shows=(Joint.KNEE,),
            priority=3,
        ),
        Check(
            id="top_range",
            label="Leg lowered far enough",
            reads=Statistic(hip_angle, Window.TOP, How.HIGHEST),
            limit=Limit(below=145, grey=6),
            cue="Lower your leg further",
            why="the leg stops short",
            views=SIDE_VIEW,
            shows=(Joint.KNEE,),
            priority=3,
        ),
        Check(
            id="too_fast",
            label="Slowly",
            reads=Timing.WHOLE,
            limit=Limit(below=2.4, grey=0.2),
            cue="Move slowly",
            why="the repetition is rushed",
            shows=(Joint.KNEE,),
            priority=4,
        ),
        ALTERNATING,
    ),
)

MOVEMENTS = (DEAD_BUG, BIRD_DOG)
