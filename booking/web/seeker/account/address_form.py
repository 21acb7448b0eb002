"""The form that asks for a mail address alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from booking.core.text_limits import LONGEST_MAIL_ADDRESS
from booking.people.mail_addresses import read_mail_address
from booking.web.forms import Form
from booking.web.signing_in import login_complaint


@dataclass(frozen=True)
class AddressForm(Form):
    """A mail address as it is kept; without errors it has its shape."""

    address: str

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "AddressForm":
        """Read a sent form, whichever keyboard typed it."""
        address = read_mail_address(sent.get("address", ""))
        return cls(address[:LONGEST_MAIL_ADDRESS]).checked({"address": login_complaint(address)})
