"""The form that asks for a mail address alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from booking.core.text_limits import LONGEST_MAIL_ADDRESS
from booking.core.texts import _
from booking.people.mail_addresses import read_mail_address
from booking.web.accounts.signing_in import login_complaint
from booking.web.forms import Form
from notifier.mail_addresses import is_mail_address


@dataclass(frozen=True)
class AddressForm(Form):
    """A mail address as it is kept; without errors it has its shape."""

    address: str

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "AddressForm":
        """Read a sent form, whichever keyboard typed it."""
        address = read_mail_address(sent.get("address", ""))
        return cls(address[:LONGEST_MAIL_ADDRESS]).checked({"address": login_complaint(address)})


def mailed_address(sent: Mapping[str, str]) -> tuple[str, str]:
    """An address to which a key is to be mailed, as it is kept, and what to say of it; empty if mail can be sent."""
    address = read_mail_address(sent.get("address", ""))
    complaint = login_complaint(address)
    if not complaint and not is_mail_address(address):
        complaint = _("メールアドレスの形がまちがっています。「@」の前と後ろを、1文字ずつ確かめてください。")
    return address[:LONGEST_MAIL_ADDRESS], complaint
