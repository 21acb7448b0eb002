"""Bookings: made, read, cancelled and moved by their seekers, and by staff for the seekers of their offices."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Response, url_for

from booking.api.blueprint import blueprint
from booking.api.callers import caller, may_read_bookings, now, token_id
from booking.api.operations import operation, respond
from booking.api.paging import next_page
from booking.api.requests import booking_request, canceller, move_request
from booking.api.shapes import BookingIn, BookingOut, BookingQuery, Bookings, CancelIn, MeetingOut, MoveIn
from booking.bookings import book as booking_action
from booking.bookings import cancel as cancelling
from booking.bookings import move as moving
from booking.bookings.book import Booked, NewBooking
from booking.bookings.reads import booking_at_offices, booking_of_seeker, bookings_before
from booking.meetings.reads import MeetingDetails, meetings_of
from booking.meetings.reveal import reveal_meeting
from booking.people.permissions import BOOKING_READERS, BOOKING_WRITERS, RECEPTION, allow
from booking.people.principals import Principal
from booking.services import services
from booking.tables import Booking, MeetingState, Realm
from database.base import db

_FOR_BOOKING = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)


@blueprint.post("/bookings")
@allow(BOOKING_WRITERS)
@operation(BookingOut, status=HTTPStatus.CREATED, problems=_FOR_BOOKING)
def book(body: BookingIn, key: str) -> Response:
    """Book a slot; the same key again answers the same booking as it is now."""
    booked = booking_action.make_booking(booking_request(body, key), now=now())
    location = url_for("api.booking", number=booked.number)
    return respond(_booked_out(booked, body.procedure), HTTPStatus.CREATED, Location=location)


@blueprint.get("/bookings")
@allow(BOOKING_READERS)
@operation(Bookings, problems=(HTTPStatus.NOT_FOUND,))
def bookings(query: BookingQuery) -> Bookings:
    """List one's bookings, or those at one's offices, the last booked first."""
    who = caller()
    before = _own(query.before) if query.before else None
    found = bookings_before(
        db.session(), before, seeker_id=who.seeker_id, office_ids=who.office_ids, most=query.limit + 1
    )
    page = found[: query.limit]
    return Bookings(
        items=_bookings_out(page, who),
        next=next_page(before=page[-1].number, limit=query.limit) if len(found) > query.limit else None,
    )


@blueprint.get("/bookings/<number>")
@allow(BOOKING_READERS)
@operation(BookingOut, problems=(HTTPStatus.NOT_FOUND,))
def booking(number: str) -> BookingOut:
    """Read a booking; staff who take bookings are shown the passcode, and each showing is audited."""
    found = _own(number)
    who = caller()
    if not RECEPTION.include(who):
        return _booking_out(found)
    details = reveal_meeting(
        number,
        actor=who.actor,
        office_ids=who.office_ids,
        token_id=token_id(),
        keys=services().keys,
        now=now(),
    )
    return _out(found, found.procedure.code, details, secrets=True)


@blueprint.post("/bookings/<number>/cancel")
@allow(BOOKING_WRITERS)
@operation(BookingOut, problems=_FOR_BOOKING)
def cancel(number: str, body: CancelIn) -> BookingOut:
    """Cancel a booking; its time is free at once."""
    cancelling.cancel(number, canceller(body), reason=body.reason, notified_at=body.notified_at, now=now())
    return _booking_out(_own(number))


@blueprint.post("/bookings/<number>/move")
@allow(BOOKING_WRITERS)
@operation(BookingOut, problems=_FOR_BOOKING)
def move(number: str, body: MoveIn, key: str) -> BookingOut:
    """Move a booking to another time: it keeps its number and gets a new meeting and display name."""
    moving.move(move_request(number, body, key), now=now())
    return _booking_out(_own(number))


def _own(number: str) -> Booking:
    """The seeker's own booking, or one at the staff's offices; any other is unknown."""
    who = caller()
    if who.realm is Realm.MY_PAGE:
        return booking_of_seeker(db.session(), number, seeker_id=who.as_seeker)
    return booking_at_offices(db.session(), number, office_ids=who.office_ids)


def _booked_out(booked: Booked, procedure: str) -> BookingOut:
    """What was just made is known: its meeting is wanted. A repetition reads the booking as it is now."""
    if booked.made is None:
        return _booking_out(_own(booked.number))
    return _out(booked.made, procedure, MeetingDetails(MeetingState.WANTED), secrets=False)


def _booking_out(found: Booking) -> BookingOut:
    return _bookings_out([found], caller())[0]


def _bookings_out(found: Sequence[Booking], who: Principal) -> tuple[BookingOut, ...]:
    # Staff are shown passcodes one by one (rules.md#details-shown): see `booking`.
    details = meetings_of(db.session(), found, services().keys)
    secrets = who.realm is Realm.MY_PAGE and may_read_bookings()
    return tuple(_out(each, each.procedure.code, details[each.id], secrets=secrets) for each in found)


def _out(found: Booking | NewBooking, procedure: str, details: MeetingDetails, *, secrets: bool) -> BookingOut:
    return BookingOut(
        number=found.number,
        procedure=procedure,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        status=found.status,
        channel=found.channel,
        sequence=found.sequence,
        display_name=found.display_name,
        meeting=MeetingOut(
            state=details.state,
            id=(details.meeting_id or None) if secrets else None,
            passcode=(details.passcode or None) if secrets else None,
            join_url=(details.join_url or None) if secrets else None,
        ),
    )
