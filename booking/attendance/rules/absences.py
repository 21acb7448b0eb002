"""What unannounced absences lead to at an office (rules.md#no-shows): a warning, then a proposal; knows no tables."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from booking.attendance.refusals import SuspensionEndWrong
from booking.core.refusals import OfficeContact
from booking.offices.absence_rules import LONGEST_SUSPENSION_DAYS, AbsenceRules

ANSWERS_A_SUSPENSION = 5  # what the seeker may write to the office about one suspension; a dispute needs a phone call


class Consequence(StrEnum):
    """What a number of no-shows asks for."""

    NONE = "none"
    WARN = "warn"
    PROPOSE = "propose"


def counted(days: Iterable[date], rules: AbsenceRules, *, on: date) -> tuple[date, ...]:
    """Those of the consultation days that count `on` a day, which is the last of the window; early ones first."""
    before_window = on - timedelta(days=rules.within_days)
    return tuple(sorted(day for day in days if before_window < day <= on))


def consequence_of(count: int, rules: AbsenceRules) -> Consequence:
    """What `count` no-shows within the window ask for; a suspension is only ever proposed."""
    if count >= rules.propose_at:
        return Consequence.PROPOSE
    return Consequence.WARN if count >= rules.warn_at else Consequence.NONE


def last_day_of_suspension(rules: AbsenceRules, *, today: date) -> date:
    """The last suspended day if it is imposed today; today itself is not counted (Civil Code art. 140)."""
    return today + timedelta(days=rules.suspension_days)


def refuse_unless_end_allowed(ends_on: date, *, today: date, office: OfficeContact) -> None:
    """Raise SuspensionEndWrong unless the last day lies between today and a year ahead, both included."""
    last = today + timedelta(days=LONGEST_SUSPENSION_DAYS)
    if not today <= ends_on <= last:
        raise SuspensionEndWrong(office, today, last)
