"""The form that asks from which day on something of an office is no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from booking.core.input.parsing import read_day
from booking.core.texts import _
from booking.office_changes.changes import End
from booking.web.forms import Form, figures


@dataclass(frozen=True)
class EndForm(Form):
    """What ends (codes; neither: the office) and from which day on, as typed; `goes_on` takes an end back."""

    procedure: str | None
    desk: str | None
    typed_day: str = ""
    day: date | None = None
    goes_on: bool = False

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "EndForm":
        """Read what stands in the address."""
        goes_on, typed = "goes_on" in sent, figures(sent, "day")
        day = None if goes_on else read_day(typed)
        form = cls(sent.get("procedure") or None, sent.get("desk") or None, typed, day, goes_on)
        if form.is_filled or "day" not in sent:
            return form
        return form.with_error("day", _("行わなくなる最初の日を入力してください。例：2027-04-01"))

    @property
    def is_filled(self) -> bool:
        """Whether it says when."""
        return self.goes_on or self.day is not None

    @property
    def change(self) -> End:
        """The change that it asks for."""
        return End(self.day, self.procedure, None if self.procedure else self.desk)

    @property
    def part(self) -> Mapping[str, str]:
        """What ends, as it stands in addresses."""
        named = {"procedure": self.procedure, "desk": None if self.procedure else self.desk}
        return {name: code for name, code in named.items() if code is not None}
