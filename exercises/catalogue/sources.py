"""What the catalogue's doses and advice are taken from, worded so that a reader can find it."""

ARTICLE = (
    "the article this project began with, a guide to back exercises that draws on Healthline (2024),"
    " Gymshark (2024), HSS (2024) and the Mayo Clinic"
)
PULL_UPS_COMPARED = (
    "Dickie, Faulkner, Barnes, Lark: Electromyographic analysis of muscle activation during pull-up"
    " variations. J Electromyogr Kinesiol 32, 2017, 30-36"
)
PULLDOWN_GRIPS_COMPARED = (
    "Andersen, Fimland, Wiik, Skoglund, Saeterbakken: Effects of grip width on muscle strength and activation"
    " in the lat pull-down. J Strength Cond Res 28(4), 2014, 1135-1142"
)
