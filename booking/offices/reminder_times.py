"""When an office reminds of consultations: on the office day before, and shortly before; knows no tables."""

from datetime import time

DAY_REMINDER = time(10)
HOUR_REMINDER = 60  # minutes
# The mail takes a moment, and one still has to begin; more than two hours ahead nobody says まもなく.
LEAST_MINUTES, MOST_MINUTES = 15, 120
