"""Tables of a report as pictures, for those who would rather look than read; the table itself stands beside them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from flask import Response

from booking.core.dates import weekdays
from booking.core.texts import _
from booking.statistics.counts import FIGURES, Counts
from booking.statistics.occupancy import Use, WeekdayHour
from booking.statistics.words import figure

_BLUE, _GREY = "#0017c1", "#8c8c8c"
_INK = "#1a1a1a"
_WIDE, _A_ROW = 760, 22  # pixels
_POLICY = "default-src 'none'"  # the picture is figures and shapes: no script, no style sheet, nothing fetched


def figures_chart(now: Counts, earlier: Counts) -> str:
    """Each figure as a bar, and below it in grey that of the period before, which its label says, too."""
    bars = []
    for name in FIGURES:
        word = figure(name)
        bars.append((getattr(now, name), word))
        bars.append((getattr(earlier, name), _("%(figure)s（前）", figure=word)))
    before = {label for _count, label in bars[1::2]}
    chart = _leather().Chart(_("件数。「（前）」は前の期間"))
    chart.add_x_scale(0, max(1, *(count for count, _label in bars)))
    chart.add_bars(bars, fill_color=lambda bar: _GREY if bar.y in before else _BLUE)
    return _drawn(chart, 100 + _A_ROW * len(bars))


def occupancy_chart(cells: Mapping[WeekdayHour, Use]) -> str:
    """The share of the places that were taken, by weekday and hour; a full one reaches the end."""
    names = [short for short, _whole in weekdays()]
    shares = [
        (min(use.percent, 100), _("%(weekday)s %(hour)s時", weekday=names[day], hour=hour))
        for (day, hour), use in cells.items()
        if use.percent is not None
    ]
    chart = _leather().Chart(_("利用率（％）"))
    chart.add_x_scale(0, 100)
    chart.add_bars(shares or [(0, "－")], fill_color=_BLUE)
    return _drawn(chart, max(200, 100 + _A_ROW * len(shares)))


def svg(picture: str) -> Response:
    """A picture for pages to show."""
    return Response(picture, content_type="image/svg+xml", headers={"Content-Security-Policy": _POLICY})


def _drawn(chart: Any, height: int) -> str:
    return str(chart.to_svg(width=_WIDE, height=height))


@cache
def _leather() -> Any:
    """The library, imported where it is needed and in our type and colours: Japanese letters are as wide as high."""
    import leather

    theme = leather.theme  # the library has one for the whole process
    theme.background_color = "#ffffff"
    theme.title_font_family = theme.tick_font_family = "sans-serif"
    theme.title_color = theme.label_color = _INK
    theme.tick_font_size = 13
    theme.tick_font_char_width = 13
    return leather
