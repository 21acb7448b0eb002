"""National holidays: which are imported, and taking in the Cabinet Office's file after a look at whom it concerns."""

from collections.abc import Sequence

from flask import url_for
from flask.typing import ResponseReturnValue

from booking.availability.holidays import national_holidays
from booking.core.dates import long_day
from booking.core.texts import _
from booking.office_changes.holiday_impact import holiday_plan
from booking.office_changes.import_holidays import import_holidays
from booking.people.permissions import ADMINISTRATION, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.proposals import Proposal, concerned
from booking.web.desk.page import page
from booking.web.desk.sealed_files import opened, sealed, sent_file, too_large
from booking.web.session import now, staff
from calendars.holiday_file import HolidayFileError, parse_cabinet_office_csv
from calendars.holidays import NationalHoliday
from calendars.office_time import day_of
from database.base import db

LARGEST_FILE = 128 * 1024  # bytes; the file since 1955 has a fifth of it
_SOURCE = "syukujitsu.csv"


@blueprint.get("/holidays")
@allow(ADMINISTRATION)
def holidays() -> str:
    """The holidays of this year and the next two, and where each is known from."""
    return _page()


@blueprint.post("/holidays")
@allow(ADMINISTRATION)
def look_at_holidays() -> ResponseReturnValue:
    """What the file would change. Until it is confirmed it lies in the page alone, sealed."""
    _name, content = sent_file(LARGEST_FILE)
    if not content:
        return _page([_("ファイルを選んでください。")]), 422
    if len(content) > LARGEST_FILE:
        return _page([too_large(LARGEST_FILE)]), 422
    try:
        read = _read(content)
    except HolidayFileError as refused:
        return _page([str(refused)]), 422
    if strangers := _offices_of_others(read):
        return _page([_not_alone(strangers)]), 422
    return show_impact(_proposal(read, content))


@blueprint.post("/holidays/confirm")
@allow(ADMINISTRATION)
def take_holidays_in() -> ResponseReturnValue:
    """Take the file in as decided."""
    content = opened()
    read = _read(content)
    if strangers := _offices_of_others(read):
        return _page([_not_alone(strangers)]), 422
    return decide(_proposal(read, content))


def _read(content: bytes) -> Sequence[NationalHoliday]:
    return parse_cabinet_office_csv(content, source=_SOURCE, this_year=day_of(now()).year).holidays


def _proposal(read: Sequence[NationalHoliday], content: bytes) -> Proposal:
    days = holiday_plan(db.session(), read, now=now()).days
    return Proposal(
        headline=_("国民の祝日を取り込む"),
        about=_("すべての安定所の休みの日が変わります。"),
        back=url_for("desk.holidays"),
        find=lambda: [concerned(*one) for one in holiday_plan(db.session(), read, now=now()).offices],
        carry_out=lambda decisions: import_holidays(read, actor=staff().actor, now=now(), decisions=decisions),
        action=url_for("desk.take_holidays_in"),
        fields={"sealed": sealed(content, taken_in_at=url_for("desk.take_holidays_in"))},
        changes=[
            _("%(day)s：%(name)s", day=long_day(day), name=name or _("祝日ではなくなります"))
            for day, name in days.items()
        ],
    )


def _offices_of_others(read: Sequence[NationalHoliday]) -> Sequence[str]:
    """The offices of which somebody would have to be decided about and who asks may not see the people."""
    concerned_too = (office for office, _planned in holiday_plan(db.session(), read, now=now()).offices)
    return [office.name for office in concerned_too if office.id not in staff().office_ids]


def _not_alone(offices: Sequence[str]) -> str:
    return _(
        "受け持っていない安定所の予約にも影響します（%(offices)s）。システムの運用担当に、コマンドでの取り込みを頼んでください。",
        offices=_("、").join(offices),
    )


def _page(complaints: Sequence[str] = ()) -> str:
    year, known = day_of(now()).year, national_holidays(db.session())
    return page(
        "desk/holidays.html",
        years=[(one, known.of_year(one)) for one in range(year, year + 3)],
        official_until=known.official_until,
        complaints=complaints,
        largest=LARGEST_FILE // 1024,
    )
