"""What a provider is asked for, said of a meeting's row."""

from booking.bookings.rules.booking_numbers import spoken
from booking.meetings.provider import MeetingRef, MeetingRequest
from booking.tables import Meeting
from calendars.office_time import in_office_time


def request_of(meeting: Meeting) -> MeetingRequest:
    """What the provider is asked for: the time and the desk's host, and no person."""
    booking = meeting.booking
    return MeetingRequest(
        mark=meeting.mark,
        topic=f"オンライン相談 {spoken(booking.number)}",
        starts_at=in_office_time(booking.starts_at),
        length_minutes=booking.minutes,
        host=meeting.host,
    )


def ref_of(meeting: Meeting) -> MeetingRef:
    """How the provider finds the meeting; one from before hosts were noted has that of its desk."""
    return MeetingRef(meeting.provider_id or "", meeting.host or meeting.booking.desk.zoom_host, meeting.mark)
