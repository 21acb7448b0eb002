"""The details of a booking's meeting, opened for those who may see them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from booking.core.keys import DataKeys
from booking.tables import BY_HAND, Booking, Meeting, MeetingState
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared

_LONGEST_IN_THREE_GROUPS = 11


@dataclass(frozen=True)
class MeetingDetails:
    """What is typed to join. Empty texts until the meeting is issued; secrets stay out of `repr`."""

    state: MeetingState
    meeting_id: str = ""
    passcode: str = field(default="", repr=False)
    join_url: str = field(default="", repr=False)
    erased: bool = False  # the consultation was long ago: the details are kept no more

    @property
    def issued(self) -> bool:
        """Whether the details are there."""
        return self.state is MeetingState.ISSUED and not self.erased

    @property
    def void(self) -> bool:
        """Whether it was withdrawn: the booking was moved or cancelled."""
        return self.state is MeetingState.WITHDRAWN

    @property
    def meeting_id_grouped(self) -> str:
        """The meeting ID in groups of 3-4-4, as Zoom shows its own; a longer one in threes."""
        if len(self.meeting_id) > _LONGEST_IN_THREE_GROUPS:
            return " ".join(self.meeting_id[at : at + 3] for at in range(0, len(self.meeting_id), 3))
        return f"{self.meeting_id[:3]} {self.meeting_id[3:7]} {self.meeting_id[7:]}".strip()


class Identified(Protocol):
    """A booking, as a row or as its seeker's pages read it."""

    @property
    def id(self) -> int:
        """Its key."""


class Sealed(NamedTuple):
    """What is kept of a meeting's details."""

    state: MeetingState
    provider_id: str | None
    passcode_sealed: bytes | None
    join_url_sealed: bytes | None


# Built once: every page of a booking asks one of them.
_meetings = table_of(Meeting).c
_NEWEST = Prepared(
    select(*(_meetings[name] for name in Sealed._fields))
    .where(_meetings.booking_id == bindparam("booking_id"))
    .order_by(_meetings.id.desc())
    .limit(1)
)
_MEETINGS = select(Meeting).where(Meeting.booking_id.in_(bindparam("booking_ids", expanding=True))).order_by(Meeting.id)


def meeting_of(session: Session, booking: Identified, keys: DataKeys) -> MeetingDetails:
    """The booking's present meeting, opened."""
    (newest,) = _NEWEST.rows(connection_of(session), {"booking_id": booking.id})
    return details_of(Sealed(*newest), keys)


def meetings_of(session: Session, bookings: Collection[Booking], keys: DataKeys) -> dict[int, MeetingDetails]:
    """The present meetings, opened, by the id of their booking."""
    params = {"booking_ids": [booking.id for booking in bookings]}
    newest = {meeting.booking_id: meeting for meeting in session.scalars(_MEETINGS, params)}
    return {booking_id: details_of(meeting, keys) for booking_id, meeting in newest.items()}


def is_entered_by_hand(session: Session, booking: Booking) -> bool:
    """Whether the booking's present meeting was entered by staff."""
    issued = Meeting.booking_id == booking.id, Meeting.state == MeetingState.ISSUED, Meeting.provider == BY_HAND
    return session.scalar(select(Meeting.id).where(*issued)) is not None


def details_of(meeting: Meeting | Sealed, keys: DataKeys) -> MeetingDetails:
    """A meeting, opened; the details of a withdrawn one are shown to nobody."""
    if meeting.state is not MeetingState.ISSUED:
        return MeetingDetails(meeting.state)
    if not meeting.passcode_sealed or not meeting.join_url_sealed:
        return MeetingDetails(meeting.state, erased=True)
    return MeetingDetails(
        meeting.state,
        meeting.provider_id or "",
        keys.open(meeting.passcode_sealed),
        keys.open(meeting.join_url_sealed),
    )
