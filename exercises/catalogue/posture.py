"""Upper back and posture."""

from exercises.body import Joint
from exercises.measures.arms import elbow_angle, hand_over_shoulder
from exercises.measures.head import (
    chin_forward,
    left_ear_over_shoulder,
    right_ear_over_shoulder,
    shoulder_retraction,
    shoulder_tilt,
)
from exercises.measures.legs import hip_angle
from exercises.measures.trunk import trunk_inclination, trunk_lean
from exercises.movement import (
    FACING_VIEW,
    Check,
    Condition,
    Dose,
    How,
    Kind,
    Limit,
    Movement,
    Requirement,
    Signal,
    Source,
    Statistic,
    Timing,
    Window,
)
from vision.view import View

SIDEWAYS = frozenset({View.SIDE, View.OBLIQUE})

SCAPULAR_SQUEEZE = Movement(
    id="scapular_squeeze",
    name="Scapular squeeze",
    kind=Kind.HOLD_REPS,
    description="Draw your shoulder blades together, hold, and relax.",
    setup="Sit or stand tall, arms by your sides, and keep still for a second so that I can see your"
    " neutral. Pull your shoulder blades together, hold for five seconds, and relax.",
    camera="Half-turned to the camera, at chest height, head and hips in the picture.",
    best_view=View.OBLIQUE,
    level="beginner",
    muscles=("rhomboids", "traps"),
    equipment=(),
    spinal_load=frozenset(),
    dose=Dose(sets=(1, 1), reps=(3, 5), hold_s=(5, 5), note="twice a day"),
    position=(
        Condition(trunk_inclination, Limit(above=30, grey=8), "Sit or stand tall"),
        Condition(hand_over_shoulder, Limit(above=-0.1, grey=0.2), "Let your arms rest by your sides"),
    ),
    signal=Signal(
        shoulder_retraction, rest=0.0, effort=0.06, from_neutral=True, shortest_s=1.2, averaged_s=0.5
    ),
    requirements=(
        Requirement(Statistic(trunk_inclination, Window.WORK, How.SPAN), Limit(above=25), "the trunk moved"),
        Requirement(Statistic(elbow_angle, Window.WORK, How.SPAN), Limit(above=45), "the elbows bent"),
        Requirement(Statistic(hip_angle, Window.WORK, How.SPAN), Limit(above=15), "the whole body moved"),
    ),
    checks=(
        Check(
            id="hold",
            label="Held for five seconds",
            reads=Timing.TOP_PAUSE,
            limit=Limit(below=5.0, grey=0.75, source=Source.MEASURED),
            cue="Hold the squeeze for five seconds",
            why="the squeeze is let go too soon",
            shows=(Joint.SHOULDER,),
            priority=2,
        ),
        Check(
            id="shrug",
            label="Shoulders down",
            reads=Statistic(left_ear_over_shoulder, Window.TOP, How.CHANGE, also=right_ear_over_shoulder),
            limit=Limit(below=-0.02, grey=0.004, source=Source.MEASURED),
            cue="Shoulders down, away from your ears",
            why="the shoulders shrug up",
            shows=(Joint.SHOULDER,),
            priority=1,
        ),
        Check(
            id="lean_back",
            label="No leaning back",
            reads=Statistic(trunk_lean, Window.TOP, How.CHANGE),
            limit=Limit(below=-7, grey=3, source=Source.MEASURED),
            cue="Stay tall, don't lean back",
            why="the trunk leans back",
            views=SIDEWAYS,
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=2,
        ),
        Check(
            id="chin_forward",
            label="Chin back",
            reads=Statistic(chin_forward, Window.TOP, How.CHANGE),
            limit=Limit(above=0.01, grey=0.015, source=Source.MEASURED),
            cue="Tuck your chin",
            why="the chin pokes forward",
            views=SIDEWAYS,
            shows=(Joint.EAR,),
            priority=3,
        ),
        Check(
            id="uneven",
            label="Both sides alike",
            reads=Statistic(shoulder_tilt, Window.TOP, How.CHANGE),
            limit=Limit(above=0.02, below=-0.02, grey=0.005, source=Source.MEASURED),
            cue="Squeeze both sides evenly",
            why="one shoulder rises more than the other",
            views=FACING_VIEW,  # half-turned, one shoulder comes nearer and seems to rise by as much
            shows=(Joint.SHOULDER,),
            priority=3,
        ),
    ),
)

MOVEMENTS = (SCAPULAR_SQUEEZE,)
