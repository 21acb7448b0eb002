"""When staff may say what became of a consultation, and when they say why (rules.md#attendance); knows no tables."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from booking.attendance.refusals import NotBegunYet, ReasonMissing, TooEarlyToDecide
from booking.core.decisions import DECISIONS, BookingStatus, DecisionKind
from booking.core.refusals import OfficeContact


def late_from(starts_at: datetime, *, late_minutes: int) -> datetime:
    """The first moment at which the decisions that wait may be taken: a seeker who comes late before it has come."""
    return starts_at + timedelta(minutes=late_minutes)


def kinds_to_choose(status: BookingStatus, *, late: bool) -> Sequence[DecisionKind]:
    """The decisions that can be taken now, but for the one that was; before it is late some wait."""
    return [kind for kind in DECISIONS.values() if kind.status is not status and (late or not kind.after_late_minutes)]


def kinds_to_await(*, late: bool) -> Sequence[DecisionKind]:
    """The decisions that cannot be taken until it is late."""
    return [kind for kind in DECISIONS.values() if kind.after_late_minutes and not late]


def refuse_unless_begun(starts_at: datetime, *, now: datetime, office: OfficeContact) -> None:
    """Raise NotBegunYet before the consultation begins: until then it is cancelled or moved."""
    if now < starts_at:
        raise NotBegunYet(office, starts_at)


def refuse_unless_late_enough(
    status: BookingStatus, starts_at: datetime, *, late_minutes: int, now: datetime, office: OfficeContact
) -> None:
    """Raise TooEarlyToDecide if this decision has to wait for a seeker who comes late."""
    from_when = late_from(starts_at, late_minutes=late_minutes)
    if DECISIONS[status].after_late_minutes and now < from_when:
        raise TooEarlyToDecide(office, from_when, status.value)


def refuse_unless_explained(reason: str, *, needs_reason: bool, office: OfficeContact) -> None:
    """Raise ReasonMissing if a reason is needed and none is given."""
    if needs_reason and not reason:
        raise ReasonMissing(office)
