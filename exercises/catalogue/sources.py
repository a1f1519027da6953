"""The sources of the catalogue's doses and advice, worded so that a reader can find them."""

ARTICLE = (
    "the article this project began with, a guide to back exercises that draws on Healthline (2024),"
    " Gymshark (2024), HSS (2024) and the Mayo Clinic"
)
ROWS_COMPARED = (
    "Fenwick, Brown, McGill: Comparison of different rowing exercises: trunk muscle activation and lumbar"
    " spine motion, load, and stiffness. J Strength Cond Res 23(2), 2009, 350-358"
)
MAYO_BACK = "Mayo Clinic: Back exercises in 15 minutes a day"
STRETCH_TIME = (
    "Bandy, Irion, Briggler: The effect of time and frequency of static stretching on flexibility of the"
    " hamstring muscles. Phys Ther 77(10), 1997, 1090-1096"
)
TRUNK_ENDURANCE = (
    "McGill, Childs, Liebenson: Endurance times for low back stabilization exercises: clinical targets for"
    " testing and training from a normal database. Arch Phys Med Rehabil 80(8), 1999, 941-944"
)
PULL_UPS_COMPARED = (
    "Dickie, Faulkner, Barnes, Lark: Electromyographic analysis of muscle activation during pull-up"
    " variations. J Electromyogr Kinesiol 32, 2017, 30-36"
)
PULLDOWN_GRIPS_COMPARED = (
    "Andersen, Fimland, Wiik, Skoglund, Saeterbakken: Effects of grip width on muscle strength and activation"
    " in the lat pull-down. J Strength Cond Res 28(4), 2014, 1135-1142"
)
