"""Which day somebody looks at, and of it perhaps one desk's or one counsellor's consultations alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort

from booking.bookings.day_sheet import DaySheet, Line
from booking.core.input.parsing import LARGEST_ID, read_typed_day
from booking.core.texts import _
from booking.web.forms import figures, whole_number

NOBODY = 0  # instead of a counsellor's id: those that nobody holds yet
_DIGITS = len(str(LARGEST_ID))


@dataclass(frozen=True)
class View:
    """What is looked at; `complaint` says what is wrong with the day that was `typed`."""

    day: date
    desk_id: int | None = None
    counsellor_id: int | None = None
    typed: str = ""
    complaint: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str], *, today: date) -> "View":
        """What an address asks for; today's where the day that was typed is none."""
        typed = figures(asked, "day")
        day = read_typed_day(typed) if typed else today
        complaint = "" if day else _("日付を入力してください。例：2026-11-25")
        return cls(
            day or today,
            _id(asked, "desk"),
            _id(asked, "counsellor"),
            typed=typed if complaint else (day or today).isoformat(),
            complaint=complaint,
        )

    def includes(self, line: Line) -> bool:
        """Whether the line is one of those that are looked at."""
        of_desk = self.desk_id is None or line.desk_id == self.desk_id
        return of_desk and (self.counsellor_id is None or (line.counsellor_id or NOBODY) == self.counsellor_id)

    def filters(self) -> Mapping[str, int]:
        """What an address of another day says to look at the same desk and counsellor."""
        found = {"desk": self.desk_id, "counsellor": self.counsellor_id}
        return {name: value for name, value in found.items() if value is not None}

    def address_of(self, day: date) -> Mapping[str, Any]:
        """The same on another day."""
        return {"day": day.isoformat(), **self.filters()}

    def desks(self, sheet: DaySheet) -> Sequence[tuple[str, str]]:
        """The desks to choose from: those of the day, with their offices where there are several."""
        return [
            ("", _("すべての窓口")),
            *(
                (str(desk.id), f"{place.contact.name} {desk.name}" if len(sheet.places) > 1 else desk.name)
                for place in sheet.places
                for desk in place.desks
                if desk.ends_on is None or desk.ends_on > sheet.day or desk.id == self.desk_id
            ),
        ]

    def counsellors(self, sheet: DaySheet) -> Sequence[tuple[str, str]]:
        """The counsellors to choose from: those of the day."""
        named = [(str(id_), name) for id_, name in sheet.counsellors]
        return [("", _("すべての担当")), (str(NOBODY), _("担当が決まっていない相談")), *named]


def _id(asked: Mapping[str, str], name: str) -> int | None:
    """An id that an address names; 404 for what is none."""
    typed = asked[name] if name in asked else ""  # noqa: SIM401  what is not there costs Werkzeug's `get` an error page
    if not typed:
        return None
    found = whole_number(typed, digits=_DIGITS)
    return abort(404) if found is None or found > LARGEST_ID else found
