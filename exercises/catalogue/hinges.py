"""Hinges: lifting from the floor with the hips."""

from dataclasses import replace

from exercises.body import Joint
from exercises.catalogue.grounds import APART, DESIGNED, REAL, RENDERED, TUNED, TUNED_POSITION
from exercises.catalogue.parts import FLAT_BACK
from exercises.catalogue.sources import ARTICLE
from exercises.evidence import Evidence, People, Sample, Source
from exercises.measures.arms import hand_before_shoulder, hand_height, hand_over_foot, hand_over_shoulder
from exercises.measures.back import back_rise, standing_height
from exercises.measures.head import head_drop
from exercises.measures.legs import ankle_over_hip, hip_angle, knee_angle, leg_upright
from exercises.measures.trunk import hip_height, hip_line, shoulder_height, trunk_inclination, trunk_lean
from exercises.movement import (
    SIDE_VIEW,
    Check,
    Condition,
    Dose,
    Kind,
    Limit,
    Movement,
    Requirement,
    Signal,
    Substitute,
    Window,
)
from exercises.quantities import ChangeWhile, How, Ratio, Statistic, Timing
from vision.view import View

KNEES_BEND = Requirement(
    Statistic(knee_angle, Window.REST_AND_WORK, How.LOWEST, least_seen=0.9),  # plates often hide bent knees
    Limit(
        above=130,
        evidence=Evidence(Source.MEASURED, "deadlifts read 61 to 120, Romanian ones 139 to 177", REAL),
    ),
    "the knees hardly bent",
    views=SIDE_VIEW,
)

HIPS_GO_DOWN = Requirement(
    Ratio(
        Statistic(hip_height, Window.REST_AND_WORK, How.SPAN, least_seen=0.9),
        Statistic(shoulder_height, Window.REST_AND_WORK, How.SPAN, least_seen=0.9),
    ),
    Limit(
        below=0.2,
        evidence=Evidence(
            Source.MEASURED,
            "deadlifts read 0.24 to 0.54, a few from the side 0.17, which bend the knees; Romanian ones"
            " 0.04 to 0.15, one from the front 0.24",
            REAL,
        ),
    ),
    "the hips hardly went down, as in a Romanian deadlift",
    # The view from behind is left out, because hips that come towards the camera seem to go down.
    views=SIDE_VIEW | {View.OBLIQUE, View.FRONT},
    instead=KNEES_BEND,
)

SQUATTED_LIFTS = Evidence(
    Source.MEASURED,
    "in ten squatted lifts of one lifter the trunk leans up to 17, the hips travel 0.92 to 1 of the way of"
    " the hands, and the knees bend to 64 to 69; in 20 deadlifts of the same lifter the trunk leans 42 to 72"
    " and the hips travel 0.36 to 0.64; marching and sitting rows read up to 0.13",
    (Sample(People.REAL, 1),),
)

SQUATTED = Substitute(
    Signal(hand_over_foot, rest=0.7, effort=1.5, evidence=SQUATTED_LIFTS),
    (
        Requirement(
            Statistic(trunk_inclination, Window.WORK, How.HIGHEST),
            Limit(above=35, evidence=SQUATTED_LIFTS),  # leaning further, it may be counted as a deadlift
            "the trunk bent forward, as in a deadlift",
        ),
        Requirement(
            Ratio(
                Statistic(hip_height, Window.WORK, How.SPAN), Statistic(hand_height, Window.WORK, How.SPAN)
            ),
            Limit(below=0.78, evidence=SQUATTED_LIFTS),
            "the hips did not go down with the hands",
        ),
        Requirement(
            Statistic(knee_angle, Window.WORK, How.LOWEST),
            Limit(above=95, evidence=SQUATTED_LIFTS),
            "the knees hardly bent",
        ),
    ),
    "you squat it: push the hips back",
)

FLAT_BACK_AGAINST_STANDING = replace(
    FLAT_BACK,
    reads=Statistic(back_rise, Window.WHOLE, How.HIGH, least_seen=0.1, against=standing_height),
    limit=Limit(
        above=0.235,
        grey=0.01,
        evidence=Evidence(
            Source.MEASURED,
            "one real lifter in a loose hoodie reads 0.09 to 0.17 in 15 lifts with a flat back and 0.26 to"
            " 0.37 in 5 with a rounded one; set on the even lifts, which read up to 0.15 flat and from 0.26"
            " rounded, checked on the odd ones, up to 0.17 and from 0.27. Other real lifters read up to 0.07"
            " with a flat back in 12 lifts, 0.23 rounding a little and 0.38 rounding strongly. Rendered flat"
            " backs read up to 0.23 on the stoutest; rounded by 30 degrees, from -0.01 on the slimmest, which"
            " is 0.15 over the own flat back",
            (Sample(People.REAL, 10), *RENDERED),
        ),
    ),
    # Not the highest reading: while the bar is down between two lifts, a back may round before it is set.
    own_best=0.12,
    best=-0.25,
    doubt=0.015,
)

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
    assisting=("hamstrings", "core", "rhomboids"),
    equipment=("barbell",),
    variants=("conventional stance", "sumo stance", "trap bar", "dumbbells", "kettlebells", "bar on blocks"),
    stand_ins=("back_extension", "bridge", "gorilla_row"),
    stop_when=(
        "Stop when your back rounds and you cannot flatten it.",
        "Stop when the bar drifts away from your legs or your grip slips.",
        "Stop at any pain in the back or down a leg.",
    ),
    sources=(ARTICLE,),
    spinal_load=frozenset({"loaded", "flexion"}),
    dose=Dose(note="the article names it among the intermediate lifts without a dose"),
    main_checks=("flat_back",),
    main_about="your back",
    spine_checks=("flat_back", "lean_back"),
    position=(
        Condition(leg_upright, Limit(below=0.2, grey=0.1), "Stand on both feet"),
        Condition(
            hand_over_shoulder,
            Limit(above=-0.3, grey=0.2, evidence=DESIGNED),
            "Let your arms hang to the bar",
        ),
    ),
    signal=Signal(trunk_inclination, rest=60, effort=10),
    requirements=(
        Requirement(
            Statistic(hand_over_shoulder, Window.TOP, How.MEDIAN),
            Limit(above=-0.45, evidence=Evidence(Source.MEASURED, "deadlifts read -1.1 to -0.7")),
            "the hands did not hang down at the top",
        ),
        HIPS_GO_DOWN,
    ),
    substitutes=(SQUATTED,),
    checks=(
        FLAT_BACK_AGAINST_STANDING,
        Check(
            id="hips_first",
            label="Hips and chest rise together",
            reads=ChangeWhile(trunk_inclination, rising=hip_height, share=0.4),
            limit=Limit(above=8, grey=2.5, evidence=TUNED),
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
            reads=Statistic(trunk_lean, Window.TOP, How.LOWEST),  # signed, so that leaning back passes
            limit=Limit(above=10.5, grey=2, evidence=TUNED),
            own_best=5,
            best=0,
            doubt=6,
            evidence=Evidence(
                Source.MEASURED,
                "own best: who is 20 degrees short reads 8 more than in their own good form; how much"
                " anybody reads when tall differs by more than that",
                RENDERED,
            ),
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
            limit=Limit(below=-15, grey=4, evidence=TUNED),
            doubt=9,
            evidence=Evidence(
                Source.MEASURED,
                "doubt: good real lifts read down to -17, rendered people who lean back by 20 only -7",
                REAL + RENDERED,
            ),
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
            limit=Limit(above=0.23, grey=0.03, evidence=TUNED),
            doubt=0.04,
            evidence=Evidence(
                Source.MEASURED,
                "doubt: good real lifts read up to 0.25, rendered bars 0.35 torso away 0.27",
                REAL + RENDERED,
            ),
            cue="Keep the bar close to your legs",
            why="the bar drifts away from the legs",
            views=SIDE_VIEW,
            shows=(Joint.WRIST,),
            priority=4,
        ),
    ),
)

BACK_EXTENSION = Movement(
    id="back_extension",
    name="Back extension",
    kind=Kind.REPS,
    description="Hinge at the hips over a pad, and rise until your body is in line.",
    setup="Set the pad below your hip bones and your feet against the plate, arms crossed on your chest. Fold"
    " at the hips with a long back, then rise until shoulders, hips and knees are in line, no further.",
    camera="Side-on, at hip height, three metres away, head and feet in the picture also when you hang down.",
    best_view=View.SIDE,
    level="beginner",
    muscles=("erector spinae", "glutes"),
    assisting=("hamstrings", "core"),
    equipment=("Roman chair or stability ball",),
    variants=("45-degree chair", "level chair", "stability ball", "weight held to the chest"),
    stand_ins=("superman_hold", "bridge", "bird_dog"),
    stop_when=(
        "Stop when you have to throw yourself up.",
        "Stop at pain in the back, or tingling or numbness in a leg.",
        "Leave it out with spinal stenosis unless your clinician says otherwise.",
    ),
    sources=(ARTICLE,),
    spinal_load=frozenset({"extension", "flexion"}),
    dose=Dose(sets=(2, 3), reps=(8, 15), note="2 sets of 8-12 to begin with, 3 of 10-15 in the gym routine"),
    main_checks=("over_arched", "top_range"),
    main_about="your line",
    spine_checks=("over_arched", "neck"),
    position=(
        Condition(leg_upright, Limit(above=0.86, grey=0.04, evidence=TUNED_POSITION), "Lie over the pad"),
        Condition(knee_angle, Limit(below=135, grey=15), "Straighten your knees"),
        Condition(trunk_inclination, Limit(below=25, grey=10), "Lie over the pad"),
    ),
    recognised_by=(Condition(ankle_over_hip, Limit(above=-0.2), "Feet below your hips"),),
    signal=Signal(hip_angle, rest=120, effort=174),
    requirements=(
        Requirement(
            Statistic(trunk_inclination, Window.REST, How.MEDIAN),
            Limit(below=60, evidence=APART),
            "the trunk did not hang down",
        ),
    ),
    checks=(
        Check(
            id="over_arched",
            label="Not past the line",
            reads=Statistic(hip_line, Window.TOP, How.LOWEST),
            limit=Limit(below=-9, grey=3, evidence=TUNED),
            cue="Stop when your body is straight",
            why="the back arches past the line of the body",
            views=SIDE_VIEW,
            shows=(Joint.HIP,),
            priority=1,
        ),
        Check(
            id="top_range",
            label="Up to the line",
            reads=Statistic(hip_line, Window.TOP, How.LOWEST),
            limit=Limit(above=15, grey=4, evidence=TUNED),
            cue="Rise until you are straight",
            why="the body does not come into line",
            views=SIDE_VIEW,
            shows=(Joint.HIP, Joint.SHOULDER),
            priority=2,
        ),
        Check(
            id="bottom_range",
            label="Folded at the hips",
            reads=Statistic(hip_angle, Window.REST, How.LOWEST),
            limit=Limit(above=121, grey=4, evidence=TUNED),
            cue="Fold further at your hips",
            why="the hips hardly fold at the bottom",
            views=SIDE_VIEW,
            shows=(Joint.HIP,),
            priority=4,
        ),
        Check(
            id="drop",
            label="Lowered under control",
            reads=Timing.LOWERING,
            limit=Limit(below=0.7, grey=0.1),
            cue="Lower slowly",
            why="the trunk drops down",
            shows=(Joint.SHOULDER,),
            priority=3,
        ),
        Check(
            id="neck",
            label="Neck long",
            reads=Statistic(head_drop, Window.TOP, How.MEDIAN),
            limit=Limit(below=-26, grey=4, evidence=TUNED),
            cue="Keep your neck long, look down",
            why="the neck is cranked back",
            views=SIDE_VIEW,
            shows=(Joint.EAR,),
            priority=3,
        ),
    ),
)

MOVEMENTS = (DEADLIFT, BACK_EXTENSION)
