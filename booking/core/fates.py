"""What becomes of a booking that loses its place; the words only, no rules."""

from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a booking that loses its place."""

    KEPT = "kept"
    MOVED = "moved"
    CANCELLED = "cancelled"
