"""The forms of 「新規登録」: the address alone, and what is filled in after its mail was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from booking.core.texts import _
from booking.web.accounts.address_form import mailed_address
from booking.web.accounts.new_passwords import password_complaint
from booking.web.forms import Form
from booking.web.seeker.account.new_password_form import first_password_missing
from booking.web.seeker.opening.birth_date_form import birth_date_complaint, read_birth_date


@dataclass(frozen=True)
class SignUpForm(Form):
    """The address as it is kept."""

    address: str = ""

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "SignUpForm":
        """Read a sent form, whichever keyboard typed it."""
        address, complaint = mailed_address(sent)
        return cls(address=address).checked({"address": complaint})


@dataclass(frozen=True)
class DetailsForm(Form):
    """The birth date as typed and as read, and the password, which is never shown again."""

    birth: Mapping[str, str] = field(default_factory=dict)
    birth_date: date | None = None
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, sent: Mapping[str, str], *, today: date) -> "DetailsForm":
        """Read a sent form."""
        birth, read = read_birth_date(sent, today=today)
        password, again = sent.get("password", ""), sent.get("again", "")
        return cls(birth=birth, birth_date=read, password=password).checked(
            {
                "birth": birth_date_complaint(birth, read),
                "password": password_complaint(password, missing=first_password_missing()),
                "again": "" if again == password else _("2つのパスワードがちがいます。同じものを入力してください。"),
            }
        )
