"""Turns what was sent into what the acts take: by seekers for themselves, by staff for their offices' seekers."""

from datetime import date

from booking.api.callers import caller, now, token_id
from booking.api.parsing import invalid_fields
from booking.api.problem_types import own_problem
from booking.api.shapes import BookingIn, CancelIn, MoveIn
from booking.bookings.book import BookingRequest
from booking.bookings.cancel import Canceller
from booking.bookings.move import MoveRequest
from booking.bookings.rules.wishes import Wish
from booking.core.channels import Channel
from booking.core.lookup_limit import MINUTES, missed_too_often, note_miss
from booking.core.texts import _
from booking.offices.staff_offices import DESK_CHANNELS, desk_procedure
from booking.people.open_seeker import open_seeker
from booking.people.principals import Principal
from booking.people.refusals import UnknownSeeker
from booking.people.seekers import seeker_by_number, seeker_of_offices
from booking.tables import Consent, Realm
from calendars.office_time import day_of
from database.base import db


def booking_request(body: BookingIn, key: str) -> BookingRequest:
    """The request of the caller.

    Raises:
        ProblemFound: 422 for a field that the caller must give, or may not.
        UnknownProcedure, UnknownSeeker: staff named what belongs to none of their offices.
    """
    who = caller()
    by_staff = who.realm is Realm.DESK
    seeker_id = _seeker_named(body, who) if by_staff else who.as_seeker
    if not by_staff:
        _refuse_staff_fields(body, "seeker", "birth_date", "late_reason")
    return BookingRequest(
        procedure=body.procedure,
        starts_at=body.starts_at,
        seeker_id=seeker_id,
        channel=_channel(body.channel, by_staff=by_staff),
        topic=body.topic,
        wishes=tuple(wish.value for wish in Wish if wish in body.wishes),
        terms_version=body.terms_version,
        consent=Consent.SPOKEN if by_staff else Consent.WEB,
        consented_at=now(),
        key=key,
        staff_id=who.as_staff if by_staff else None,
        token_id=token_id(),
        late_reason=body.late_reason,
    )


def move_request(number: str, body: MoveIn, key: str) -> MoveRequest:
    """The request of the caller; ProblemFound 422 for a field that seekers may not give."""
    who = caller()
    by_staff = who.realm is Realm.DESK
    if not by_staff:
        _refuse_staff_fields(body, "late_reason")
    return MoveRequest(
        number=number,
        starts_at=body.starts_at,
        channel=_channel(body.channel or (Channel.PHONE if by_staff else None), by_staff=by_staff),
        actor=who.actor,
        key=key,
        seeker_id=who.seeker_id,
        office_ids=who.office_ids,
        token_id=token_id(),
        late_reason=body.late_reason,
        terms_version=body.terms_version,
    )


def canceller(body: CancelIn) -> Canceller:
    """The caller; ProblemFound 422 for a field that seekers may not give."""
    who = caller()
    if who.realm is Realm.MY_PAGE:
        _refuse_staff_fields(body, "notified_at")
    return Canceller(who.actor, who.seeker_id, who.office_ids, token_id())


def _seeker_named(body: BookingIn, who: Principal) -> int:
    """Whom staff book for: their offices' seekers, or anybody by number and birth date (rules.md#staff-and-persons)."""
    desk_procedure(db.session(), body.procedure, office_ids=who.office_ids, today=day_of(now()))
    if body.seeker is None:
        raise invalid_fields({"pointer": "/seeker", "detail": _("求職番号を送ってください。例：70000-0000001")})
    if body.birth_date is None:
        return seeker_of_offices(db.session(), body.seeker, office_ids=who.office_ids).id
    seeker_id = _seeker_found(body.seeker, body.birth_date, who)
    open_seeker(seeker_id, actor=who.actor, by_number=True, token_id=token_id(), now=now())
    return seeker_id


def _seeker_found(number: str, birth_date: date, who: Principal) -> int:
    """Find any seeker; staff who missed too often of late learn nothing more, as on the page."""
    if missed_too_often(who.actor):
        raise own_problem("too-many-misses", headers={"Retry-After": str(MINUTES * 60)})
    try:
        return seeker_by_number(db.session(), number, birth_date).id
    except UnknownSeeker:
        note_miss(who.actor)
        raise


def _channel(given: Channel | None, *, by_staff: bool) -> Channel:
    if not by_staff:
        if given in {None, Channel.WEB}:
            return Channel.WEB
        raise invalid_fields({"pointer": "/channel", "detail": _("この項目は職員だけが使えます。")})
    if given not in DESK_CHANNELS:
        raise invalid_fields({"pointer": "/channel", "detail": _("phone か counter を送ってください。")})
    return given


def _refuse_staff_fields(body: BookingIn | MoveIn | CancelIn, *names: str) -> None:
    given = [name for name in names if getattr(body, name)]
    if given:
        raise invalid_fields(
            *({"pointer": f"/{name}", "detail": _("この項目は職員だけが使えます。")} for name in given)
        )
