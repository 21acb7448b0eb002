"""The form that asks for a birth date alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from booking.core.input.typed_dates import read_typed_date
from booking.core.texts import _
from booking.web.forms import Form, figures

PARTS = ("year", "month", "day")


@dataclass(frozen=True)
class BirthDateForm(Form):
    """A birth date as typed, and as it was read; without errors it is one."""

    birth: Mapping[str, str] = field(default_factory=dict)
    birth_date: date | None = None

    @classmethod
    def parse(cls, sent: Mapping[str, str], *, today: date) -> "BirthDateForm":
        """Read a sent form: western years or those of an era, whichever keyboard typed them."""
        birth, read = read_birth_date(sent, today=today)
        return cls(birth, read).checked({"birth": birth_date_complaint(birth, read)})


def read_birth_date(sent: Mapping[str, str], *, today: date) -> tuple[Mapping[str, str], date | None]:
    """The three fields as typed, and the day; None if there is no such day, or if it is still to come."""
    birth = {part: figures(sent, f"birth_{part}")[:40] for part in PARTS}
    read = read_typed_date(*birth.values())
    return birth, read if read is not None and read < today else None


def birth_date_complaint(birth: Mapping[str, str], read: date | None) -> str:
    """What to say of what was typed; empty if it is a birth date."""
    if read is not None:
        return ""
    if not any(birth.values()):
        return _("生年月日を入力してください。")
    return _("生年月日を、西暦か元号で入力してください。例：1979年4月2日、昭和54年4月2日")
