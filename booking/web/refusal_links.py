"""Links for the booking numbers that a refusal names: the next step is mostly in that booking."""

from collections.abc import Mapping

from flask import url_for

from booking.bookings.rules.booking_numbers import spoken
from booking.core.refusals import Refusal


def links_of(refusal: Refusal | None, *, to_staff: bool) -> Mapping[str, str]:
    """The address of each booking that the words for `refusal` name, by its number as it is read out."""
    named = getattr(refusal, "numbers", None) or (getattr(refusal, "number", None),)
    page = "desk.booking" if to_staff else "seeker.booking"
    return {spoken(number): url_for(page, number=number) for number in named if number}
