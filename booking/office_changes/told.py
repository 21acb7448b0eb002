"""Which messages a change of an office posted."""

from booking.announcements.announce import seeker_inbox
from booking.core.fates import Fate
from booking.tables import DecidedBooking, OfficeChange
from notifier.outbox import Told

_KINDS = {Fate.CANCELLED: "cancelled", Fate.KEPT: "kept", Fate.MOVED: "desk_changed"}


def told_by(change: OfficeChange) -> Told:
    """The messages, one to each seeker concerned."""
    return Told(
        recipients={seeker_inbox(one.booking.seeker_id) for one in change.decided},
        facts=[_fact(change, one) for one in change.decided],
    )


def _fact(change: OfficeChange, decided: DecidedBooking) -> str:
    """As `booking.announcements.announce` names it: that a booking is kept is said once a change."""
    revision = change.office_version if decided.fate is Fate.KEPT else decided.sequence
    return f"{_KINDS[decided.fate]}:booking:{decided.booking_id}:{revision}"
