"""How exact the program is, on rendered people whose every joint is known."""
