"""How a booking reached the office and what its mail may carry; the words only, no rules."""

from enum import StrEnum


class Channel(StrEnum):
    """The way a booking came in."""

    WEB = "web"
    PHONE = "phone"
    COUNTER = "counter"


class MailCarries(StrEnum):
    """What the one mail of a booking holds beside date and time (rules.md#mail)."""

    LINK = "link"  # the join link: Omura's web bookings (omura guide p.10)
    ID_AND_PASSCODE = "id_and_passcode"  # Omura's phone bookings (omura guide p.9)
    NOTICE = "notice"  # only that the inbox holds something new: Shiga's flyer
