"""What a list with names may be taken along for; the words only."""

from enum import StrEnum


class ListReason(StrEnum):
    """What it is for."""

    CALLS = "calls"
    RECORDS = "records"
    INQUIRY = "inquiry"
    AUDIT = "audit"
