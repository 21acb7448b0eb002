"""The form of an extra opening: a day, its name, and the starts of each procedure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from booking.core.input.parsing import read_clocks, read_typed_day
from booking.core.texts import _
from booking.office_changes.openings import AddOpening
from booking.offices.file.shape import ExtraOpening, OpeningStart, Procedure
from booking.web.desk.offices.office_forms import named
from booking.web.forms import Form, figures, is_ticked, line, too_long

STARTS = "starts-"  # before the code of a procedure, in the names of fields
_LONGEST_NAME = 60  # as in office files


@dataclass(frozen=True)
class OpeningForm(Form):
    """What was typed, starts by procedure code; `change` is None while `errors` names something."""

    typed_day: str
    name: str
    counts: bool
    starts: Mapping[str, str]
    change: AddOpening | None = None

    @classmethod
    def parse(cls, sent: Mapping[str, str], procedures: Sequence[Procedure]) -> "OpeningForm":
        """Read what was sent: starts like 10:00 or 10時30分, with spaces or commas between them."""
        typed_day, name = figures(sent, "day"), line(sent, "name")
        typed = {one.code: figures(sent, f"{STARTS}{one.code}") for one in procedures}
        day, clocks = read_typed_day(typed_day), {code: read_clocks(text) for code, text in typed.items()}
        unread = _("時刻を「10:00 11:00」のように、空白で区切って入力してください。")
        none = _("少なくとも1つの手続きに、相談の時刻を入力してください。")
        missing = none if procedures and not any(typed.values()) else ""
        form = cls(typed_day, name, is_ticked(sent, "counts"), typed).checked(
            {
                "day": "" if day else _("臨時開庁の日付を入力してください。例：2026-12-12"),
                "name": too_long(name, _LONGEST_NAME) if name else _("臨時開庁の名前を入力してください。"),
                **{f"{STARTS}{one.code}": named(one.title, unread) for one in procedures if clocks[one.code] is None},
                **({f"{STARTS}{procedures[0].code}": missing} if missing else {}),
            }
        )
        if day is None or form.errors:
            return form
        starts = tuple(OpeningStart(code, at) for code, found in clocks.items() for at in found or ())
        return replace(form, change=AddOpening(day, name, form.counts, starts))

    @classmethod
    def of(cls, opening: ExtraOpening | None) -> "OpeningForm":
        """The form as the opening says it; empty for a new one."""
        if opening is None:
            return cls("", "", counts=False, starts={})
        starts: dict[str, str] = {}
        for start in opening.starts:
            starts[start.procedure] = f"{starts.get(start.procedure, '')} {start.start:%H:%M}".strip()
        return cls(opening.day.isoformat(), opening.name, opening.counts_as_office_day, starts)

    def with_errors(self, errors: Mapping[str, str]) -> "OpeningForm":
        """The same form with more messages."""
        return replace(self, errors={**self.errors, **errors})
