"""保存の期間: what is kept for how long and why, and choosing it where that is a choice (administrators)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.erasure import KeptFor
from booking.core.explain import explain_to_staff
from booking.core.texts import _
from booking.operations.choose_period import choose_period, period_of
from booking.operations.kept_words import KeptWords, kept_words
from booking.operations.period_history import period_history
from booking.operations.purge import days_held, periods, retentions
from booking.operations.refusals import MoreIsDeleted, PeriodChosenMeanwhile, PeriodOutOfBounds
from booking.people.permissions import ADMINISTRATION, allow
from booking.services import services
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.forms import figures, whole_number
from booking.web.session import now, staff
from database.base import db

_ADDRESS = "/retention/<period_code>"


@dataclass(frozen=True)
class _Kept:
    """A line of the page."""

    words: KeptWords
    how_long: str
    period: KeptFor | None


@blueprint.get("/retention")
@allow(ADMINISTRATION)
def retention() -> str:
    """Everything that is kept for a time only."""
    lines = _lines()
    chosen = [(one, _("、").join(_kept_by(one.code, lines))) for one in period_history(db.session())]
    return page("desk/retention/list.html", lines=lines, chosen=chosen)


@blueprint.get(_ADDRESS)
@allow(ADMINISTRATION)
def period(period_code: str) -> str:
    """One period that may be chosen."""
    found = period_of(period_code)
    return _page(found, str(_days()[found.code]), {})


@blueprint.post(_ADDRESS)
@allow(ADMINISTRATION)
def submit_period(period_code: str) -> ResponseReturnValue:
    """Keep it for other days from the next night on; what would take more is shown first."""
    found = period_of(period_code)
    typed = figures(request.form, "days")
    days, seen = whole_number(typed, digits=4), whole_number(figures(request.form, "seen"), digits=9)
    shown = whole_number(figures(request.form, "shown"), digits=4)
    if days is None:
        return _page(found, typed, {"days": _("数字で入力してください。例：120")}), 422
    at = {"now": now(), "real_now": datetime.now(UTC)}
    kept = services().config.meeting_details_kept
    try:
        choose_period(found.code, days, seen=seen, shown=shown, details_kept=kept, actor=staff().actor, **at)
    except PeriodOutOfBounds as refused:
        return _page(found, typed, {"days": explain_to_staff(refused).what_happened}), refused.http_status
    except (MoreIsDeleted, PeriodChosenMeanwhile) as refused:
        return _page(found, typed, {}, refused), refused.http_status
    flash(_("変更しました。次の夜から、この期間になります。"), "success")
    return redirect(url_for("desk.retention"), code=303)


def _page(
    found: KeptFor, typed: str, errors: Mapping[str, str], refused: MoreIsDeleted | PeriodChosenMeanwhile | None = None
) -> str:
    lines = [line for line in _lines() if line.period == found]
    by_others = period_history(db.session()) if isinstance(refused, PeriodChosenMeanwhile) else ()
    held = str(_days()[found.code])
    return page(
        "desk/retention/period.html",
        period=found,
        lines=lines,
        typed=typed,
        errors=errors,
        more=refused if isinstance(refused, MoreIsDeleted) else None,
        explanation=explain_to_staff(refused) if refused else None,
        shown=held if isinstance(refused, PeriodChosenMeanwhile) else figures(request.form, "shown") or held,
        last=next((line for line in by_others if line.code == found.code), None),
    )


def _kept_by(code: str, lines: Sequence[_Kept]) -> Sequence[str]:
    """What is kept for the days of this period."""
    return [line.words.what for line in lines if line.period and line.period.code == code]


def _days() -> Mapping[str, int]:
    """For how many days each is kept now."""
    unless_chosen = {code: each.days for code, each in periods().items()}
    return unless_chosen | days_held(db.session(), services().config.meeting_details_kept)


def _lines() -> list[_Kept]:
    days, kept = _days(), {each.name: each.period for each in retentions()}
    return [_line(words, kept[name], days) for name, words in kept_words().items() if name in kept]


def _line(words: KeptWords, found: KeptFor | None, days: Mapping[str, int]) -> _Kept:
    how_long = words.how_long.replace("{days}", str(days[found.code])) if found else words.how_long
    return _Kept(words, how_long, found)
