"""Movements on the floor: bridges and planks."""

from exercises.body import Joint
from exercises.catalogue.grounds import REAL, RENDERED, TUNED, TUNED_POSITION
from exercises.catalogue.parts import LEGS_LONG, LYING, NOT_SIDE_ON, PAIN
from exercises.catalogue.sources import ARTICLE, MAYO_BACK, TRUNK_ENDURANCE
from exercises.evidence import Evidence, People, Sample, Source
from exercises.measures.arms import hand_over_hip, pull_line, upper_arm_inclination
from exercises.measures.head import head_drop
from exercises.measures.legs import ankle_over_hip, hip_angle, knee_angle, knee_over_hip, leg_upright
from exercises.measures.support import kneeling_hips, plank_lift, plank_line, press_up
from exercises.measures.trunk import (
    hip_line,
    hips_over_shoulders,
    middle_line,
    shoulder_sunk,
    shoulder_under_other,
    shoulder_width,
    trunk_inclination,
)
from exercises.movement import (
    SIDE_VIEW,
    Check,
    Condition,
    Dose,
    HoldCheck,
    Kind,
    Limit,
    Movement,
    Sides,
    Signal,
    Window,
)
from exercises.quantities import How, Statistic, Timing
from vision.view import View

HIPS_LINE = Evidence(
    Source.MEASURED,
    "the line reads 7 degrees more than the bones have, give or take 3 by person and 2 by repetition; the"
    " limits leave twice that to anybody new, and between them is too close to call",
    (Sample(People.RENDERED, 4),),
)

PAUSE_READ = Evidence(
    Source.MEASURED,
    "a real pause of 1.1 s, by its frames, reads 0.84, the least of real lifters who pause; rendered pauses"
    " read 0.1 to 0.4 s too long, those of 0.3 s up to 0.53",
    (Sample(People.REAL, 4), *RENDERED),
)

# Planks of real people: 3,555 good, 1,714 sagging and 2,556 piked frames of public recordings of nobody knows
# how many people, 26 photos whose form was looked at, and two clips. Both halves of the benchmark were looked
# at when these limits were set, so neither checks them blindly.
PLANK_GATES = Evidence(
    Source.MEASURED,
    "trunk: on the knees and long arms a good one of a real person is 57 degrees off upright, and steeper as"
    " the hips sag; hips: 99 of 100 piked frames keep 117 degrees and more in the worse half, and all"
    " fours have 90",
    REAL,
)
PRESSING_UP = Evidence(
    Source.MEASURED,
    "good planks read up to 12 on the hands and 6 on forearms, press-ups half-way down from 20",
    REAL,
)
SAGGING = Evidence(
    Source.MEASURED,
    "good photos read from -8.4 and good frames from -2.6, 97 of 100 sagging frames below -10; rendered"
    " people in good form from -7.4, sagging by 12 degrees at most -15",
    (Sample(People.REAL, 21), Sample(People.RENDERED)),
)
PIKING = Evidence(
    Source.MEASURED,
    "good photos read up to 11 and 99 of 100 good frames up to 15, piked photos from 25 and 99 of 100 piked"
    " frames from 25 in the worse half. Rendered people whose bones are in line read -7: on forearms they"
    " hang lower than anybody real, whose hips are as high as the shoulders",
    (Sample(People.REAL, 26), Sample(People.RENDERED)),
)
PROPPED = Evidence(
    Source.MEASURED,
    "on forearms two good real planks read 16 to 24, 95 of 100 good frames up to 13 and good photos up to 18;"
    " rendered people with the elbows 25 degrees ahead 13 to 19",
    (Sample(People.REAL, 23), Sample(People.RENDERED)),
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
    assisting=("hamstrings", "core"),
    variants=("feet on a low step", "arms crossed on the chest"),
    stand_ins=("bird_dog", "back_extension"),
    stop_when=(
        PAIN,
        "Stop when your hips no longer reach the line.",
        "Stop when your hamstrings cramp.",
    ),
    sources=(ARTICLE, MAYO_BACK),
    equipment=(),
    spinal_load=frozenset({"extension"}),
    dose=Dose(reps=(5, 30), note="start with 5, pausing for a breath at the top; work up to 20-30"),
    main_checks=("hips_low",),
    main_about="your hip line",
    spine_checks=("over_arched",),
    position=(
        LYING,
        Condition(knee_angle, Limit(above=135, grey=15), "Bend your knees, feet flat"),
        Condition(knee_over_hip, Limit(below=0.0, grey=0.15), "Lie on your back, knees up"),
    ),
    signal=Signal(hip_line, rest=-55, effort=-8),  # the hip angle would shrink again past straight
    on_floor=True,
    checks=(
        Check(
            id="hips_low",
            label="Hips up to the line",
            reads=Statistic(hip_line, Window.TOP, How.MEDIAN),
            limit=Limit(below=0, grey=3, evidence=HIPS_LINE),
            doubt=3,
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
            limit=Limit(above=14.5, grey=2.5, evidence=HIPS_LINE),
            doubt=3,
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
            limit=Limit(below=1.0, grey=0.35, evidence=PAUSE_READ),
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
            limit=Limit(above=104, below=60, grey=4, evidence=TUNED),
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
    assisting=("lats",),
    variants=("on the hands, arms long", "on the knees"),
    stand_ins=("side_plank", "dead_bug", "bird_dog"),
    stop_when=(PAIN, "Stop when your hips sag and cannot be lifted again."),
    sources=(ARTICLE, TRUNK_ENDURANCE),
    equipment=(),
    spinal_load=frozenset(),
    dose=Dose(sets=(3, 3), hold_s=(20, 30)),
    main_checks=("hips_sag", "hips_pike"),
    main_about="your hip line",
    spine_checks=("hips_sag",),
    position=(
        Condition(trunk_inclination, Limit(below=42, grey=8, evidence=PLANK_GATES), "Lie down on the floor"),
        Condition(leg_upright, Limit(above=0.65, grey=0.1), "Go down on your forearms and toes"),
        Condition(hip_angle, Limit(below=115, evidence=PLANK_GATES), "Lower your hips into line"),
        Condition(kneeling_hips, Limit(below=150, grey=15), "Lower your hips into line"),
        Condition(upper_arm_inclination, Limit(above=55, grey=10), "Prop yourself on your forearms"),
        Condition(
            press_up,
            Limit(above=15, grey=5, evidence=PRESSING_UP),
            "Stretch your arms, or prop yourself on your forearms",
        ),
    ),
    on_floor=True,
    hold_checks=(
        HoldCheck(
            id="hips_sag",
            label="Hips not sagging",
            measure=plank_line,
            limit=Limit(below=-8.5, grey=1.5, evidence=SAGGING),
            cue="Lift your hips into line",
            why="hips sagging",
            shows=(Joint.HIP,),
            priority=1,
        ),
        HoldCheck(
            id="hips_pike",
            label="Hips not piked",
            measure=plank_lift,
            limit=Limit(above=19, grey=3, evidence=PIKING),
            doubt=4,
            evidence=Evidence(
                Source.MEASURED,
                "doubt: a photo of hips a little high reads 16, good ones on the hands at most 11",
                (Sample(People.REAL, 22),),
            ),
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
            limit=Limit(above=21, grey=3, evidence=PROPPED),
            doubt=5,
            evidence=Evidence(
                Source.MEASURED,
                "doubt: two of three rendered people with the elbows 25 degrees ahead read 19, and so do good"
                " real ones on forearms",
                (Sample(People.RENDERED, 3),),
            ),
            cue="Bring your shoulders over your elbows",
            why="the shoulders are not over the elbows",
            shows=(Joint.SHOULDER, Joint.ELBOW),
            priority=2,
            pauses=False,
        ),
    ),
)

SUPERMAN_HOLD = Movement(
    id="superman_hold",
    name="Superman hold",
    kind=Kind.HOLD,
    description="Lie face down and hold arms, chest and legs off the floor.",
    setup="Lie face down with your arms long in front. Lift arms, chest and legs together, gaze to the floor,"
    " and keep breathing.",
    camera="Side-on, low, near the floor, with hands and feet in the picture.",
    best_view=View.FLOOR_SIDE,
    level="beginner",
    muscles=("erector spinae", "glutes"),
    assisting=("hamstrings", "traps", "rear delts"),
    variants=("arms only, or legs only", "arms out to the sides"),
    stand_ins=("bird_dog", "bridge", "back_extension"),
    stop_when=(
        PAIN,
        "Stop when your arms or legs can no longer stay up.",
        "Leave it out with a spinal stenosis.",
    ),
    sources=(ARTICLE,),
    equipment=(),
    spinal_load=frozenset({"extension"}),
    dose=Dose(sets=(3, 3), hold_s=(15, 20)),
    main_checks=("arms_up", "legs_up"),
    main_about="the lift of your arms and legs",
    spine_checks=("head_back",),
    position=(
        LYING,
        Condition(leg_upright, Limit(above=0.35, grey=0.15), "Lie down, face down"),
        Condition(hip_angle, Limit(below=135, grey=10), "Stretch your legs out"),
        Condition(knee_over_hip, Limit(above=0.6, grey=0.1), "Lie down, face down"),
        Condition(
            hips_over_shoulders,
            Limit(above=-0.1, grey=0.01, evidence=TUNED_POSITION),
            "Lift your chest off the floor",
        ),
        Condition(pull_line, Limit(above=-0.3, grey=0.2), "Reach your arms out in front"),
    ),
    on_floor=True,
    hold_checks=(
        HoldCheck(
            id="arms_up",
            label="Arms off the floor",
            measure=hand_over_hip,
            limit=Limit(below=0.26, grey=0.05, evidence=TUNED),
            cue="Lift your arms higher",
            why="the arms come down",
            shows=(Joint.WRIST, Joint.ELBOW),
            priority=1,
        ),
        HoldCheck(
            id="legs_up",
            label="Legs off the floor",
            measure=ankle_over_hip,
            limit=Limit(below=0.2, grey=0.05, evidence=TUNED),
            cue="Lift your legs higher",
            why="the legs come down",
            shows=(Joint.KNEE, Joint.ANKLE),
            priority=1,
        ),
        HoldCheck(
            id="head_back",
            label="Neck long",
            measure=head_drop,
            limit=Limit(below=-40, grey=5, evidence=TUNED),
            cue="Look at the floor, neck long",
            why="the neck is cranked back",
            shows=(Joint.EAR,),
            priority=2,
            pauses=False,
        ),
        HoldCheck(
            id="knees_bent",
            label="Legs long",
            measure=knee_angle,
            limit=Limit(below=145, grey=6, evidence=TUNED),
            cue="Lift from the hips, legs long",
            why="the knees bend instead of lifting",
            shows=(Joint.KNEE,),
            priority=2,
            pauses=False,
        ),
    ),
)

SIDE_PLANK = Movement(
    id="side_plank",
    name="Side plank",
    kind=Kind.HOLD,
    sides=Sides.EACH,
    description="Hold your body straight on one forearm and the side of the feet.",
    setup="Lie on one side, elbow under the shoulder, legs long and stacked. Lift your hips until shoulders,"
    " hips and ankles are in line; chest open to the front. Hold, then change sides.",
    camera="In front of your chest, near the floor, with head and feet in the picture.",
    best_view=View.FRONT,
    level="intermediate",
    muscles=("core",),
    assisting=("glutes", "lats", "erector spinae"),
    variants=("on the knees", "one foot in front of the other", "top arm to the ceiling"),
    stand_ins=("plank", "bird_dog"),
    stop_when=(PAIN, "Stop when your hips can no longer stay up."),
    sources=(ARTICLE, TRUNK_ENDURANCE),
    equipment=(),
    spinal_load=frozenset(),
    dose=Dose(hold_s=(20, 30), note="each side; the article gives no time of its own: that of the plank"),
    main_checks=("hips_drop",),
    main_about="your hip line",
    spine_checks=("hips_drop",),
    position=(
        Condition(trunk_inclination, Limit(below=45, grey=10), "Lie on one side and lift your hips"),
        Condition(leg_upright, Limit(above=0.65, grey=0.1), "Lie on one side and lift your hips"),
        LEGS_LONG,
        Condition(middle_line, Limit(below=-21, grey=4, evidence=TUNED_POSITION), "Lift your hips"),
    ),
    held=(Condition(shoulder_under_other, Limit(below=0.25, grey=0.15), "Prop yourself on one forearm"),),
    hold_checks=(
        HoldCheck(
            id="hips_drop",
            label="Hips up in line",
            measure=middle_line,
            limit=Limit(below=-9, grey=2.5, evidence=TUNED),
            cue="Lift your hips into line",
            why="the hips drop",
            views=NOT_SIDE_ON,
            shows=(Joint.HIP,),
            priority=1,
        ),
        HoldCheck(
            id="rolled",
            label="Chest open to the front",
            measure=shoulder_width,
            limit=Limit(below=0.55, grey=0.03, evidence=TUNED),
            cue="Open your chest to the front",
            why="the top shoulder rolls forward",
            views=NOT_SIDE_ON,
            shows=(Joint.SHOULDER,),
            priority=2,
        ),
        HoldCheck(
            id="shoulder_sunk",
            label="Pushed up from the shoulder",
            measure=shoulder_sunk,
            limit=Limit(above=0.08, grey=0.03, evidence=TUNED),
            cue="Push away from the floor",
            why="the trunk sinks into the shoulder",
            views=NOT_SIDE_ON,
            shows=(Joint.SHOULDER,),
            priority=3,
            pauses=False,
        ),
    ),
)

MOVEMENTS = (BRIDGE, PLANK, SUPERMAN_HOLD, SIDE_PLANK)
