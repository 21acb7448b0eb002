"""After how many no-shows an office warns and proposes a suspension, and for how long; knows no tables."""

from dataclasses import dataclass

LONGEST_SUSPENSION_DAYS = 365


@dataclass(frozen=True)
class AbsenceRules:
    """After how many no-shows within how many days an office warns and thinks of suspending, and for how many days."""

    warn_at: int = 1
    propose_at: int = 2
    within_days: int = 365
    suspension_days: int = 90
