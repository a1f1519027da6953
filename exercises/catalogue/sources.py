"""What the catalogue's doses and advice are taken from, worded so that a reader can find it."""

ARTICLE = (
    "the article this project began with, a guide to back exercises that draws on Healthline (2024),"
    " Gymshark (2024), HSS (2024) and the Mayo Clinic"
)
