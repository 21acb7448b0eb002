"""How long consultations may be, and the grid on which they stand; knows no tables.

Another length is one more number here and a migration that replaces the CHECK of `procedures` (docs/changing.md).
"""

TICK_MINUTES = 15  # consultations begin and end on its grid, and a desk rests for one of it
LENGTHS = (30, 45)  # minutes
RESTS = (0, TICK_MINUTES)  # minutes: none, or one tick
BASIC_LIMIT = 40  # minutes until Zoom ends a meeting of a Basic host, also between two people (Zoom KB0067966)


def is_on_grid(minute: int) -> bool:
    """Whether a consultation may begin at this minute of an hour or of a day."""
    return minute % TICK_MINUTES == 0
