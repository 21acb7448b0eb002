"""Tables of a report as pictures, for those who would rather look than read; the table itself stands beside them."""

from typing import TYPE_CHECKING

from flask import Response

from booking.core.dates import weekdays
from booking.core.texts import _
from booking.statistics.report import Report
from booking.statistics.tables import comparison_table

if TYPE_CHECKING:
    from pygal import Bar, HorizontalBar

_BEFORE, _NOW = "#b3b3b3", "#0017c1"  # told apart by lightness too, where a page is printed in grey
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # a picture of its own, with its styles inside
_TALL, _WIDE = 520, 760


def figures_chart(report: Report) -> bytes:
    """Each figure beside that of the period before, as bars."""
    from pygal import HorizontalBar

    # Drawn from below, so that the first figure is on top; the days of the last row are not a number of bookings.
    rows = list(reversed(comparison_table(report).rows[:-1]))
    chart = _styled(HorizontalBar, _("件数"))
    chart.x_labels = [str(row[0]) for row in rows]
    chart.add(_("前の期間"), [row[2] for row in rows])
    chart.add(_("この期間"), [row[1] for row in rows])
    return bytes(chart.render())


def occupancy_chart(report: Report) -> bytes:
    """The share of the places that were taken, by weekday and hour."""
    from pygal import Bar

    names = [short for short, _whole in weekdays()]
    offered = {cell: use.percent for cell, use in report.cells.items() if use.offered}
    chart = _styled(Bar, _("利用率（％）"), show_legend=False, range=(0, 100), x_label_rotation=45)
    chart.x_labels = [_("%(weekday)s %(hour)s時", weekday=names[day], hour=hour) for day, hour in offered]
    chart.add(_("利用率（％）"), list(offered.values()))
    return bytes(chart.render())


def svg(picture: bytes) -> Response:
    """A picture that pages show, and no script runs in."""
    return Response(picture, content_type="image/svg+xml", headers={"Content-Security-Policy": _POLICY})


def _styled(kind: "type[Bar | HorizontalBar]", title: str, **options: object) -> "Bar | HorizontalBar":
    from pygal.style import Style

    style = Style(
        font_family="sans-serif",
        background="#ffffff",
        plot_background="#ffffff",
        foreground="#1a1a1a",
        foreground_strong="#1a1a1a",
        foreground_subtle="#767676",
        opacity="1",
        colors=(_NOW,) if options.get("show_legend") is False else (_BEFORE, _NOW),
        label_font_size=13,
        major_label_font_size=13,
        legend_font_size=14,
        title_font_size=16,
        no_data_font_size=20,
    )
    return kind(
        style=style,
        title=title,
        js=(),
        margin_right=40,
        legend_at_bottom=True,
        no_data_text=_("この期間の件数はありません"),
        width=_WIDE,
        height=_TALL,
        **options,
    )
