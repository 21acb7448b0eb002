"""The pages of seekers: search and calendar without sign-in, the steps of a booking, the my-page."""

from booking.web.seeker import (
    bookings,
    calendar_file,
    cancelling,
    choosing,
    confirming,
    feed,
    holding,
    home,
    messages,
    moving,
    my_page,
    procedure,
    sign_in,
    suspensions,
    terms,
    topic,
    waiting,
)
from booking.web.seeker.door import blueprint

__all__ = [
    "blueprint",
    "bookings",
    "calendar_file",
    "cancelling",
    "choosing",
    "confirming",
    "feed",
    "holding",
    "home",
    "messages",
    "moving",
    "my_page",
    "procedure",
    "sign_in",
    "suspensions",
    "terms",
    "topic",
    "waiting",
]
