"""The list of a period's bookings with names: a reason first, then the file for ten minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.people.permissions import MANAGEMENT, allow
from booking.statistics.files import CSV_TYPE, XLSX_TYPE, csv_of, xlsx_of
from booking.statistics.list_reasons import ListReason
from booking.statistics.people import ListRequest, take_people_list
from booking.statistics.words import list_reason
from booking.web.desk.blueprint import blueprint
from booking.web.desk.files import taken_along
from booking.web.desk.page import page
from booking.web.desk.statistics.period_form import ALL, PeriodForm
from booking.web.desk.statistics.report import address_of, own_offices, stem
from booking.web.forms import Form, chosen
from booking.web.session import now, staff
from calendars.office_time import day_of

_KEPT_AS = "people_list"
_GOOD_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class ReasonForList(Form):
    """The reason that was chosen."""

    reason: ListReason | None = None

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "ReasonForList":
        """Read a sent form."""
        form = cls(chosen(sent, "reason", ListReason))
        return form.checked({"reason": "" if form.reason else _("一覧を使う目的をえらんでください。")})


@blueprint.get("/statistics/people")
@allow(MANAGEMENT)
def people_list() -> str:
    """Ask what the list is for; once it was said, where the file is."""
    return _page(_asked_for(), ReasonForList())


@blueprint.post("/statistics/people")
@allow(MANAGEMENT)
def ask_for_people_list() -> ResponseReturnValue:
    """Note the reason, and lead to the file."""
    asked, form = _asked_for(), ReasonForList.parse(request.form)
    if form.reason is None:
        return form.with_status(_page(asked, form))
    address = _address(asked)
    until = datetime.now(UTC) + _GOOD_FOR
    session[_KEPT_AS] = {"address": address, "reason": form.reason.value, "until": until.isoformat()}
    return redirect(url_for("desk.people_list", **address), code=303)


@blueprint.get("/statistics/people.<any(csv, xlsx):kind>")
@allow(MANAGEMENT)
def people_file(kind: str) -> ResponseReturnValue:
    """The file, while the reason is fresh; each time is written to the audit log."""
    asked = _asked_for()
    why = _reason_given(asked)
    if why is None:
        return redirect(url_for("desk.people_list", **_address(asked)), code=303)
    period, office_ids = asked.period(today=day_of(now())), frozenset(asked.office_ids(own_offices()))
    table = take_people_list(ListRequest(period, office_ids, why, staff().actor), now=now())
    name = f"{stem(asked, period)}-people.{kind}"
    content, media_type = (csv_of(table), CSV_TYPE) if kind == "csv" else (xlsx_of([table]), XLSX_TYPE)
    return taken_along(content, media_type, name)


def _page(asked: PeriodForm, form: ReasonForList) -> str:
    why = _reason_given(asked)
    return page(
        "desk/statistics/people_list.html",
        period=asked.period(today=day_of(now())),
        office_names=[office.name for office in own_offices() if asked.office in {ALL, office.code}],
        address=_address(asked),
        reasons=[(one.value, list_reason(one)) for one in ListReason],
        given=list_reason(why) if why else "",
        form=form,
        errors=form.errors,
    )


def _asked_for() -> PeriodForm:
    form = PeriodForm.parse(request.args, own_offices(), today=day_of(now()))
    return form if not form.errors else abort(404)


def _address(asked: PeriodForm) -> dict[str, Any]:
    return address_of(asked, asked.period(today=day_of(now())))


def _reason_given(asked: PeriodForm) -> ListReason | None:
    """The reason that was given for this very list in the last minutes."""
    kept = session.get(_KEPT_AS)
    if not kept or kept["address"] != _address(asked) or datetime.fromisoformat(kept["until"]) < datetime.now(UTC):
        return None
    return ListReason(kept["reason"])
