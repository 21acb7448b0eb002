"""The details of a booking's meeting, opened for those who may see them."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.accounts.keys import DataKeys
from booking.models import Booking, Meeting, MeetingState


@dataclass(frozen=True)
class MeetingDetails:
    """What is typed into Zoom. Empty texts until the meeting is issued; secrets stay out of `repr`."""

    state: MeetingState
    meeting_id: str = ""
    passcode: str = field(default="", repr=False)
    join_url: str = field(default="", repr=False)

    @property
    def issued(self) -> bool:
        """Whether the details are there."""
        return self.state is MeetingState.ISSUED

    @property
    def meeting_id_grouped(self) -> str:
        """The meeting ID in groups of 3-4-4, as Zoom shows it."""
        return f"{self.meeting_id[:3]} {self.meeting_id[3:7]} {self.meeting_id[7:]}".strip()


def meeting_of(session: Session, booking: Booking, keys: DataKeys) -> MeetingDetails:
    """The booking's present meeting, opened."""
    meeting = session.scalars(
        select(Meeting).where(Meeting.booking_id == booking.id).order_by(Meeting.id.desc()).limit(1)
    ).one()
    if meeting.state is not MeetingState.ISSUED or not meeting.passcode_sealed or not meeting.join_url_sealed:
        return MeetingDetails(meeting.state)
    return MeetingDetails(
        meeting.state,
        meeting.provider_id or "",
        keys.open(meeting.passcode_sealed),
        keys.open(meeting.join_url_sealed),
    )
