"""「この予約の記録」 and 「この方の記録」: who did what, and for managers who looked."""

from collections.abc import Sequence

from flask import Response, request

from booking.bookings.rules.booking_numbers import spoken
from booking.core.dates import long_moment
from booking.core.texts import _
from booking.history.act_words import act_in_words
from booking.history.actor_words import who_in_words
from booking.history.fact_words import facts_in_words
from booking.history.reads import MOST, HistoryLine, history_of_booking, history_of_person
from booking.people.permissions import MANAGEMENT, RECEPTION, allow
from booking.statistics.files import CSV_TYPE, csv_of
from booking.statistics.tables import Table
from booking.web.desk.blueprint import blueprint
from booking.web.desk.files import taken_along
from booking.web.desk.own_booking import own_booking
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import opened_seeker
from booking.web.desk.url_params import SEEKER
from booking.web.session import staff
from database.base import db

_SHOWN_PASSCODE = "show_passcode"


@blueprint.get("/bookings/<number>/history")
@allow(RECEPTION)
def booking_history(number: str) -> str:
    """What was done with a booking of the own offices; managers see who looked, and may ask for the passcode alone."""
    found = own_booking(number)
    lines = history_of_booking(db.session(), found, with_looks=_sees_looks())
    passcode_only = request.args.get("passcode") == "yes"
    shown = [line for line in lines if line.act == _SHOWN_PASSCODE] if passcode_only else lines
    return page(
        "desk/records/booking.html",
        booking=found,
        lines=shown,
        passcode_only=passcode_only,
        sees_looks=_sees_looks(),
        most=MOST,
    )


@blueprint.get("/bookings/<number>/history.csv")
@allow(MANAGEMENT)
def booking_history_file(number: str) -> Response:
    """The same lines to take along."""
    lines = history_of_booking(db.session(), own_booking(number), with_looks=True)
    return as_file(lines, f"madoguchi-history-{number}.csv")


@blueprint.get(f"/seekers/{SEEKER}/history")
@allow(RECEPTION)
def seeker_history(seeker_id: int) -> str:
    """What was done with the record of a person, and with their bookings at the own offices."""
    person = opened_seeker(seeker_id)
    return page(
        "desk/records/seeker.html",
        seeker=person,
        lines=_of_person(person.id, person.seeker_number),
        sees_looks=_sees_looks(),
        is_own=person.office_id in staff().office_ids,
        most=MOST,
    )


@blueprint.get(f"/seekers/{SEEKER}/history.csv")
@allow(MANAGEMENT)
def seeker_history_file(seeker_id: int) -> Response:
    """The same lines to take along; the file names the person by no more than an internal id."""
    person = opened_seeker(seeker_id)
    return as_file(_of_person(person.id, person.seeker_number), f"madoguchi-history-{person.id}.csv")


def as_file(lines: Sequence[HistoryLine], name: str) -> Response:
    """The lines as CSV."""
    headings = _("日時"), _("だれが"), _("したこと"), _("予約"), _("くわしく")
    rows = [
        (
            long_moment(line.at),
            who_in_words(line),
            act_in_words(line.act),
            spoken(line.booking) if line.booking else "",
            facts_in_words(line.facts),
        )
        for line in lines
    ]
    return taken_along(csv_of(Table(_("記録"), headings, rows)), CSV_TYPE, name)


def _of_person(seeker_id: int, seeker_number: str) -> Sequence[HistoryLine]:
    return history_of_person(
        db.session(), seeker_id, seeker_number, office_ids=staff().office_ids, with_looks=_sees_looks()
    )


def _sees_looks() -> bool:
    """Whether who is signed in may know who of the colleagues looked."""
    return MANAGEMENT.include(staff())
