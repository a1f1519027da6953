"""Rows that change sides with every repetition."""

from dataclasses import replace

from exercises.body import Joint
from exercises.catalogue.grounds import APART, TUNED
from exercises.catalogue.parts import (
    BACK_GIVES_WAY,
    BENT_OVER_POSITION,
    FLAT_BACK,
    HANDS_HANG,
    KNEES_STRAIGHT,
    LEGS_LONG,
    ONE_ARM_PULLS,
    PAIN_ENDS_THE_SESSION,
    TRUNK_STILL,
    bend_over_far_enough,
    pull_all_the_way,
)
from exercises.catalogue.sources import ARTICLE
from exercises.evidence import Evidence, Source
from exercises.measures.arms import elbow_over_other, hand_reach
from exercises.measures.legs import leg_difference, leg_upright
from exercises.measures.trunk import hip_over_other, middle_body_line, shoulder_over_other, trunk_inclination
from exercises.movement import (
    FACING_VIEW,
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
from exercises.quantities import How, Order, Statistic
from vision.view import View

ONE_ELBOW_RISES = Signal(elbow_over_other, rest=0.0, effort=0.55, least_attempt=0.24)

HAND_COMES_UP = Requirement(
    Statistic(hand_reach, Window.WORK, How.SPAN),
    Limit(below=0.2, evidence=APART),
    "the hand did not come up to the shoulder",
)

TRUNK_STAYS_BENT = Requirement(
    Statistic(trunk_inclination, Window.WORK, How.SPAN),
    Limit(
        above=30,
        evidence=Evidence(Source.MEASURED, "rows read up to 24, the worst of them; deadlifts 34 to 46"),
    ),
    "the trunk went up or down, so it was no row",
)

OTHER_SIDE_NEXT = Check(
    id="same_side",
    label="Sides in turn",
    reads=Order.SAME_SIDE_AGAIN,
    limit=Limit(above=0.5, grey=0.1),
    cue="Change sides every time",
    why="the same side pulled twice in a row",
    shows=(Joint.WRIST,),
    priority=4,
)

FROM_SIDE_OR_FRONT = SIDE_VIEW | {View.FRONT}

GORILLA_ROW = Movement(
    id="gorilla_row",
    name="Gorilla row",
    kind=Kind.REPS,
    description="Bent over two kettlebells, row one while you press down on the other, in turn.",
    setup="Stand wide over two kettlebells and hinge until your trunk is nearly level, back flat. Grip both;"
    " row one to your hip while the other hand presses down, put it back, and change sides.",
    camera="From the front, at hip height, two to three metres away, with your head, both hands and both"
    " kettlebells in the picture; side-on to have your back judged.",
    best_view=View.FRONT,
    level="intermediate",
    muscles=("lats", "rhomboids", "traps", "rear delts", "erector spinae"),
    assisting=("biceps", "forearms", "core", "glutes", "hamstrings"),
    equipment=("two kettlebells",),
    variants=("kettlebells", "dumbbells on end"),
    stand_ins=("one_arm_dumbbell_row", "dumbbell_row", "band_row"),
    stop_when=BACK_GIVES_WAY,
    sources=(ARTICLE,),
    spinal_load=frozenset({"loaded", "flexion", "rotation"}),
    dose=Dose(note="the article names it among the intermediate lifts without a dose"),
    main_checks=("flat_back",),
    main_about="your back",
    spine_checks=("flat_back", "trunk_twist"),
    position=BENT_OVER_POSITION,
    signal=ONE_ELBOW_RISES,
    sides=Sides.ALTERNATING,
    requirements=(ONE_ARM_PULLS, HAND_COMES_UP, TRUNK_STAYS_BENT),
    checks=(
        FLAT_BACK,
        replace(TRUNK_STILL, views=FROM_SIDE_OR_FRONT),
        replace(bend_over_far_enough(48, "the trunk is too upright"), views=FROM_SIDE_OR_FRONT),
        Check(
            id="trunk_twist",
            label="Shoulders level",
            reads=Statistic(shoulder_over_other, Window.TOP, How.CHANGE),
            limit=Limit(above=0.2, grey=0.04, evidence=TUNED),
            cue="Keep your shoulders level",
            why="the trunk twists open with the pull",
            views=FACING_VIEW,  # the far shoulder is hidden when seen side-on
            shows=(Joint.SHOULDER,),
            priority=2,
        ),
        pull_all_the_way(84),
        OTHER_SIDE_NEXT,
    ),
)

RENEGADE_ROW = Movement(
    id="renegade_row",
    name="Renegade row",
    kind=Kind.REPS,
    description="In a high plank on two dumbbells, row one at a time without turning the hips.",
    setup="Take a high plank, hands on two dumbbells under your shoulders, feet wide. Brace, row one dumbbell"
    " to your hip while the rest of you stays square to the floor, put it down, and change sides.",
    camera="Side-on, low, near the floor, with head, hands and feet in the picture.",
    best_view=View.FLOOR_SIDE,
    level="advanced",
    muscles=("lats", "rhomboids", "core", "rear delts"),
    assisting=("biceps", "forearms", "triceps", "glutes", "erector spinae"),
    equipment=("two dumbbells",),
    variants=("dumbbells", "kettlebells", "knees on the floor"),
    stand_ins=("gorilla_row", "one_arm_dumbbell_row", "plank"),
    stop_when=(
        "Your hips sag or turn and will not stay still",
        PAIN_ENDS_THE_SESSION,
    ),
    sources=(ARTICLE,),
    spinal_load=frozenset({"loaded", "rotation"}),
    dose=Dose(note="the article names it among the intermediate lifts without a dose"),
    main_checks=("hips_turn",),
    main_about="the turn of your hips",
    spine_checks=("hips_sag", "hips_turn"),
    position=(
        Condition(trunk_inclination, Limit(below=52, grey=10), "Go down into a plank on your hands"),
        Condition(leg_upright, Limit(above=0.65, grey=0.1), "Go down into a plank on your hands"),
        LEGS_LONG,
        KNEES_STRAIGHT,
        HANDS_HANG,
    ),
    recognised_by=(Condition(leg_difference, Limit(above=0.2), "Both legs long"),),
    signal=ONE_ELBOW_RISES,
    sides=Sides.ALTERNATING,
    on_floor=True,
    checks=(
        Check(
            id="hips_sag",
            label="Hips not sagging",
            reads=Statistic(middle_body_line, Window.WORK, How.MEDIAN),
            limit=Limit(below=-8, grey=2.5, evidence=TUNED),
            cue="Lift your hips into line",
            why="the hips sag",
            views=SIDE_VIEW,
            shows=(Joint.HIP,),
            priority=1,
        ),
        Check(
            id="hips_pike",
            label="Hips not piked",
            reads=Statistic(middle_body_line, Window.WORK, How.MEDIAN),
            limit=Limit(above=11, grey=2, evidence=TUNED),
            cue="Lower your hips into line",
            why="the hips are piked",
            views=SIDE_VIEW,
            shows=(Joint.HIP,),
            priority=2,
        ),
        Check(
            id="hips_turn",
            label="Hips square",
            reads=Statistic(hip_over_other, Window.TOP, How.CHANGE),
            limit=Limit(above=0.085, grey=0.02, evidence=TUNED),
            cue="Keep your hips square",
            why="the hips turn with the pull",
            shows=(Joint.HIP,),
            priority=2,
        ),
        pull_all_the_way(84),
        OTHER_SIDE_NEXT,
    ),
)

MOVEMENTS = (GORILLA_ROW, RENEGADE_ROW)
