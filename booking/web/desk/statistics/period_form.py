"""Which days of which offices are to be counted, as chosen on the page and carried by its addresses."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from booking.core.input.parsing import read_typed_day
from booking.core.texts import _
from booking.statistics.periods import LONGEST_DAYS, Period, month_of
from booking.tables import Office
from booking.web.forms import Form, figures

ALL = "all"


@dataclass(frozen=True)
class PeriodForm(Form):
    """Office and days as sent; what is missing is this month, and the usual office."""

    office: str = ALL
    first: str = ""
    last: str = ""

    @classmethod
    def parse(
        cls, sent: Mapping[str, str], offices: Collection[Office], *, today: date, usual: str = ALL
    ) -> "PeriodForm":
        """Read what was sent; an office that is not one of the own is not there to be chosen."""
        month = month_of(today)
        form = cls(
            office=sent.get("office", usual),
            first=figures(sent, "from") or month.first.isoformat(),
            last=figures(sent, "to") or month.last.isoformat(),
        )
        codes = {ALL, *(office.code for office in offices)}
        return form.checked(
            {
                "office": "" if form.office in codes else _("安定所をえらんでください。"),
                "from": _complaint_of_day(form.first),
                "to": _complaint_of_day(form.last) or form.complaint_of_length(),
            }
        )

    def complaint_of_length(self) -> str:
        """What is wrong with the two days together; empty for nothing."""
        first, last = read_typed_day(self.first), read_typed_day(self.last)
        if first is None or last is None:
            return ""
        if last < first:
            return _("終わりの日には、始めの日か、それより後の日を入力してください。")
        if (last - first).days >= LONGEST_DAYS:
            return _("期間は%(most)s日までです。始めの日か終わりの日を変えてください。", most=LONGEST_DAYS)
        return ""

    def period(self, *, today: date) -> Period:
        """The days; this month where they cannot be read."""
        first, last = read_typed_day(self.first), read_typed_day(self.last)
        return month_of(today) if self.errors or first is None or last is None else Period(first, last)

    def office_ids(self, offices: Sequence[Office]) -> Collection[int]:
        """The offices that were chosen."""
        return [office.id for office in offices if self.office in {ALL, office.code}]


def usual_periods(today: date) -> Sequence[tuple[str, Period]]:
    """Periods that are asked for often, with what they are called."""
    month = month_of(today)
    year = date(today.year if today.month >= 4 else today.year - 1, 4, 1)
    return (
        (_("今月"), month),
        (_("先月"), month.before),
        (_("先月までの3か月"), Period(month.before.before.before.first, month.before.last)),
        (_("今年度"), Period(year, year.replace(year=year.year + 1) - timedelta(days=1))),
    )


def _complaint_of_day(typed: str) -> str:
    return "" if read_typed_day(typed) else _("日付を入力してください。例：2026年11月1日")
