"""When staff may say what became of a consultation, and when they say why (rules.md#attendance); knows no tables."""

from datetime import datetime, timedelta

from booking.errors import NotBegunYet, OfficeContact, ReasonMissing, TooEarlyForNoShow


def no_show_from(starts_at: datetime, *, late_minutes: int) -> datetime:
    """The first moment at which a no-show may be marked: who comes late until then has come."""
    return starts_at + timedelta(minutes=late_minutes)


def refuse_unless_begun(starts_at: datetime, *, now: datetime, office: OfficeContact) -> None:
    """Answer nothing for a consultation that has begun; raises NotBegunYet (before, it is cancelled or moved)."""
    if now < starts_at:
        raise NotBegunYet(office, starts_at)


def refuse_unless_late_enough(starts_at: datetime, *, late_minutes: int, now: datetime, office: OfficeContact) -> None:
    """Answer nothing for a no-show that may be marked; raises TooEarlyForNoShow."""
    from_when = no_show_from(starts_at, late_minutes=late_minutes)
    if now < from_when:
        raise TooEarlyForNoShow(office, from_when)


def refuse_unless_explained(reason: str, *, needs_reason: bool, office: OfficeContact) -> None:
    """Answer nothing where a reason is given or none is needed; raises ReasonMissing."""
    if needs_reason and not reason:
        raise ReasonMissing(office)
