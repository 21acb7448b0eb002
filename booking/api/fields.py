"""Field types of the API: how moments, days and texts come in, and how moments go out."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from booking.core.input.clean_text import one_line, says_something, several_lines, unfit_for_one_line
from booking.core.input.parsing import read_any_day, read_day, read_moment
from booking.core.text_limits import LONGEST_REASON, LONGEST_TOPIC
from calendars.office_time import in_office_time

_MOMENT_SCHEMA = WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-25T10:00:00+09:00"]})
_DAY_SCHEMA = WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-11-25"]})


def rfc3339(moment: datetime) -> str:
    """A moment as the API gives it: RFC 3339 on the office's clock."""
    return in_office_time(moment).isoformat(timespec="seconds")


def _moment(sent: Any) -> datetime:
    moment = read_moment(sent) if isinstance(sent, str) else None
    if moment is None:
        raise PydanticCustomError("moment", "not RFC 3339 with an offset")
    return moment


def _day(sent: Any) -> date:
    day = read_day(sent) if isinstance(sent, str) else None
    if day is None:
        raise PydanticCustomError("day", "not a day like 2026-11-25")
    return day


def _birth_date(sent: Any) -> date:
    """Read the day on which a person was born: `read_day` knows only the days of bookings."""
    day = read_any_day(sent) if isinstance(sent, str) else None
    if day is None:
        raise PydanticCustomError("day", "not a day like 1991-12-29")
    return day


def _not_blank(text: str) -> str:
    if not says_something(text):
        raise PydanticCustomError("blank", "nothing that can be read")
    return text


def _fit(text: str) -> str:
    if unfit_for_one_line(text):
        raise PydanticCustomError("line", "a character that no text holds")
    return text


# RFC 3339 with any offset; naive moments are refused (rules.md#outside).
MomentIn = Annotated[datetime, BeforeValidator(_moment), _MOMENT_SCHEMA]
DayIn = Annotated[date, BeforeValidator(_day), _DAY_SCHEMA]
BirthDate = Annotated[date, BeforeValidator(_birth_date), _DAY_SCHEMA]
MomentOut = Annotated[datetime, PlainSerializer(rfc3339, return_type=str), _MOMENT_SCHEMA]

Topic = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_TOPIC),
    AfterValidator(several_lines),
    AfterValidator(_not_blank),
]
Short = Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(_fit)]
Reason = Annotated[str, StringConstraints(max_length=LONGEST_REASON), AfterValidator(one_line)]
