"""The requests of seekers and staff, as the actions take them."""

from datetime import datetime

from booking.bookings.book import BookingRequest
from booking.bookings.move import MoveRequest
from booking.core.channels import Channel
from booking.tables import Consent
from tests.stateful.office import TERMS, Slot
from tests.stateful.taken import Way

STAFF_ID = 5
MANAGER = f"staff:{STAFF_ID}"
CHANNELS = {Way.WEB: Channel.WEB, Way.DESK: Channel.PHONE, Way.DESK_WITH_REASON: Channel.PHONE}
LATE_REASONS = {Way.WEB: "", Way.DESK: "", Way.DESK_WITH_REASON: "急な面接"}


def booking_request(seeker_id: int, slot: Slot, way: Way, *, key: str, now: datetime) -> BookingRequest:
    by_seeker = way is Way.WEB
    return BookingRequest(
        procedure=slot[0],
        starts_at=slot[1],
        seeker_id=seeker_id,
        channel=CHANNELS[way],
        topic="応募書類の相談",
        terms_version=TERMS,
        consent=Consent.WEB if by_seeker else Consent.SPOKEN,
        consented_at=now,
        key=key,
        staff_id=None if by_seeker else STAFF_ID,
        late_reason=LATE_REASONS[way],
    )


def move_request(
    number: str, starts_at: datetime, way: Way, *, seeker_id: int, office_id: int, key: str
) -> MoveRequest:
    by_seeker = way is Way.WEB
    return MoveRequest(
        number,
        starts_at,
        CHANNELS[way],
        f"seeker:{seeker_id}" if by_seeker else MANAGER,
        key,
        seeker_id=seeker_id if by_seeker else None,
        office_ids=() if by_seeker else {office_id},
        late_reason=LATE_REASONS[way],
    )
