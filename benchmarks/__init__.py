"""Measurements of the program: how it counts, how exact it is, how fast it is."""
