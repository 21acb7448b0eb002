"""「この予約の記録」 and 「この方の記録」: what happened and why, what the seeker was told, and who looked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.rules.booking_numbers import spoken
from booking.core.dates import long_moment
from booking.core.texts import _
from booking.history.act_words import act_in_words
from booking.history.actor_words import who_in_words
from booking.history.fact_words import facts_in_words
from booking.history.marks import Mark, read_mark
from booking.history.open_matters import open_with
from booking.history.reads import MOST, HistoryLine, history_of_booking, history_of_person
from booking.history.subject_words import subject_in_words
from booking.history.subjects import Subject
from booking.history.timeline import Chosen, Timeline, timeline_of_booking, timeline_of_person
from booking.messages.failed_deliveries.open import how_many_failed_about
from booking.people.permissions import MANAGEMENT, RECEPTION, allow
from booking.people.records.duplicates import duplicates_of, looks_of
from booking.people.records.refusals import RecordMerged
from booking.people.sign_in.signed_in import ends_at
from booking.statistics.files import CSV_TYPE, csv_of
from booking.statistics.tables import Table
from booking.tables import Booking
from booking.web.desk.blueprint import blueprint
from booking.web.desk.files import taken_along
from booking.web.desk.own_booking import own_booking
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import is_checked, opened_seeker
from booking.web.desk.records.rows import days_of
from booking.web.desk.url_params import SEEKER
from booking.web.session import now, staff, token
from database.base import db
from notifier.tables import Message

_SHOWN_PASSCODE = "show_passcode"


@dataclass(frozen=True)
class View:
    """Which entries of a timeline are asked for, by what its address carries; anything else there is no page."""

    subject: Subject | None
    before: Mark | None

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "View":
        """Read an address."""
        kind, before = args.get("kind", ""), args.get("before", "")
        if kind not in {"", *Subject} or (before and read_mark(before) is None):
            abort(404)
        return cls(Subject(kind) if kind else None, read_mark(before))

    def shown(self, timeline: Timeline, address_of: Callable[[Message], str]) -> dict[str, object]:
        """What templates show of it."""
        subjects = [each for each in Subject if each is not Subject.LOOK or _sees_looks()]
        return {
            "days": days_of(timeline, address_of),
            "older": timeline.older,
            "before": self.before,
            "kind": self.subject,
            "kinds": [("", _("すべて")), *((each.value, subject_in_words(each)) for each in subjects)],
            "sees_looks": _sees_looks(),
        }

    def chosen(self) -> Chosen:
        """Which entries."""
        return Chosen(self.subject, self.before, _sees_looks())


@blueprint.get("/bookings/<number>/history")
@allow(RECEPTION)
def booking_history(number: str) -> str:
    """What happened with a booking of the own offices; managers see who looked, and may ask for the passcode alone."""
    found, view = own_booking(number), View.of(request.args)
    if request.args.get("passcode") == "yes":
        return _passcode_page(found)
    timeline = timeline_of_booking(db.session(), found, view.chosen(), now=now())
    return page(
        "desk/records/booking.html",
        booking=found,
        passcode_only=False,
        is_over=found.ends_at <= now(),
        undelivered=how_many_failed_about(db.session(), found.id),
        **view.shown(timeline, lambda told: url_for("desk.booking_message", number=number, message_id=told.id)),
    )


def _passcode_page(found: Booking) -> str:
    lines = history_of_booking(db.session(), found, with_looks=_sees_looks())
    return page(
        "desk/records/booking.html",
        booking=found,
        passcode_only=True,
        lines=[line for line in lines if line.act == _SHOWN_PASSCODE],
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
def seeker_history(seeker_id: int) -> ResponseReturnValue:
    """What happened with a person at the own offices, what is open with them, and why one may see it."""
    view = View.of(request.args)
    try:
        person = opened_seeker(seeker_id)
    except RecordMerged as merged:
        return redirect(url_for("desk.seeker_history", seeker_id=merged.kept_id), code=303)
    offices, session = staff().office_ids, db.session()
    timeline = timeline_of_person(session, person, view.chosen(), office_ids=offices, now=now())
    is_own = person.office_id in offices
    return page(
        "desk/records/seeker.html",
        seeker=person,
        checked=is_checked(person.id),
        is_own=is_own,
        seen_until=None if is_own else ends_at(session, token()),
        matters=open_with(session, person, office_ids=offices, now=now()),
        duplicates=duplicates_of(session, looks_of(person), office_ids=offices, but=person.id),
        **view.shown(timeline, lambda told: url_for("desk.seeker_message", seeker_id=person.id, message_id=told.id)),
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
