"""Hinges: lifting from the floor with the hips."""

from exercises.body import Joint
from exercises.catalogue.rows import FLAT_BACK
from exercises.measures.arms import hand_before_shoulder, hand_over_shoulder
from exercises.measures.legs import leg_upright
from exercises.measures.trunk import hip_height, trunk_inclination, trunk_lean
from exercises.movement import (
    SIDE_VIEW,
    ChangeWhile,
    Check,
    Condition,
    Dose,
    How,
    Kind,
    Limit,
    Movement,
    Signal,
    Source,
    Statistic,
    Window,
)
from vision.view import View

DEADLIFT = Movement(
    id="deadlift",
    name="Deadlift",
    kind=Kind.REPS,
    description="Lift a bar from the floor until you stand tall, and put it back.",
    setup="Stand with the bar over mid-foot, hip-wide. Grip it with long arms, chest proud, back flat, and"
    " take the slack out before it leaves the floor.",
    camera="Side-on, at hip height, three metres away, feet and head in the picture also when you stand"
    " tall.",
    best_view=View.SIDE,
    level="intermediate",
    muscles=("erector spinae", "glutes", "lats", "traps"),
    equipment=("barbell",),
    spinal_load=frozenset({"loaded", "flexion"}),
    dose=Dose(note="the article names it among the intermediate lifts without a dose"),
    position=(
        Condition(leg_upright, Limit(below=0.2, grey=0.1), "Stand on both feet"),
        Condition(
            hand_over_shoulder,
            Limit(above=-0.3, grey=0.2, source=Source.MEASURED),
            "Let your arms hang to the bar",
        ),
    ),
    signal=Signal(trunk_inclination, rest=60, effort=10),
    checks=(
        FLAT_BACK,
        Check(
            id="hips_first",
            label="Hips and chest rise together",
            reads=ChangeWhile(trunk_inclination, rising=hip_height, share=0.4),
            limit=Limit(above=8, grey=2.5, source=Source.MEASURED),
            doubt=3,
            cue="Lift your chest with your hips",
            why="the hips shoot up before the chest",
            views=SIDE_VIEW,
            shows=(Joint.HIP,),
            priority=2,
        ),
        Check(
            id="lockout",
            label="Stood tall",
            reads=Statistic(trunk_lean, Window.TOP, How.LOWEST),  # signed: leaning back is no lack of lockout
            limit=Limit(above=10.5, grey=2, source=Source.MEASURED),
            own_best=5,  # measured: rendered people 20 degrees short read 8 more than in their own good form;
            best=0,  # how much anybody reads when tall differs by more than that
            doubt=6,
            cue="Stand all the way up",
            why="the hips do not lock out",
            views=SIDE_VIEW,
            shows=(Joint.HIP,),
            priority=3,
        ),
        Check(
            id="lean_back",
            label="No leaning back at the top",
            reads=Statistic(trunk_lean, Window.TOP, How.LOWEST),
            limit=Limit(below=-15, grey=4, source=Source.MEASURED),
            doubt=9,  # measured: good real lifts read down to -17, rendered people who lean back by 20 only -7
            cue="Stand tall, don't lean back",
            why="the trunk leans back at the top",
            views=SIDE_VIEW,
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=3,
        ),
        Check(
            id="bar_far",
            label="Bar close to the legs",
            reads=Statistic(hand_before_shoulder, Window.LIFTING, How.HIGHEST),
            limit=Limit(above=0.23, grey=0.03, source=Source.MEASURED),
            doubt=0.04,  # measured: good real lifts read up to 0.25, rendered bars 0.35 torso away 0.27
            cue="Keep the bar close to your legs",
            why="the bar drifts away from the legs",
            views=SIDE_VIEW,
            shows=(Joint.WRIST,),
            priority=4,
        ),
    ),
)

MOVEMENTS = (DEADLIFT,)
