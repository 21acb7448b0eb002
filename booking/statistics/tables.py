"""A report as tables of words and numbers, the same on the page and in the files that are taken along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from booking.bookings.words import channel
from booking.core.dates import weekdays
from booking.core.texts import _
from booking.statistics.counts import FIGURES, Counts
from booking.statistics.occupancy import Use
from booking.statistics.report import Report
from booking.statistics.words import figure, lead_in_words

Cell = str | int | date | None


@dataclass(frozen=True)
class Table:
    """Rows under headings. `name` says what they are.

    The first `words` columns hold words, the others numbers; the last `totals` rows are sums of those above.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    words: int = 1
    totals: int = 0


def figures_table(report: Report) -> Table:
    """The figures of each procedure and channel, and of all."""
    rows: list[Sequence[Cell]] = [
        (line.procedure.contact.name, line.procedure.title, channel(line.channel), *_figures(line.counts))
        for line in report.lines
    ]
    return Table(
        _("手続きと受付方法ごとの件数"),
        (_("安定所"), _("手続き"), _("受付方法"), *(figure(name) for name in FIGURES), lead_in_words()),
        [*rows, (_("合計"), "", "", *_figures(report.total))],
        words=3,
        totals=1,
    )


def comparison_table(report: Report) -> Table:
    """Each figure in this period and in the one before, and the difference."""
    names = [*(figure(name) for name in FIGURES), lead_in_words()]
    pairs = zip(names, _figures(report.total), _figures(report.before), strict=True)
    return Table(
        _("前の期間との比較"),
        (_("項目"), _("この期間"), _("前の期間"), _("増減")),
        [(name, now, before, _difference(now, before)) for name, now, before in pairs],
    )


def occupancy_table(report: Report) -> Table:
    """How many places were offered and taken, by weekday and hour."""
    names = [whole for _short, whole in weekdays()]
    rows: list[Sequence[Cell]] = [
        (names[weekday], _("%(hour)s時台", hour=hour), use.offered, use.taken, use.percent)
        for (weekday, hour), use in report.cells.items()
    ]
    everything = sum(report.cells.values(), Use())
    return Table(
        _("曜日と時間ごとの枠の利用"),
        (_("曜日"), _("時間"), _("枠"), _("予約"), _("利用率（％）")),
        [*rows, (_("合計"), "", everything.offered, everything.taken, everything.percent)],
        words=2,
        totals=1,
    )


def missing_table(report: Report) -> Table:
    """How many of those who found no place one more start on a weekday would have served."""
    names = [whole for _short, whole in weekdays()]
    return Table(
        _("枠を1つ増やしていたら"),
        (
            _("手続き"),
            _("曜日"),
            _("開庁日数"),
            _("増える枠（1日）"),
            _("その日に予約できた方"),
            _("その週に予約できた方"),
        ),
        [
            (of.procedure.title, names[one.weekday], one.days, one.places, one.same_day, one.same_week)
            for of in report.missing
            for one in of.starts
        ],
        words=2,
    )


def all_tables(report: Report) -> Sequence[Table]:
    """Every table of the report."""
    return figures_table(report), comparison_table(report), occupancy_table(report), missing_table(report)


def _figures(counts: Counts) -> Sequence[int | None]:
    return (*(getattr(counts, name) for name in FIGURES), counts.typical_lead)


def _difference(now: int | None, before: int | None) -> int | None:
    return None if now is None or before is None else now - before
