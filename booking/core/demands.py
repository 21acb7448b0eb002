"""How somebody showed that they wanted a place on a day and found none; the words only."""

from enum import StrEnum


class DemandKind(StrEnum):
    """What they did."""

    TURNED_AWAY = "turned_away"  # they chose a time that was taken
    WAITED = "waited"  # they asked to be told of a place on a day that was full
