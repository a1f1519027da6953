"""Movements for the upper back and posture."""

from exercises.body import Joint
from exercises.catalogue.grounds import APART, RENDERED, TUNED, TUNED_POSITION
from exercises.catalogue.parts import BODY_STILL, HAND_TRAVEL, NOT_SIDE_ON, SIDEWAYS, stay_upright
from exercises.catalogue.sources import ARTICLE
from exercises.evidence import Evidence, Source
from exercises.measures.arms import (
    arms_raised_apart,
    arms_spread,
    elbow_angle,
    elbow_away,
    elbow_opening,
    elbow_over_shoulder,
    forearm_upright,
    hand_over_shoulder,
    hands_apart,
    upper_arm_inclination,
)
from exercises.measures.head import (
    chin_forward,
    hand_before_face,
    head_turned_off,
    left_ear_over_shoulder,
    neck_length,
    right_ear_over_shoulder,
    shoulder_retraction,
    shoulder_tilt,
)
from exercises.measures.legs import hip_angle, leg_upright
from exercises.measures.trunk import trunk_inclination, trunk_lean
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
from exercises.quantities import How, Statistic, Timing
from vision.view import View

STOP_AT_SHOULDER_PAIN = "Stop at pain or pinching in a shoulder."


def raise_arms_alike(limit_deg: float) -> Check:
    """A check that both arms are raised equally far, to within `limit_deg` degrees."""
    return Check(
        id="uneven",
        label="Both arms alike",
        reads=Statistic(arms_raised_apart, Window.TOP, How.MEDIAN),
        limit=Limit(above=limit_deg, grey=3, evidence=TUNED),
        cue="Raise both arms evenly",
        why="one arm rises further than the other",
        views=NOT_SIDE_ON,
        shows=(Joint.SHOULDER, Joint.ELBOW),
        priority=4,
    )


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
    assisting=("rear delts",),
    equipment=(),
    variants=("sitting", "standing"),
    stand_ins=("band_pull_apart", "wall_angel", "band_row"),
    stop_when=("Stop when your neck tightens or your shoulders creep up.", STOP_AT_SHOULDER_PAIN),
    sources=(ARTICLE,),
    spinal_load=frozenset(),
    dose=Dose(sets=(1, 1), reps=(3, 5), hold_s=(5, 5), note="twice a day"),
    main_checks=("hold",),
    main_about="your hold",
    position=(
        stay_upright(30, grey_deg=8),
        Condition(hand_over_shoulder, Limit(above=-0.1, grey=0.2), "Let your arms rest by your sides"),
    ),
    signal=Signal(
        shoulder_retraction, rest=0.0, effort=0.06, from_neutral=True, shortest_s=1.2, averaged_s=0.5
    ),
    requirements=(
        *BODY_STILL,
        Requirement(
            Statistic(head_turned_off, Window.WORK, How.SPAN),
            Limit(
                above=25,
                evidence=Evidence(
                    Source.MEASURED, "squeezes reach 16, a head turned to stretch the neck from 40", RENDERED
                ),
            ),
            "the head turned",
        ),
    ),
    checks=(
        Check(
            id="hold",
            label="Held for five seconds",
            reads=Timing.TOP_PAUSE,
            limit=Limit(below=5.0, grey=0.75, evidence=TUNED),
            cue="Hold the squeeze for five seconds",
            why="the squeeze is let go too soon",
            shows=(Joint.SHOULDER,),
            priority=2,
        ),
        Check(
            id="top_range",
            label="Squeezed all the way",
            reads=Statistic(shoulder_retraction, Window.TOP, How.CHANGE),
            limit=Limit(below=0.02, grey=0.005, evidence=TUNED),
            own_best=0.03,
            best=0.09,
            evidence=Evidence(
                Source.MEASURED,
                "best: what draws the shoulders back further is a shrug or a lean as well",
                RENDERED,
            ),
            cue="Squeeze further, then hold",
            why="the shoulder blades come only part of the way",
            views=SIDEWAYS,
            shows=(Joint.SHOULDER,),
            priority=2,
        ),
        Check(
            id="shrug",
            label="Shoulders down",
            reads=Statistic(left_ear_over_shoulder, Window.TOP, How.CHANGE, also=right_ear_over_shoulder),
            limit=Limit(below=-0.02, grey=0.004, evidence=TUNED),
            cue="Shoulders down, away from your ears",
            why="the shoulders shrug up",
            shows=(Joint.SHOULDER,),
            priority=1,
        ),
        Check(
            id="lean_back",
            label="No leaning back",
            reads=Statistic(trunk_lean, Window.TOP, How.CHANGE),
            limit=Limit(below=-7, grey=3, evidence=TUNED),
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
            limit=Limit(above=0.01, grey=0.015, evidence=TUNED),
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
            limit=Limit(
                above=0.02,
                below=-0.02,
                grey=0.005,
                evidence=Evidence(
                    Source.MEASURED,
                    "from the front a shoulder lifted by 0.1 torso reads 0.04, an even squeeze 0.01",
                    RENDERED,
                ),
            ),
            cue="Squeeze both sides evenly",
            why="one shoulder rises more than the other",
            views=FACING_VIEW,  # a half turn brings one shoulder nearer, which seems to rise as much
            shows=(Joint.SHOULDER,),
            priority=3,
        ),
    ),
)

FACE_PULL = Movement(
    id="face_pull",
    name="Face pull",
    kind=Kind.REPS,
    description="Pull a rope or a band to your face, elbows high and wide.",
    setup="Fix the rope or the band at face height, step back until your arms are long, and stand tall. Pull"
    " your hands to your ears with your elbows as high as your shoulders, and let them go back slowly.",
    camera="Side-on or half-turned, at chest height, with head, hips and your hands in the picture.",
    best_view=View.SIDE,
    level="beginner",
    muscles=("rear delts", "traps", "rhomboids"),
    assisting=("biceps", "core"),
    equipment=("cable with a rope, or resistance band",),
    variants=("cable and rope", "resistance band", "standing", "kneeling", "sitting"),
    stand_ins=("band_pull_apart", "rear_delt_fly", "band_row"),
    stop_when=("Stop when you have to lean back to move the weight.", STOP_AT_SHOULDER_PAIN),
    sources=(ARTICLE,),
    spinal_load=frozenset(),
    dose=Dose(sets=(3, 3), reps=(12, 15)),
    main_checks=("hands_low",),
    main_about="your pull",
    position=(
        stay_upright(38, "Stand tall"),
        Condition(
            hand_over_shoulder,
            Limit(above=0.65, below=-0.35, grey=0.15, evidence=TUNED_POSITION),
            "Stretch your arms out in front of your face",
        ),
    ),
    signal=Signal(elbow_angle, rest=156, effort=58),
    requirements=(
        Requirement(
            Statistic(elbow_over_shoulder, Window.TOP, How.MEDIAN),
            Limit(below=-0.38, evidence=APART),
            "the elbows stayed at the ribs, so it was a row",
        ),
        Requirement(
            Statistic(hand_over_shoulder, Window.REST, How.MEDIAN),
            Limit(above=0.55, evidence=APART),
            "the hands began overhead, so it was a pulldown or a pull-up",
        ),
        Requirement(
            Statistic(hand_before_face, Window.WORK, How.FALL),
            Limit(below=0.2, evidence=APART),
            "the hands did not come to the face",
        ),
        Requirement(Statistic(hip_angle, Window.WORK, How.SPAN), Limit(above=30), "the whole body moved"),
    ),
    checks=(
        Check(
            id="elbows_low",
            label="Elbows high",
            reads=Statistic(elbow_over_shoulder, Window.TOP, How.MEDIAN),
            limit=Limit(below=-0.09, grey=0.03, evidence=TUNED),
            cue="Lift your elbows to shoulder height",
            why="the elbows drop below the shoulders",
            shows=(Joint.ELBOW,),
            priority=2,
        ),
        Check(
            id="hands_low",
            label="Hands to the face",
            # The shoulders serve as reference, because the hands often hide the mouth.
            reads=Statistic(hand_over_shoulder, Window.TOP, How.MEDIAN),
            limit=Limit(below=0.1, grey=0.04, evidence=TUNED),
            cue="Pull to your eyes, not your chest",
            why="the hands end below the chin",
            shows=(Joint.WRIST,),
            priority=2,
        ),
        Check(
            id="lean_back",
            label="No leaning back",
            reads=Statistic(trunk_lean, Window.TOP, How.CHANGE),
            limit=Limit(below=-16, grey=3, evidence=TUNED),
            cue="Stand tall, don't lean back",
            why="the trunk leans back to help",
            views=SIDEWAYS,
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=1,
        ),
        Check(
            id="top_range",
            label="Pulled all the way",
            reads=Statistic(hand_before_face, Window.TOP, How.LOWEST),
            limit=Limit(above=0.27, grey=0.05, evidence=TUNED),
            cue="Pull your hands to your ears",
            why="the hands stop in front of the face",
            views=SIDEWAYS,
            shows=(Joint.WRIST,),
            priority=3,
        ),
    ),
)

REAR_DELT_FLY = Movement(
    id="rear_delt_fly",
    name="Rear delt fly",
    kind=Kind.REPS,
    description="Bent over, raise both arms to the sides with soft elbows.",
    setup="Hinge at the hips until your trunk is nearly level, knees soft, back flat, weights hanging below"
    " your shoulders. Raise your arms to the sides to shoulder height, elbows soft, and lower them slowly.",
    camera="From the front, at hip height, with both hands in the picture when your arms are spread.",
    best_view=View.FRONT,
    level="beginner",
    muscles=("rear delts", "rhomboids", "traps"),
    assisting=("erector spinae",),
    equipment=("dumbbells, cables or band",),
    variants=("dumbbells", "low cables", "band under the feet", "chest on an incline bench", "seated"),
    stand_ins=("band_pull_apart", "face_pull"),
    stop_when=(
        "Stop when you have to swing the weights.",
        "Stop when your back rounds.",
        STOP_AT_SHOULDER_PAIN,
    ),
    sources=(ARTICLE,),
    spinal_load=frozenset({"flexion"}),
    dose=Dose(sets=(3, 3), reps=(12, 15)),
    main_checks=("top_range", "elbows_bent"),
    main_about="the way of your arms",
    position=(
        # The band is wide, because spread arms narrow the shoulders, which makes the trunk seem to rise when
        # it is seen from the front.
        Condition(
            trunk_inclination, Limit(below=30, grey=24, evidence=TUNED_POSITION), "Bend forward at the hips"
        ),
        Condition(hand_over_shoulder, Limit(above=0.1, grey=0.2), "Let your arms hang"),
        Condition(leg_upright, Limit(below=0.35, grey=0.1), "Stand or sit with your feet on the floor"),
    ),
    recognised_by=(
        Condition(
            hands_apart,
            Limit(
                below=0.7,
                evidence=Evidence(
                    Source.MEASURED,
                    "seen from the front 0.95 and more most of the time, in rows from the side 0.1",
                ),
            ),
            "Face the camera",
        ),
    ),
    signal=Signal(upper_arm_inclination, rest=8, effort=76),
    requirements=(
        Requirement(
            Statistic(trunk_inclination, Window.REST, How.MEDIAN),
            Limit(below=35, evidence=APART),
            "you stood upright",
        ),
        Requirement(
            Statistic(hands_apart, Window.WORK, How.RISE),
            Limit(
                below=0.8,
                evidence=Evidence(Source.MEASURED, "they part by 1.2 to 1.9, in rows seen aslant by 0.5"),
            ),
            "the hands did not go apart",
        ),
        Requirement(
            Statistic(elbow_opening, Window.TOP, How.MEDIAN),
            Limit(
                below=115,
                evidence=Evidence(Source.MEASURED, "bent by mistake 126 and more, in rows 80 to 110"),
            ),
            "the elbows bent as in a row",
        ),
        Requirement(Statistic(trunk_inclination, Window.WORK, How.SPAN), Limit(above=40), "the trunk moved"),
    ),
    checks=(
        Check(
            id="elbows_bent",
            label="Elbows soft, not bent",
            reads=Statistic(elbow_opening, Window.TOP, How.MEDIAN),
            limit=Limit(below=145, grey=5, evidence=TUNED),
            cue="Keep your arms long, don't row",
            why="the elbows bend, so it becomes a row",
            views=NOT_SIDE_ON,
            shows=(Joint.ELBOW,),
            priority=2,
        ),
        Check(
            id="shrug",
            label="Shoulders down",
            reads=Statistic(neck_length, Window.TOP, How.CHANGE),
            limit=Limit(below=-0.12, grey=0.015, evidence=TUNED),
            cue="Shoulders down, away from your ears",
            why="the shoulders shrug up",
            views=NOT_SIDE_ON,
            shows=(Joint.SHOULDER,),
            priority=2,
        ),
        Check(
            id="top_range",
            label="Raised to shoulder height",
            reads=Statistic(upper_arm_inclination, Window.TOP, How.HIGHEST),
            limit=Limit(below=60, grey=4, evidence=TUNED),
            cue="Raise your arms to shoulder height",
            why="the arms stop below shoulder height",
            views=NOT_SIDE_ON,
            shows=(Joint.SHOULDER, Joint.ELBOW),
            priority=3,
        ),
        raise_arms_alike(13),
    ),
)

BAND_PULL_APART = Movement(
    id="band_pull_apart",
    name="Band pull-apart",
    kind=Kind.REPS,
    description="Pull a band apart at chest height with long arms.",
    setup="Stand tall and hold a band in front of your chest, arms long, hands as wide as the shoulders. Open"
    " your arms to the sides until the band touches your chest, and come back slowly.",
    camera="From the front, at chest height, with both hands in the picture when your arms are spread.",
    best_view=View.FRONT,
    level="beginner",
    muscles=("rear delts", "rhomboids", "traps"),
    equipment=("resistance band",),
    variants=("palms down", "palms up", "standing", "sitting"),
    stand_ins=("rear_delt_fly", "face_pull", "scapular_squeeze"),
    stop_when=(
        "Stop when your elbows bend or your shoulders creep up.",
        "Stop at pain or pinching in a shoulder, or when the band shows a tear.",
    ),
    sources=(ARTICLE,),
    spinal_load=frozenset(),
    dose=Dose(sets=(3, 3), reps=(12, 15)),
    main_checks=("top_range",),
    main_about="your range",
    position=(
        stay_upright(28, "Stand tall", grey_deg=8),
        Condition(
            hand_over_shoulder,
            Limit(above=0.45, below=-0.75, grey=0.15, evidence=TUNED_POSITION),
            "Hold the band in front of your chest",
        ),
    ),
    signal=Signal(hands_apart, rest=0.95, effort=2.4),
    requirements=(
        Requirement(
            Statistic(elbow_away, Window.TOP, How.MEDIAN),
            Limit(below=0.28, evidence=APART),
            "the arms did not open to the sides",
        ),
    ),
    checks=(
        Check(
            id="elbows_bent",
            label="Arms long",
            reads=Statistic(arms_spread, Window.TOP, How.MEDIAN),
            limit=Limit(below=1.47, grey=0.04, evidence=TUNED),
            cue="Keep your arms long",
            why="the elbows bend",
            views=NOT_SIDE_ON,
            shows=(Joint.ELBOW,),
            priority=2,
        ),
        Check(
            id="hands_height",
            label="Band at chest height",
            reads=Statistic(hand_over_shoulder, Window.TOP, How.MEDIAN),
            limit=Limit(above=0.17, below=-0.33, grey=0.05, evidence=TUNED),
            cue="Keep the band at chest height",
            why="the hands leave the line of the chest",
            views=NOT_SIDE_ON,
            shows=(Joint.WRIST,),
            priority=3,
        ),
        Check(
            id="shrug",
            label="Shoulders down",
            reads=Statistic(neck_length, Window.TOP, How.CHANGE),
            limit=Limit(below=-0.05, grey=0.02, evidence=TUNED),
            cue="Shoulders down, away from your ears",
            why="the shoulders shrug up",
            shows=(Joint.SHOULDER,),
            priority=1,
        ),
        Check(
            id="top_range",
            label="Opened all the way",
            reads=Statistic(elbow_away, Window.TOP, How.HIGHEST),
            limit=Limit(below=0.425, grey=0.01, evidence=TUNED),
            cue="Open until the band touches your chest",
            why="the arms stop before they are fully open",
            views=NOT_SIDE_ON,
            shows=(Joint.SHOULDER, Joint.ELBOW),
            priority=3,
        ),
    ),
)

WALL_ANGEL = Movement(
    id="wall_angel",
    name="Wall angel",
    kind=Kind.REPS,
    description="Slide your bent arms up and down a wall with your back against it.",
    setup="Stand or sit with head, upper back and hips against a wall, elbows bent at shoulder height, hands"
    " by the wall. Slide your arms up as far as they keep touching it, and back down, slowly.",
    camera="From the front, at chest height, with your hands in the picture when your arms are up. From the"
    " side it shows whether your ribs flare.",
    best_view=View.FRONT,
    level="beginner",
    muscles=("traps", "rhomboids"),
    assisting=("rear delts", "core"),
    equipment=("wall",),
    variants=("standing", "sitting", "lying on the floor"),
    stand_ins=("scapular_squeeze", "band_pull_apart", "face_pull"),
    stop_when=("Stop where your hands or your low back leave the wall.", STOP_AT_SHOULDER_PAIN),
    sources=(ARTICLE,),
    spinal_load=frozenset(),
    dose=Dose(note="slow; the article gives no numbers"),
    main_checks=("hands_forward",),
    main_about="the way of your hands along the wall",
    position=(
        stay_upright(25, "Lean your back against the wall", grey_deg=8),
        Condition(
            hand_over_shoulder,
            Limit(below=-0.1, grey=0.2, evidence=TUNED_POSITION),
            "Raise your hands by the wall, elbows bent",
        ),
        Condition(
            elbow_over_shoulder,
            Limit(below=-0.26, grey=0.06, evidence=TUNED_POSITION),
            "Raise your elbows to shoulder height",
        ),
    ),
    signal=Signal(elbow_over_shoulder, rest=-0.13, effort=0.38),
    requirements=(
        Requirement(
            HAND_TRAVEL,
            Limit(below=1.3, evidence=APART),
            "the body went to the hands, not the hands up the wall",
        ),
        Requirement(
            Statistic(hand_over_shoulder, Window.WORK, How.LOWEST),
            Limit(
                below=0.05,
                evidence=Evidence(
                    Source.MEASURED,
                    "by the wall they stay 0.17 or more above the shoulders, pulled down they end below",
                ),
            ),
            "the hands came down to the shoulders",
        ),
        Requirement(
            Statistic(elbow_over_shoulder, Window.REST, How.LOWEST),
            Limit(below=-0.27, evidence=APART),
            "the elbows came down to the ribs, so it was a pulldown",
        ),
    ),
    checks=(
        Check(
            id="hands_forward",
            label="Hands by the wall",
            reads=Statistic(forearm_upright, Window.WORK, How.MEDIAN),
            limit=Limit(below=0.74, grey=0.03, evidence=TUNED),
            own_best=0.13,
            doubt=0.08,
            evidence=Evidence(
                Source.MEASURED,
                "doubt: long forearms held 40 degrees off the wall read as short ones at it",
                RENDERED,
            ),
            cue="Keep your hands by the wall",
            why="the hands come forward, away from the wall",
            views=NOT_SIDE_ON,
            shows=(Joint.WRIST, Joint.ELBOW),
            priority=2,
        ),
        raise_arms_alike(13),
        Check(
            id="ribs",
            label="Ribs down",
            reads=Statistic(trunk_lean, Window.TOP, How.CHANGE),
            limit=Limit(below=-7, grey=3, evidence=TUNED),
            cue="Keep your ribs down",
            why="the ribs flare and the back arches off the wall",
            views=frozenset({View.SIDE}),
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=1,
        ),
        Check(
            id="top_range",
            label="Up all the way",
            reads=Statistic(upper_arm_inclination, Window.TOP, How.HIGHEST),
            limit=Limit(below=122, grey=4, evidence=TUNED),
            cue="Slide your arms higher",
            why="the arms stop short",
            views=NOT_SIDE_ON,
            shows=(Joint.SHOULDER, Joint.ELBOW),
            priority=3,
        ),
    ),
)

MOVEMENTS = (SCAPULAR_SQUEEZE, FACE_PULL, REAR_DELT_FLY, BAND_PULL_APART, WALL_ANGEL)
