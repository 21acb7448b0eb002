"""Which days of which offices are to be counted, as chosen on the page and carried by its addresses."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from booking.core.texts import _
from booking.statistics.periods import LONGEST_DAYS, Period, month_of
from booking.tables import Office
from booking.web.desk.span_fields import span_complaints, span_of
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
        first_wrong, last_wrong = span_complaints(form.first, form.last)
        return form.checked(
            {
                "office": "" if form.office in codes else _("安定所をえらんでください。"),
                "from": first_wrong,
                "to": last_wrong or form.complaint_of_length(),
            }
        )

    def complaint_of_length(self) -> str:
        """What is wrong with how many days there are; empty for nothing."""
        span = span_of(self.first, self.last)
        if span is None or Period(*span).length <= LONGEST_DAYS:
            return ""
        return _("期間は%(most)s日までです。始めの日か終わりの日を変えてください。", most=LONGEST_DAYS)

    def period(self, *, today: date) -> Period:
        """The days; this month where they cannot be read."""
        span = span_of(self.first, self.last)
        return month_of(today) if self.errors or span is None else Period(*span)

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
