"""On the floor: bridges and planks."""

from exercises.body import Joint
from exercises.measures.arms import upper_arm_inclination
from exercises.measures.head import head_drop
from exercises.measures.legs import hip_angle, knee_angle, knee_over_hip, leg_upright
from exercises.measures.trunk import body_line, hip_line, trunk_inclination
from exercises.movement import (
    SIDE_VIEW,
    Check,
    Condition,
    Dose,
    HoldCheck,
    How,
    Kind,
    Limit,
    Movement,
    Signal,
    Source,
    Statistic,
    Timing,
    Window,
)
from vision.view import View

LYING = Condition(
    trunk_inclination, Limit(below=60, grey=10, source=Source.MEASURED), "Lie down on the floor"
)

BRIDGE = Movement(
    id="bridge",
    name="Bridge",
    kind=Kind.REPS,
    description="Lift your hips from lying until shoulders, hips and knees are in line.",
    setup="Lie on your back, knees bent, feet flat and hip-wide. Tighten belly and glutes, lift your hips"
    " into line, pause for a breath, and lower slowly.",
    camera="Side-on, low, near the floor, with head and feet in the picture.",
    best_view=View.FLOOR_SIDE,
    level="beginner",
    muscles=("glutes", "erector spinae"),
    equipment=(),
    spinal_load=frozenset({"extension"}),
    dose=Dose(reps=(5, 30), note="start with 5, pausing for a breath at the top; work up to 20-30"),
    position=(
        LYING,
        Condition(knee_angle, Limit(above=135, grey=15), "Bend your knees, feet flat"),
        Condition(knee_over_hip, Limit(below=0.0, grey=0.15), "Lie on your back, knees up"),
    ),
    signal=Signal(hip_line, rest=-55, effort=-8),  # the hip angle itself turns back at the straight line
    on_floor=True,
    checks=(
        Check(
            id="hips_low",
            label="Hips up to the line",
            reads=Statistic(hip_line, Window.TOP, How.MEDIAN),
            limit=Limit(below=-1, grey=1, source=Source.MEASURED),
            doubt=1.5,
            cue="Lift your hips higher",
            why="the hips stay below the line from shoulders to knees",
            views=SIDE_VIEW,
            shows=(Joint.HIP,),
            priority=1,
        ),
        Check(
            id="over_arched",
            label="Not over-arched",
            reads=Statistic(hip_line, Window.TOP, How.MEDIAN),
            limit=Limit(above=14.5, grey=1, source=Source.MEASURED),
            doubt=1.5,
            cue="Stop when your body is straight",
            why="the hips are pushed above the line",
            views=SIDE_VIEW,
            shows=(Joint.HIP,),
            priority=1,
        ),
        Check(
            id="pause",
            label="Pause at the top",
            reads=Timing.TOP_PAUSE,
            limit=Limit(below=1.0, grey=0.1),
            cue="Pause for a breath at the top",
            why="there is no pause at the top",
            shows=(Joint.HIP,),
            priority=3,
        ),
        Check(
            id="drop",
            label="Lowered under control",
            reads=Timing.LOWERING,
            limit=Limit(below=0.7, grey=0.1),
            cue="Lower slowly",
            why="the hips drop down",
            shows=(Joint.HIP,),
            priority=3,
        ),
        Check(
            id="feet_distance",
            label="Feet at the right distance",
            reads=Statistic(knee_angle, Window.TOP, How.MEDIAN),
            limit=Limit(above=104, below=60, grey=4, source=Source.MEASURED),
            cue="Place your shins upright at the top",
            why="the feet are too near or too far",
            views=SIDE_VIEW,
            shows=(Joint.KNEE, Joint.ANKLE),
            priority=4,
        ),
    ),
)

PLANK = Movement(
    id="plank",
    name="Plank",
    kind=Kind.HOLD,
    description="Hold your body straight on forearms and toes.",
    setup="Elbows under your shoulders, legs long, belly and glutes tight. Make one straight line from"
    " shoulders to ankles and breathe.",
    camera="Side-on, low, near the floor, with head and feet in the picture.",
    best_view=View.FLOOR_SIDE,
    level="beginner",
    muscles=("core", "erector spinae", "glutes"),
    equipment=(),
    spinal_load=frozenset(),
    dose=Dose(sets=(3, 3), hold_s=(20, 30)),
    position=(
        LYING,
        Condition(leg_upright, Limit(above=0.65, grey=0.1), "Go down on your forearms and toes"),
        Condition(hip_angle, Limit(below=125, grey=10), "Stretch your legs out"),
        Condition(knee_angle, Limit(below=130, grey=10), "Straighten your knees"),
        Condition(upper_arm_inclination, Limit(above=55, grey=10), "Prop yourself on your forearms"),
    ),
    on_floor=True,
    hold_checks=(
        HoldCheck(
            id="hips_sag",
            label="Hips not sagging",
            measure=body_line,
            limit=Limit(below=-9.5, grey=1.5, source=Source.MEASURED),
            cue="Lift your hips into line",
            why="hips sagging",
            shows=(Joint.HIP,),
            priority=1,
        ),
        HoldCheck(
            id="hips_pike",
            label="Hips not piked",
            measure=body_line,
            limit=Limit(above=13, grey=3, source=Source.MEASURED),
            doubt=9,  # measured: a good real plank reads 11, one piked by 12 degrees on rendered people 9
            cue="Lower your hips into line",
            why="hips piked",
            shows=(Joint.HIP,),
            priority=1,
        ),
        HoldCheck(
            id="head_drop",
            label="Head in line",
            measure=head_drop,
            limit=Limit(above=25, grey=8),
            cue="Lift your head into line",
            why="the head drops",
            shows=(Joint.EAR,),
            priority=3,
            pauses=False,
        ),
        HoldCheck(
            id="elbows_under",
            label="Shoulders over elbows",
            measure=upper_arm_inclination,
            limit=Limit(above=13, grey=3, source=Source.MEASURED),
            cue="Bring your shoulders over your elbows",
            why="the shoulders are not over the elbows",
            shows=(Joint.SHOULDER, Joint.ELBOW),
            priority=2,
            pauses=False,
        ),
    ),
)

MOVEMENTS = (BRIDGE, PLANK)
