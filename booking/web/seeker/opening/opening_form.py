"""The form of route 1: the mail address and the birth date that a counter has registered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from booking.web.accounts.address_form import mailed_address
from booking.web.forms import Form
from booking.web.seeker.opening.birth_date_form import birth_date_complaint, read_birth_date


@dataclass(frozen=True)
class OpeningForm(Form):
    """The address as it is kept, and the birth date as typed and as read."""

    address: str = ""
    birth: Mapping[str, str] = field(default_factory=dict)
    birth_date: date | None = None

    @classmethod
    def parse(cls, sent: Mapping[str, str], *, today: date) -> "OpeningForm":
        """Read a sent form, whichever keyboard typed it."""
        address, complaint = mailed_address(sent)
        birth, read = read_birth_date(sent, today=today)
        complaints = {"address": complaint, "birth": birth_date_complaint(birth, read)}
        return cls(address=address, birth=birth, birth_date=read).checked(complaints)
