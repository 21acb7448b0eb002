"""A booking and a change of the office's rules at the same moment: whoever waited reads the rules anew."""

from collections.abc import Callable
from threading import Event

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.availability.locks import lock_office
from booking.availability.refusals import DeadlinePassed
from booking.bookings.book import book
from booking.bookings.hold import hold
from booking.bookings.refusals import TermsOutdated
from booking.tables import Booking, Procedure
from database.transactions import transact
from tests.bookings.builders import WED_10, filled_hold, how_many, set_rules, web_request
from tests.bookings.confirming import confirm
from tests.bookings.races.at_once import at_once
from tests.town import FRIDAY_MORNING, MISAKI, office_time, seeker_id

_LONG_ENOUGH_TO_GET_TO_THE_LOCK = 0.3


def while_the_rules_change(app: Flask, act: Callable[[], str], **rules: object) -> object:
    """What `act` answers when it waits for a change of the procedure's rules to be committed."""
    locked = Event()

    def change(session: Session) -> None:
        office_id = session.scalars(select(Procedure.office_id).where(Procedure.code == "omura-soudan")).one()
        lock_office(session, office_id).version += 1
        set_rules(session, "omura-soudan", **rules)
        locked.set()
        Event().wait(_LONG_ENOUGH_TO_GET_TO_THE_LOCK)

    def wait_and_act() -> str:
        locked.wait(10)
        return act()

    _, answer = at_once(app, [lambda: str(transact(change)), wait_and_act])
    return answer


def test_a_booking_that_waited_for_new_terms_is_asked_for_consent_to_them(app: Flask) -> None:
    request = web_request()
    answer = while_the_rules_change(app, lambda: book(request, now=FRIDAY_MORNING), terms_version="2026-11-20")
    assert isinstance(answer, TermsOutdated)
    assert how_many(Booking) == 0


def test_a_confirmation_that_waited_for_new_terms_is_asked_for_consent_to_them(app: Flask) -> None:
    token, misaki = filled_hold(), seeker_id(MISAKI)
    answer = while_the_rules_change(
        app, lambda: confirm(token, seeker_id=misaki, now=FRIDAY_MORNING), terms_version="2026-11-20"
    )
    assert isinstance(answer, TermsOutdated)


def test_a_hold_that_waited_for_an_earlier_deadline_is_refused_by_it(app: Flask) -> None:
    misaki, starts_at = seeker_id(MISAKI), office_time(WED_10)
    answer = while_the_rules_change(
        app,
        lambda: hold("omura-soudan", starts_at, seeker_id=misaki, now=FRIDAY_MORNING),
        lead_open_days=5,
    )
    assert isinstance(answer, DeadlinePassed)
