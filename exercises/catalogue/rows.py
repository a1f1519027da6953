"""Rows with weights, which are pulled towards a trunk that is bent forward."""

from dataclasses import replace

from exercises.body import Joint
from exercises.catalogue.grounds import APART_ON_REAL_SETS, RENDERED, TUNED
from exercises.catalogue.parts import (
    BACK_GIVES_WAY,
    BENT_OVER_POSITION,
    ELBOWS_BEND,
    FLAT_BACK,
    HANDS_HANG,
    ONE_ARM_PULLS,
    TRUNK_STILL,
    bend_over_far_enough,
    pull_all_the_way,
    stretch_at_the_bottom,
)
from exercises.catalogue.sources import ARTICLE, ROWS_COMPARED
from exercises.evidence import Evidence, People, Sample, Source
from exercises.measures.arms import (
    arms_apart,
    elbow_bend,
    elbow_over_shoulder,
    hand_over_foot,
    pull_line,
)
from exercises.measures.legs import knee_angle, leg_difference, leg_upright
from exercises.measures.trunk import trunk_inclination
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
    Window,
)
from exercises.quantities import How, Statistic, Timing
from vision.view import View

ELBOW_RISES = Requirement(
    Statistic(elbow_over_shoulder, Window.WORK, How.RISE),
    Limit(below=0.15, evidence=APART_ON_REAL_SETS),
    "the elbow did not rise",
)


LEGS_COMPARED = Evidence(
    Source.MEASURED,
    "with a knee on the bench rendered people read 0.41 or more, with both feet on the floor 0.11 at most;"
    " the one real clip of a one-arm row reads 0.21",
    (*RENDERED, Sample(People.REAL, 1)),
)

ON_BOTH_FEET = Condition(leg_difference, Limit(above=0.2, evidence=LEGS_COMPARED), "Both feet on the floor")

BOTH_ARMS_ROW = (
    ELBOW_RISES,
    Requirement(
        Statistic(arms_apart, Window.TOP, How.MEDIAN),
        Limit(above=55, evidence=APART_ON_REAL_SETS),
        "one arm pulled; this row takes both",
    ),
    Requirement(
        Statistic(trunk_inclination, Window.WORK, How.LOWEST),
        Limit(below=12, evidence=APART_ON_REAL_SETS),
        "you stood up, so it was no row",
    ),
)


KNEES_SOFT = Check(
    id="knees_locked",
    label="Knees soft",
    reads=Statistic(knee_angle, Window.WORK, How.MEDIAN),
    limit=Limit(above=165, grey=3, evidence=TUNED),
    cue="Soften your knees",
    why="the knees are locked",
    views=SIDE_VIEW,
    shows=(Joint.KNEE,),
    priority=5,
)

BENT_OVER_CHECKS = (
    FLAT_BACK,
    TRUNK_STILL,
    bend_over_far_enough(48, "the trunk is too upright"),
    pull_all_the_way(84),
    stretch_at_the_bottom(152),
    KNEES_SOFT,
)


BENT_OVER_BARBELL_ROW = Movement(
    id="bent_over_barbell_row",
    name="Bent-over barbell row",
    kind=Kind.REPS,
    description="Pull a bar to the belly with the trunk bent forward and still.",
    setup="Stand with the bar over mid-foot, knees soft. Hinge at the hips until your trunk is well below 45"
    " degrees from upright and let the bar hang on long arms. Keep your back flat.",
    camera="Side-on, at hip height, two to three metres away, whole body and bar in the picture.",
    best_view=View.SIDE,
    level="intermediate",
    muscles=("lats", "rhomboids", "traps", "erector spinae", "rear delts"),
    assisting=("biceps", "forearms", "hamstrings", "glutes", "core"),
    equipment=("barbell",),
    variants=("overhand grip", "underhand grip", "Smith machine", "cable and bar"),
    stand_ins=("dumbbell_row", "gorilla_row", "band_row", "suspension_row"),
    stop_when=BACK_GIVES_WAY,
    sources=(ARTICLE, ROWS_COMPARED),
    spinal_load=frozenset({"loaded", "flexion"}),
    dose=Dose(sets=(3, 4), reps=(8, 10)),
    main_checks=("flat_back",),
    main_about="your back",
    spine_checks=("flat_back",),
    position=BENT_OVER_POSITION,
    signal=ELBOWS_BEND,
    recognised_by=(ON_BOTH_FEET,),
    requirements=BOTH_ARMS_ROW,
    checks=BENT_OVER_CHECKS,
)

PENDLAY_ROW = Movement(
    id="pendlay_row",
    looks_like="bent_over_barbell_row",
    name="Pendlay row",
    kind=Kind.REPS,
    description="Row a bar from the floor to the chest, every repetition from a dead stop.",
    setup="Stand with the bar over mid-foot, knees bent, and hinge until your trunk is nearly level. Pull the"
    " bar off the floor to your lower chest with a flat back, and put it back on the floor each time.",
    camera="Side-on, at hip height, two to three metres away, with your feet and the bar on the floor in the"
    " picture.",
    best_view=View.SIDE,
    level="advanced",
    muscles=("lats", "rhomboids", "traps", "erector spinae", "rear delts"),
    assisting=("biceps", "forearms", "hamstrings", "glutes", "core"),
    equipment=("barbell",),
    variants=("overhand grip", "bar on blocks"),
    stand_ins=("dumbbell_row", "gorilla_row", "bent_over_barbell_row"),
    stop_when=BACK_GIVES_WAY,
    sources=(ARTICLE, ROWS_COMPARED),
    spinal_load=frozenset({"loaded", "flexion"}),
    dose=Dose(note="the article names it among the intermediate lifts without a dose"),
    main_checks=("flat_back",),
    main_about="your back",
    spine_checks=("flat_back",),
    position=BENT_OVER_POSITION,
    signal=ELBOWS_BEND,
    recognised_by=(ON_BOTH_FEET,),
    requirements=BOTH_ARMS_ROW,
    checks=(
        FLAT_BACK,
        TRUNK_STILL,
        bend_over_far_enough(68, "the trunk is not near level"),
        Check(
            id="bar_floor",
            label="Bar back on the floor",
            reads=Statistic(hand_over_foot, Window.REST, How.LOWEST),
            limit=Limit(above=0.75, grey=0.05),
            own_best=0.08,
            cue="Put the bar down each time",
            why="the bar does not come back to the floor",
            views=SIDE_VIEW,
            shows=(Joint.WRIST,),
            priority=3,
        ),
        pull_all_the_way(84),
        stretch_at_the_bottom(152),
    ),
)

T_BAR_ROW = Movement(
    id="t_bar_row",
    looks_like="bent_over_barbell_row",
    name="T-bar row",
    kind=Kind.REPS,
    description="Pull the loaded end of a bar between your legs to the belly, trunk bent forward and still.",
    setup="Stand astride the bar, knees soft, and hinge until your trunk is well below 45 degrees from"
    " upright. Take the handle close in and let it hang on long arms. Keep your back flat.",
    camera="Side-on, at hip height, two to three metres away, whole body and weight in the picture.",
    best_view=View.SIDE,
    level="intermediate",
    muscles=("lats", "rhomboids", "traps", "erector spinae", "rear delts"),
    assisting=("biceps", "forearms", "hamstrings", "glutes", "core"),
    equipment=("barbell", "landmine or corner"),
    variants=("close grip", "wide handle", "T-bar machine without a chest pad"),
    stand_ins=("bent_over_barbell_row", "dumbbell_row", "gorilla_row", "band_row"),
    stop_when=BACK_GIVES_WAY,
    sources=(ARTICLE, ROWS_COMPARED),
    spinal_load=frozenset({"loaded", "flexion"}),
    dose=Dose(note="the article names it among the intermediate lifts without a dose"),
    main_checks=("flat_back",),
    main_about="your back",
    spine_checks=("flat_back",),
    position=BENT_OVER_POSITION,
    signal=ELBOWS_BEND,
    recognised_by=(ON_BOTH_FEET,),
    requirements=BOTH_ARMS_ROW,
    checks=BENT_OVER_CHECKS,
)

DUMBBELL_ROW = Movement(
    id="dumbbell_row",
    looks_like="bent_over_barbell_row",
    name="Dumbbell row",
    kind=Kind.REPS,
    description="Pull two dumbbells to the hips with the trunk bent forward and still.",
    setup="Stand hip-wide with a dumbbell in each hand, knees soft. Hinge at the hips until your trunk is"
    " well below 45 degrees from upright and let both arms hang long. Keep your back flat.",
    camera="Side-on, at hip height, two to three metres away, whole body and dumbbells in the picture.",
    best_view=View.SIDE,
    level="beginner",
    muscles=("lats", "rhomboids", "traps", "rear delts", "erector spinae"),
    assisting=("biceps", "forearms", "hamstrings", "glutes", "core"),
    equipment=("two dumbbells",),
    variants=("palms facing each other", "overhand grip", "kettlebells"),
    stand_ins=("band_row", "suspension_row", "bent_over_barbell_row"),
    stop_when=BACK_GIVES_WAY,
    sources=(ARTICLE, ROWS_COMPARED),
    spinal_load=frozenset({"loaded", "flexion"}),
    dose=Dose(sets=(3, 3), reps=(10, 12)),
    main_checks=("flat_back",),
    main_about="your back",
    spine_checks=("flat_back",),
    position=BENT_OVER_POSITION,
    signal=ELBOWS_BEND,
    recognised_by=(ON_BOTH_FEET,),
    requirements=BOTH_ARMS_ROW,
    checks=BENT_OVER_CHECKS,
)

JERK_READ = Evidence(
    Source.MEASURED,
    "smooth pulls of real lifters read from 0.30 s on; rendered pulls read up to 0.23 s shorter than they"
    " are",
    (Sample(People.REAL, 2), *RENDERED),
)

ONE_ARM_DUMBBELL_ROW = Movement(
    id="one_arm_dumbbell_row",
    name="One-arm dumbbell row",
    kind=Kind.REPS,
    description="Pull a dumbbell to the hip, the other hand and knee on a bench.",
    setup="Put one knee and the hand of the same side on a bench, back flat and nearly level. Let the"
    " dumbbell hang from the other shoulder.",
    camera="Side-on with the working arm nearer to the camera, at bench height, whole body in the picture.",
    best_view=View.SIDE,
    level="beginner",
    muscles=("lats", "traps", "rear delts", "rhomboids"),
    assisting=("biceps", "forearms", "core"),
    equipment=("dumbbell", "bench"),
    variants=("kettlebell", "hand on a chair or rack, both feet on the floor"),
    stand_ins=("band_row", "dumbbell_row", "gorilla_row", "suspension_row"),
    stop_when=BACK_GIVES_WAY,
    sources=(ARTICLE, ROWS_COMPARED),
    spinal_load=frozenset({"loaded"}),
    dose=Dose(sets=(2, 3), reps=(8, 12), note="each side"),
    main_checks=("flat_back",),
    main_about="your back",
    spine_checks=("flat_back",),
    position=(
        Condition(
            trunk_inclination, Limit(below=35, grey=12), "Bend forward and support yourself on the bench"
        ),
        Condition(leg_upright, Limit(below=0.25, grey=0.1), "Stand on one foot, the other knee on the bench"),
        HANDS_HANG,
    ),
    signal=replace(ELBOWS_BEND, measure=elbow_bend),
    recognised_by=(
        Condition(leg_difference, Limit(below=0.15, evidence=LEGS_COMPARED), "One knee on the bench"),
    ),
    sides=Sides.EACH,
    requirements=(ELBOW_RISES, ONE_ARM_PULLS),
    checks=(
        FLAT_BACK,
        TRUNK_STILL,
        Check(
            id="pull_to_hip",
            label="Pulled to the hip",
            reads=Statistic(pull_line, Window.TOP, How.HIGHEST),
            limit=Limit(below=0.47, grey=0.05, evidence=TUNED),
            cue="Pull to your hip, not your chest",
            why="the dumbbell goes to the chest",
            views=SIDE_VIEW,
            shows=(Joint.WRIST, Joint.ELBOW),
            priority=3,
        ),
        pull_all_the_way(84),
        stretch_at_the_bottom(152),
        Check(
            id="jerking",
            label="Smooth pull",
            reads=Timing.LIFTING,
            limit=Limit(below=0.42, grey=0.13, evidence=JERK_READ),
            cue="Pull smoothly",
            why="the dumbbell is jerked up",
            shows=(Joint.WRIST,),
            priority=5,
        ),
    ),
)

MOVEMENTS = (BENT_OVER_BARBELL_ROW, PENDLAY_ROW, T_BAR_ROW, DUMBBELL_ROW, ONE_ARM_DUMBBELL_ROW)
