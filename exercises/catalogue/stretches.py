"""Stretches: positions that are held, on both sides at once or one after the other."""

from dataclasses import replace

from exercises.body import Joint
from exercises.catalogue.grounds import RENDERED, STILL_TRUNK, TUNED, TUNED_POSITION
from exercises.catalogue.parts import (
    DIZZY,
    FLAT_BACK_BENT_OVER,
    FROM_THE_FRONT,
    LYING,
    SIDEWAYS,
    stay_upright,
)
from exercises.catalogue.sources import ARTICLE, MAYO_BACK, STRETCH_TIME
from exercises.evidence import Evidence, People, Sample, Source
from exercises.measures.arms import (
    elbow_behind,
    elbow_opening,
    elbow_over_shoulder,
    hand_from_foot,
    hand_over_shoulder,
)
from exercises.measures.back import back_rise
from exercises.measures.head import (
    face_down,
    head_drop,
    head_tilt,
    head_turn,
    head_turn_and_drop,
    head_turned_off,
    neck_length,
)
from exercises.measures.legs import (
    ankle_over_hip,
    foot_ahead,
    hip_angle,
    hip_extension,
    hips_apart,
    knee_angle,
    knee_bend,
    knee_over_foot,
    knee_over_hip,
    knee_past_toes,
    knee_under_other,
    leg_difference,
    leg_upright,
)
from exercises.measures.measure import of_other_side
from exercises.measures.trunk import (
    hips_over_shoulders,
    shoulder_under_other,
    trunk_inclination,
    trunk_lean,
    trunk_twist,
)
from exercises.movement import (
    ANY_VIEW,
    FACING_VIEW,
    Condition,
    Dose,
    HoldCheck,
    Kind,
    Limit,
    Movement,
    Sides,
    Travel,
)
from vision.view import View

LYING_ON_THE_BACK = replace(LYING, otherwise="Lie down on your back")

PAIN_IN_A_STRETCH = "Stop at pain, numbness or tingling; a stretch is to feel relieving."

NO_BOUNCING = HoldCheck(
    id="bouncing",
    label="Still, without bouncing",
    measure=trunk_inclination,
    travel=Travel(2.0),
    limit=Limit(above=9, grey=2, evidence=STILL_TRUNK),
    cue="Hold still, don't bounce",
    why="the trunk bounces",
    shows=(Joint.SHOULDER, Joint.HIP),
    priority=2,
)

# --- lying on the back ------------------------------------------------------------------------------------

HEAD_DOWN = HoldCheck(
    id="head_lift",
    label="Head on the floor",
    measure=head_drop,
    limit=Limit(below=-44, grey=5, evidence=TUNED),
    cue="Rest your head on the floor",
    why="the head lifts off the floor",
    shows=(Joint.EAR,),
    priority=3,
    pauses=False,
)
LOW_BACK_DOWN = HoldCheck(
    id="low_back",
    label="Low back on the floor",
    measure=hips_over_shoulders,
    limit=Limit(above=0.08, grey=0.03, evidence=TUNED),
    cue="Keep your low back on the floor",
    why="the hips and the low back come off the floor",
    shows=(Joint.HIP,),
    priority=2,
)
FAR_KNEE_DEG, KNEE_GREY_DEG = 64.0, 5.0

SINGLE_KNEE_TO_CHEST = Movement(
    id="single_knee_to_chest",
    name="Single knee to chest",
    kind=Kind.HOLD,
    sides=Sides.EACH,
    description="Pull one knee to your chest, lying on your back.",
    setup="Lie on your back, knees bent, feet flat. Pull one knee gently towards your chest with both hands,"
    " tighten your belly and keep your low back on the floor. Hold, then change sides.",
    camera="Side-on, low, near the floor, with head and feet in the picture.",
    best_view=View.FLOOR_SIDE,
    level="beginner",
    muscles=("erector spinae", "glutes"),
    assisting=("core",),
    variants=("the other leg long on the floor", "hands behind the thigh, for sore knees"),
    stand_ins=("childs_pose",),
    stop_when=(PAIN_IN_A_STRETCH, "Stop when your back or your hip pinches."),
    sources=(ARTICLE, MAYO_BACK),
    equipment=(),
    spinal_load=frozenset({"flexion"}),
    dose=Dose(sets=(2, 3), hold_s=(15, 30), note="each side, twice daily if it feels good"),
    main_checks=("knee_close",),
    main_about="your knee",
    spine_checks=("low_back",),
    position=(
        LYING_ON_THE_BACK,
        Condition(knee_over_hip, Limit(below=-0.25, grey=0.15), "Lie on your back, knees up"),
    ),
    held=(
        Condition(hip_angle, Limit(above=92, grey=8, evidence=TUNED_POSITION), "Pull one knee to your chest"),
    ),
    on_floor=True,
    hold_checks=(
        HoldCheck(
            id="knee_close",
            label="Knee close to the chest",
            measure=hip_angle,
            limit=Limit(above=FAR_KNEE_DEG, grey=KNEE_GREY_DEG, evidence=TUNED),
            cue="Pull your knee closer",
            why="the knee is not close enough",
            shows=(Joint.HIP, Joint.KNEE),
            priority=1,
        ),
        HoldCheck(
            id="other_leg",
            label="Other foot on the floor",
            measure=of_other_side(ankle_over_hip),
            limit=Limit(above=0.15, grey=0.04, evidence=TUNED),
            cue="Keep your other foot down",
            why="the other leg lifts",
            shows=(Joint.KNEE,),
            priority=2,
        ),
        LOW_BACK_DOWN,
        HEAD_DOWN,
    ),
)

DOUBLE_KNEE_TO_CHEST = Movement(
    id="double_knee_to_chest",
    name="Double knee to chest",
    kind=Kind.HOLD,
    description="Pull both knees to your chest, lying on your back.",
    setup="Lie on your back and bring up one knee after the other. Pull both gently towards your chest, and"
    " breathe. Go back to one leg at a time where it is uncomfortable.",
    camera="Side-on, low, near the floor, with head and feet in the picture.",
    best_view=View.FLOOR_SIDE,
    level="beginner",
    muscles=("erector spinae", "glutes"),
    assisting=("core",),
    variants=("hands behind the thighs, for sore knees",),
    stand_ins=("single_knee_to_chest", "childs_pose"),
    stop_when=(PAIN_IN_A_STRETCH, "Stop when your back pinches, and go back to one leg."),
    sources=(ARTICLE, MAYO_BACK),
    equipment=(),
    spinal_load=frozenset({"flexion"}),
    dose=Dose(sets=(2, 3), hold_s=(15, 30), note="as with one knee: twice daily if it feels good"),
    main_checks=("knees_close",),
    main_about="the fold of your knees",
    spine_checks=("low_back",),
    position=(
        LYING_ON_THE_BACK,
        Condition(knee_over_hip, Limit(below=0.15, grey=0.15), "Lie on your back, knees up"),
        Condition(
            hip_angle, Limit(above=98, grey=8, evidence=TUNED_POSITION), "Pull both knees to your chest"
        ),
        Condition(ankle_over_hip, Limit(below=0.2, grey=0.1), "Lift both feet off the floor"),
    ),
    recognised_by=(
        Condition(
            leg_difference,
            Limit(
                above=0.12,
                evidence=Evidence(
                    Source.MEASURED, "0.06 at most, with one foot on the floor 0.2 to 0.5", RENDERED
                ),
            ),
            "Lift both legs alike",
        ),
    ),
    on_floor=True,
    hold_checks=(
        HoldCheck(
            id="knees_close",
            label="Knees close to the chest",
            measure=hip_angle,
            limit=Limit(above=FAR_KNEE_DEG, grey=KNEE_GREY_DEG, evidence=TUNED),
            cue="Pull your knees closer",
            why="the knees are not close enough",
            shows=(Joint.HIP, Joint.KNEE),
            priority=1,
        ),
        LOW_BACK_DOWN,
        HEAD_DOWN,
        HoldCheck(
            id="lagging",
            label="Both knees alike",
            measure=hips_apart,
            limit=Limit(above=20, grey=5, evidence=TUNED),
            cue="Bring both knees up evenly",
            why="one leg lags behind",
            shows=(Joint.KNEE,),
            priority=4,
            pauses=False,
        ),
    ),
)

# --- on the knees -----------------------------------------------------------------------------------------

FISTS_UNDER_THE_FOREHEAD = Evidence(
    Source.MEASURED,
    "long arms read 170 to 180 on rendered people and 153 to 172 on real ones, fists under the forehead 161"
    " to 168, and rendered arms bent by 58 degrees 163: the three cannot be told apart",
    (*RENDERED, Sample(People.REAL, 3)),
)

CHILDS_POSE = Movement(
    id="childs_pose",
    name="Child's pose",
    kind=Kind.HOLD,
    description="Sit back on your heels, fold forward and reach along the floor.",
    setup="Kneel, big toes together. Sit back on your heels, lower your chest and forehead, and reach forward"
    " with long arms. Breathe into your back.",
    camera="Side-on, low, near the floor, with hands and feet in the picture.",
    best_view=View.FLOOR_SIDE,
    level="beginner",
    muscles=("erector spinae", "lats"),
    assisting=("glutes",),
    variants=("knees wide", "a cushion between heels and seat", "forehead on the fists"),
    stand_ins=("double_knee_to_chest",),
    stop_when=(PAIN_IN_A_STRETCH, "Stop when your knees or ankles hurt."),
    sources=(ARTICLE, STRETCH_TIME),
    equipment=(),
    spinal_load=frozenset({"flexion"}),
    dose=Dose(sets=(2, 3), hold_s=(20, 30)),
    main_checks=("hips_back",),
    main_about="your fold",
    position=(
        Condition(trunk_inclination, Limit(below=45, grey=10), "Fold forward over your thighs"),
        Condition(leg_upright, Limit(above=0.6, grey=0.1), "Kneel down"),
        Condition(knee_angle, Limit(above=100, grey=10), "Kneel, and sit back towards your heels"),
        Condition(knee_over_hip, Limit(above=0.15, grey=0.1), "Kneel, face down"),
    ),
    on_floor=True,
    hold_checks=(
        HoldCheck(
            id="hips_back",
            label="Hips back on the heels",
            measure=knee_angle,
            limit=Limit(above=45, grey=5, evidence=TUNED),
            cue="Sit back on your heels",
            why="the hips are not back on the heels",
            shows=(Joint.HIP, Joint.KNEE),
            priority=1,
        ),
        HoldCheck(
            id="chest_down",
            label="Chest down",
            measure=trunk_inclination,
            limit=Limit(below=72, grey=4, evidence=TUNED),
            cue="Let your chest sink to the floor",
            why="the chest stays up",
            shows=(Joint.SHOULDER,),
            priority=2,
        ),
        HoldCheck(
            id="head_down",
            label="Head down",
            measure=head_drop,
            limit=Limit(below=0, grey=5, evidence=TUNED),
            cue="Lower your forehead",
            why="the head is up",
            shows=(Joint.EAR,),
            priority=3,
            pauses=False,
        ),
        HoldCheck(
            id="arms_long",
            label="Arms long",
            measure=elbow_opening,
            limit=Limit(below=140, grey=6, evidence=FISTS_UNDER_THE_FOREHEAD),
            doubt=28,
            evidence=FISTS_UNDER_THE_FOREHEAD,
            cue="Reach your arms long",
            why="the arms are bent",
            shows=(Joint.ELBOW, Joint.WRIST),
            priority=4,
            pauses=False,
        ),
    ),
)

HIP_FLEXOR_STRETCH = Movement(
    id="hip_flexor_stretch",
    name="Hip flexor stretch",
    kind=Kind.HOLD,
    sides=Sides.EACH,
    description="Half kneeling, push the hip of the rear leg forward.",
    setup="Kneel on one knee, the other foot flat in front. Tuck your tailbone, keep your trunk upright, and"
    " move your hips forward until the front of the rear hip stretches. Hold, then change sides.",
    camera="Side-on, at hip height, with head, rear foot and front foot in the picture.",
    best_view=View.SIDE,
    level="beginner",
    muscles=("hip flexors",),
    assisting=("glutes", "core"),
    variants=("the arm of the rear side overhead", "a cushion under the knee", "standing lunge on a chair"),
    stand_ins=("hamstring_stretch",),
    stop_when=(PAIN_IN_A_STRETCH, "Stop when your knee or your low back hurts."),
    sources=(ARTICLE, STRETCH_TIME),
    equipment=(),
    spinal_load=frozenset(),
    dose=Dose(sets=(2, 3), hold_s=(20, 30), note="each side"),
    main_checks=("hip_open",),
    main_about="your rear hip",
    spine_checks=("low_back",),
    position=(stay_upright(50, "Kneel on one knee, trunk upright"),),
    held=(
        Condition(
            knee_under_other, Limit(below=0.35, grey=0.15, evidence=TUNED_POSITION), "Kneel on one knee"
        ),
        Condition(leg_upright, Limit(above=0.72, grey=0.1, evidence=TUNED_POSITION), "Kneel on one knee"),
        Condition(
            knee_over_foot,
            Limit(
                above=0.14,
                grey=0.05,
                evidence=Evidence(
                    Source.MEASURED,
                    "a knee on the floor reads up to 0.02 on real people and 0.07 on rendered ones, one in"
                    " the air from 0.2 on in five lunges of six",
                    (*RENDERED, Sample(People.REAL, 8)),
                ),
            ),
            "Put your rear knee on the floor",
        ),
    ),
    hold_checks=(
        HoldCheck(
            id="hip_open",
            label="Rear hip stretched",
            measure=hip_extension,
            limit=Limit(below=6, grey=4, evidence=TUNED),
            cue="Push your hips forward",
            why="the rear hip is not stretched",
            shows=(Joint.HIP, Joint.KNEE),
            priority=1,
        ),
        HoldCheck(
            id="lean_forward",
            label="Trunk upright",
            measure=trunk_lean,
            limit=Limit(above=13, grey=3, evidence=TUNED),
            cue="Bring your trunk upright",
            why="the trunk leans forward",
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=2,
        ),
        HoldCheck(
            id="low_back",
            label="Low back not arched",
            measure=trunk_lean,
            limit=Limit(below=-12, grey=3, evidence=TUNED),
            cue="Tuck your tailbone, ribs down",
            why="the trunk leans back over an arched low back",
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=2,
        ),
        HoldCheck(
            id="front_knee",
            label="Front knee over the foot",
            measure=of_other_side(knee_past_toes),
            limit=Limit(above=0.0, grey=0.05),
            cue="Move your front foot further forward",
            why="the front knee goes past the toes",
            shows=(Joint.KNEE,),
            priority=3,
            pauses=False,
        ),
    ),
)

# --- standing ---------------------------------------------------------------------------------------------

STANDING_FORWARD_BEND = Movement(
    id="standing_forward_bend",
    name="Standing forward bend",
    kind=Kind.HOLD,
    description="Fold forward from standing and let your arms hang.",
    setup="Stand with your feet hip-wide and your knees soft. Fold slowly from the hips, let head and arms"
    " hang, and breathe. Come up as slowly.",
    camera="Side-on, at hip height, with head and feet in the picture.",
    best_view=View.SIDE,
    level="beginner",
    muscles=("hamstrings", "erector spinae"),
    assisting=("glutes",),
    variants=("hands on a chair or the shins", "knees well bent"),
    stand_ins=("childs_pose", "hamstring_stretch"),
    stop_when=(PAIN_IN_A_STRETCH, DIZZY, "Leave it out with a herniated disc."),
    sources=(ARTICLE,),
    equipment=(),
    spinal_load=frozenset({"flexion"}),
    dose=Dose(
        hold_s=(15, 30),
        note="gentle; with a spinal stenosis often encouraged, up to hourly; not with a herniated disc."
        " The article gives no time: that of the other low-back stretches",
    ),
    main_checks=("folded",),
    main_about="your fold",
    position=(
        Condition(trunk_inclination, Limit(below=50, grey=10), "Fold forward from the hips"),
        Condition(leg_upright, Limit(below=0.8, grey=0.1), "Stand on both feet"),
        Condition(knee_angle, Limit(below=125, grey=10), "Stand with long legs"),
        Condition(
            hand_from_foot,
            Limit(
                above=1.4,
                grey=0.2,
                evidence=Evidence(
                    Source.MEASURED,
                    "folded and half-way folded people read up to 0.81, downward dogs from 2.0 on",
                    (Sample(People.REAL, 38),),
                ),
            ),
            "Let your hands hang by your feet",
        ),
    ),
    hold_checks=(
        HoldCheck(
            id="folded",
            label="Folded far enough",
            measure=trunk_inclination,
            limit=Limit(below=78, grey=5),
            cue="Fold further from the hips",
            why="the trunk is not folded",
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=1,
        ),
        NO_BOUNCING,
        HoldCheck(
            id="hurried",
            label="Slowly down and up",
            measure=trunk_inclination,
            travel=Travel(1.0, per_s=True),
            on_the_way=True,
            limit=Limit(above=75, grey=10, evidence=STILL_TRUNK),
            cue="Move slowly",
            why="the trunk drops or comes up fast",
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=3,
        ),
        HoldCheck(
            id="knees_locked",
            label="Knees soft",
            measure=knee_bend,
            limit=Limit(below=-2, grey=3, evidence=TUNED),
            cue="Soften your knees",
            why="the knees are locked",
            shows=(Joint.KNEE,),
            priority=4,
            pauses=False,
        ),
    ),
)

HAMSTRING_STRETCH = Movement(
    id="hamstring_stretch",
    name="Hamstring stretch",
    kind=Kind.HOLD,
    sides=Sides.EACH,
    description="One heel in front, knee nearly straight: hinge forward over that leg.",
    setup="Put one heel in front, toes up, its knee nearly straight; the other knee is soft. Hinge forward at"
    " the hips with a flat back until the back of the thigh stretches. Hold, then change sides.",
    camera="Side-on, at hip height, with head and both feet in the picture.",
    best_view=View.SIDE,
    level="beginner",
    muscles=("hamstrings",),
    assisting=("glutes",),
    variants=("the heel on a low step", "hands on the hips or on a chair"),
    stand_ins=("standing_forward_bend",),
    stop_when=(PAIN_IN_A_STRETCH, "Stop when it tingles down the leg."),
    sources=(ARTICLE, STRETCH_TIME),
    equipment=(),
    spinal_load=frozenset({"flexion"}),
    dose=Dose(sets=(2, 3), hold_s=(20, 30), note="each side"),
    main_checks=("hinge", "knee_straight"),
    main_about="your stretch",
    spine_checks=("flat_back",),
    position=(
        Condition(trunk_inclination, Limit(below=18, grey=8), "Hinge forward at the hips"),
        Condition(leg_upright, Limit(below=0.55, grey=0.15), "Stand on both feet"),
    ),
    held=(
        Condition(foot_ahead, Limit(below=0.35, grey=0.15, evidence=TUNED_POSITION), "Put one heel in front"),
        Condition(knee_angle, Limit(below=130, grey=10), "Straighten the knee in front"),
    ),
    hold_checks=(
        HoldCheck(
            id="flat_back",
            label="Flat back",
            measure=back_rise,
            limit=Limit(above=0.42, grey=0.08, evidence=FLAT_BACK_BENT_OVER),
            doubt=0.15,
            evidence=Evidence(
                Source.MEASURED,
                "doubt: a slim person reads -0.11 flat and, rounded by 58 degrees, 0.3",
                (Sample(People.RENDERED, 1),),
            ),
            cue="Hinge with a flat back",
            why="the back is rounded",
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=1,
            pauses=False,
            shows_back=True,
        ),
        HoldCheck(
            id="hinge",
            label="Hinged far enough",
            measure=trunk_inclination,
            limit=Limit(below=42, grey=4, evidence=TUNED),
            cue="Hinge further forward",
            why="the trunk is too upright",
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=2,
        ),
        HoldCheck(
            id="knee_straight",
            label="Front knee nearly straight",
            measure=knee_angle,
            limit=Limit(
                below=163,
                grey=2,
                evidence=Evidence(
                    Source.MEASURED,
                    "good form reads 166 to 179, a far knee that is bent by 31 degrees, to 149, reads 159",
                    RENDERED,
                ),
            ),
            cue="Straighten your front knee",
            why="the front knee bends",
            shows=(Joint.KNEE,),
            priority=2,
        ),
        NO_BOUNCING,
    ),
)

DOORWAY_PEC_STRETCH = Movement(
    id="doorway_pec_stretch",
    name="Doorway chest stretch",
    kind=Kind.HOLD,
    description="Forearms on the door frame, lean through it to open the chest.",
    setup="Stand in a doorway, elbows at shoulder height, forearms on the frame. Step through until your"
    " chest stretches; shoulders down, chest square to the front.",
    camera="Side-on, at chest height, head and hips in the picture: from the front the frame"
    " hides your arms.",
    best_view=View.SIDE,
    level="beginner",
    muscles=("chest",),
    assisting=("front delts",),
    variants=("one arm at a time", "elbows lower or higher, for other fibres of the chest"),
    stand_ins=("wall_angel", "scapular_squeeze"),
    stop_when=(PAIN_IN_A_STRETCH, "Stop when the front of your shoulder pinches."),
    sources=(ARTICLE, STRETCH_TIME),
    equipment=("doorway",),
    spinal_load=frozenset(),
    dose=Dose(sets=(2, 3), hold_s=(20, 30)),
    main_checks=("chest_open", "elbow_height"),
    main_about="your stretch",
    position=(
        stay_upright(30),
        Condition(elbow_over_shoulder, Limit(below=-0.5, grey=0.15), "Lift your elbows to shoulder height"),
        Condition(hand_over_shoulder, Limit(below=0.1, grey=0.2), "Put your forearms up on the frame"),
    ),
    hold_checks=(
        HoldCheck(
            id="elbow_height",
            label="Elbows at shoulder height",
            measure=elbow_over_shoulder,
            limit=Limit(above=0.3, below=-0.2, grey=0.05, evidence=TUNED),
            cue="Elbows to shoulder height",
            why="the elbows are not at shoulder height",
            views=ANY_VIEW,
            shows=(Joint.ELBOW,),
            priority=1,
        ),
        HoldCheck(
            id="chest_open",
            label="Elbows behind the shoulders",
            measure=elbow_behind,
            limit=Limit(below=0.05, grey=0.04, evidence=TUNED),
            cue="Step further through the door",
            why="the elbows are not behind the shoulders",
            views=SIDEWAYS,
            shows=(Joint.ELBOW, Joint.SHOULDER),
            priority=1,
        ),
        HoldCheck(
            id="shrug",
            label="Shoulders down",
            measure=neck_length,
            limit=Limit(below=0.26, grey=0.03, evidence=TUNED),
            doubt=0.08,
            evidence=Evidence(
                Source.MEASURED, "doubt: with the arms up good form reads 0.32 to 0.39", RENDERED
            ),
            cue="Shoulders down, away from your ears",
            why="the shoulders hike up",
            views=ANY_VIEW,
            shows=(Joint.SHOULDER, Joint.EAR),
            priority=2,
            pauses=False,
        ),
        HoldCheck(
            id="twist",
            label="Chest square",
            measure=trunk_twist,
            limit=Limit(above=0.2, grey=0.04, evidence=TUNED),
            cue="Turn your chest square to the front",
            why="the trunk twists",
            views=SIDEWAYS,
            shows=(Joint.SHOULDER, Joint.HIP),
            priority=3,
            pauses=False,
        ),
    ),
)

# --- neck -------------------------------------------------------------------------------------------------

SHOULDER_DOWN = HoldCheck(
    id="shrug",
    label="Shoulder down",
    measure=shoulder_under_other,
    limit=Limit(above=0.07, grey=0.03, evidence=TUNED),
    cue="Sink your other shoulder",
    why="the shoulder of the stretched side hikes up",
    views=FACING_VIEW,
    shows=(Joint.SHOULDER,),
    priority=2,
)

UPPER_TRAP_STRETCH = Movement(
    id="upper_trap_stretch",
    name="Upper trapezius stretch",
    kind=Kind.HOLD,
    sides=Sides.EACH,
    description="Tilt your ear to one shoulder while the other shoulder stays down.",
    setup="Sit or stand tall and look straight ahead. Let one ear sink towards its shoulder, and let the"
    " other shoulder be heavy. Hold, then change sides.",
    camera="From the front, at chest height, head and hips in the picture.",
    best_view=View.FRONT,
    level="beginner",
    muscles=("traps",),
    assisting=("levator scapulae",),
    variants=("a hand resting on the head", "the other hand behind the back or under the seat"),
    stand_ins=("levator_scapulae_stretch",),
    stop_when=(PAIN_IN_A_STRETCH, DIZZY),
    sources=(ARTICLE, STRETCH_TIME),
    equipment=(),
    spinal_load=frozenset(),
    dose=Dose(sets=(2, 3), hold_s=(20, 30), note="each side; the side is the one your ear goes to"),
    main_checks=("tilt",),
    main_about="the tilt of your head",
    position=(stay_upright(30),),
    held=(Condition(head_tilt, Limit(below=12, grey=6), "Tilt your ear to one shoulder"),),
    hold_checks=(
        HoldCheck(
            id="tilt",
            label="Tilted far enough",
            measure=head_tilt,
            limit=Limit(below=20, grey=4, evidence=TUNED),
            cue="Tilt a little further",
            why="the head tilts too little",
            views=FACING_VIEW,
            shows=(Joint.EAR,),
            priority=1,
        ),
        SHOULDER_DOWN,
        HoldCheck(
            id="turned",
            label="Looking straight ahead",
            measure=head_turned_off,
            limit=Limit(
                above=20,
                grey=3,
                evidence=Evidence(
                    Source.MEASURED,
                    "good form reads up to 10, and 8 more when turned by what is still good; turned by 30"
                    " degrees 28",
                    RENDERED,
                ),
            ),
            cue="Look straight ahead",
            why="the head turns",
            views=FROM_THE_FRONT,
            shows=(Joint.EAR,),
            priority=3,
        ),
        HoldCheck(
            id="dropped",
            label="Chin level",
            measure=face_down,
            limit=Limit(
                above=17,
                grey=3,
                evidence=Evidence(
                    Source.MEASURED,
                    "good form reads up to 10, and 5 more when dropped by what is still good; dropped by 30"
                    " degrees 24",
                    RENDERED,
                ),
            ),
            cue="Lift your chin level",
            why="the head drops forward",
            views=FROM_THE_FRONT,
            shows=(Joint.EAR,),
            priority=3,
        ),
    ),
)

LEVATOR_SCAPULAE_STRETCH = Movement(
    id="levator_scapulae_stretch",
    name="Levator scapulae stretch",
    kind=Kind.HOLD,
    sides=Sides.EACH,
    description="Turn your head half to one side and look down into that armpit.",
    setup="Sit or stand tall. Turn your head halfway to one side, then lower your nose towards that armpit;"
    " the other shoulder stays heavy. Hold, then change sides.",
    camera="From the front, at chest height, head and hips in the picture.",
    best_view=View.FRONT,
    level="beginner",
    muscles=("levator scapulae", "traps"),
    assisting=(),
    variants=("a hand resting on the back of the head", "the other hand under the seat"),
    stand_ins=("upper_trap_stretch",),
    stop_when=(PAIN_IN_A_STRETCH, DIZZY),
    sources=(ARTICLE, STRETCH_TIME),
    equipment=(),
    spinal_load=frozenset(),
    dose=Dose(sets=(2, 3), hold_s=(20, 30), note="each side; the side is the one you look to"),
    main_checks=("turn", "drop"),
    main_about="the turn of your head",
    position=(stay_upright(30),),
    held=(
        Condition(head_turn, Limit(below=12, grey=4), "Turn your head halfway to one side"),
        Condition(
            head_turn_and_drop,
            Limit(
                below=40,
                grey=4,
                evidence=Evidence(
                    Source.MEASURED,
                    "who looks ahead, a little past the camera, reads up to 26; either fault alone 49 and"
                    " more",
                    RENDERED,
                ),
            ),
            "Lower your nose towards your armpit",
        ),
    ),
    hold_checks=(
        HoldCheck(
            id="turn",
            label="Turned halfway",
            measure=head_turn,
            limit=Limit(below=30, grey=4, evidence=TUNED),
            doubt=4,
            evidence=Evidence(
                Source.MEASURED,
                "doubt: 8 degrees off the front a turn 20 degrees short reads up to 34, a good one from 38",
                RENDERED,
            ),
            cue="Turn your head further",
            why="the head is turned too little",
            views=FROM_THE_FRONT,  # a head held straight seems turned in other views
            shows=(Joint.EAR,),
            priority=1,
        ),
        HoldCheck(
            id="drop",
            label="Nose lowered",
            measure=face_down,
            limit=Limit(below=23, grey=4, evidence=TUNED),
            cue="Lower your nose to your armpit",
            why="the head is not lowered",
            views=FROM_THE_FRONT,  # a head held straight seems turned in other views
            shows=(Joint.EAR,),
            priority=1,
        ),
        SHOULDER_DOWN,
    ),
)

MOVEMENTS = (
    SINGLE_KNEE_TO_CHEST,
    DOUBLE_KNEE_TO_CHEST,
    STANDING_FORWARD_BEND,
    DOORWAY_PEC_STRETCH,
    CHILDS_POSE,
    UPPER_TRAP_STRETCH,
    LEVATOR_SCAPULAE_STRETCH,
    HIP_FLEXOR_STRETCH,
    HAMSTRING_STRETCH,
)
