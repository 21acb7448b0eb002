"""The pages of seekers: search and calendar without sign-in, the steps of a booking, the my-page."""

from booking.web.seeker import (
    bookings,
    choosing,
    confirming,
    feed,
    holding,
    home,
    messages,
    my_page,
    procedure,
    sign_in,
    terms,
    topic,
)
from booking.web.seeker.door import blueprint

__all__ = [
    "blueprint",
    "bookings",
    "choosing",
    "confirming",
    "feed",
    "holding",
    "home",
    "messages",
    "my_page",
    "procedure",
    "sign_in",
    "terms",
    "topic",
]
