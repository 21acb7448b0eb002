"""Bookings, holds and people with sensible defaults: a test says only what matters to it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Update, func, inspect, select, update
from sqlalchemy.orm import Session

from booking.bookings.book import BookingRequest
from booking.bookings.draft import accept_terms, write_draft
from booking.bookings.hold import hold
from booking.core.channels import Channel
from booking.tables import (
    Booking,
    Consent,
    Hold,
    Meeting,
    Office,
    Procedure,
    Seeker,
    Suspension,
    SuspensionState,
    Terms,
)
from database.base import Base, db
from database.transactions import transact
from tests.town import FRIDAY_MORNING, MISAKI, office_time, seeker_id, staff_id

T = TypeVar("T", bound=Base)

WED_10 = "2026-11-25 10:00"  # Wednesday; Monday 23 is a holiday, so Friday 20 is its deadline day
WED_11 = "2026-11-25 11:00"
THU_10 = "2026-11-26 10:00"
THU_11 = "2026-11-26 11:00"
TERMS = "2026-10-01"
TOPIC = "履歴書の書き方を相談したいです。"

OMURA_CLERK, SHIGA_CLERK, SHIOMIZAKA_CLERK = "受付 二郎", "受付 一", "受付 三奈"


def web_request(
    seeker: str = MISAKI, *, procedure: str = "omura-soudan", starts: str = WED_10, **changes: Any
) -> BookingRequest:
    """A booking that the seeker with this number asks for by himself or herself."""
    request = BookingRequest(
        procedure=procedure,
        starts_at=office_time(starts),
        seeker_id=seeker_id(seeker),
        channel=Channel.WEB,
        topic=TOPIC,
        terms_version=TERMS,
        consent=Consent.WEB,
        consented_at=FRIDAY_MORNING,
        key=f"{seeker} {procedure} {starts}",
    )
    return replace(request, **changes)


def phone_request(
    seeker: str = MISAKI,
    *,
    procedure: str = "omura-soudan",
    starts: str = WED_10,
    clerk: str = OMURA_CLERK,
    **changes: Any,
) -> BookingRequest:
    """A booking that a clerk takes while the seeker is on the phone."""
    by_phone = {"channel": Channel.PHONE, "consent": Consent.SPOKEN, "staff_id": staff_id(clerk)}
    return web_request(seeker, procedure=procedure, starts=starts, **{**by_phone, **changes})


def filled_hold(
    seeker: str = MISAKI, *, procedure: str = "omura-soudan", starts: str = WED_10, now: datetime = FRIDAY_MORNING
) -> str:
    """The token of a hold with accepted terms and a topic: only the confirmation is missing."""
    token = hold(procedure, office_time(starts), seeker_id=seeker_id(seeker), now=now)
    accept_terms(token, TERMS, seeker_id=seeker_id(seeker), now=now)
    write_draft(token, topic=TOPIC, wishes=(), now=now)
    return token


def crowd(size: int, *, office: str = "shiomizaka") -> list[str]:
    """The numbers of `size` more seekers who may all book."""
    numbers = [f"80000-{n:07}" for n in range(size)]
    transact(lambda session: session.add_all(_someone(session, number, office) for number in numbers))
    return numbers


def change_seeker(number: str, **values: Any) -> None:
    """Change what is kept of a seeker."""
    transact(lambda session: session.execute(update(Seeker).where(Seeker.seeker_number == number).values(**values)))


def suspend_until(number: str, office: str, last_day: date) -> None:
    """Suspend the seeker with this number at an office, as if a manager had; the inbox hears nothing of it."""

    def suspend(session: Session) -> None:
        office_id = session.scalars(select(Office.id).where(Office.code == office)).one()
        imposed = Suspension(
            office_id=office_id,
            seeker_number=number,
            state=SuspensionState.IMPOSED,
            proposed_at=FRIDAY_MORNING,
            ends_on=last_day,
            decline_reason="",
            lift_reason="",
        )
        session.add(imposed)

    transact(suspend)


def change_procedure(code: str, **values: Any) -> None:
    """Change the rules of a procedure; its office has a new version, as after every change of its rules."""

    def change(session: Session) -> None:
        set_rules(session, code, **values)
        session.execute(_raise_version_of(code))

    transact(change)


def set_rules(session: Session, code: str, **values: Any) -> None:
    """Write the columns of a procedure, under a lock that the caller holds; another version of terms has a wording."""
    session.execute(update(Procedure).where(Procedure.code == code).values(**values))
    if "terms_version" in values:
        add_terms(session, code, values["terms_version"])


def add_terms(session: Session, code: str, version: str, paragraph: str = "録音も録画もしません。") -> None:
    """Let the procedure have terms of this version, too."""
    procedure_id = session.scalars(select(Procedure.id).where(Procedure.code == code)).one()
    session.add(Terms(procedure_id=procedure_id, version=version, paragraphs=[paragraph]))
    session.flush()


def renew_terms(code: str, paragraph: str = "録音も録画もしません。") -> None:
    """Let the procedure have newer terms, of 20 November 2026; its office has a new version, as after an import."""

    def renew(session: Session) -> None:
        add_terms(session, code, "2026-11-20", paragraph)
        session.execute(update(Procedure).where(Procedure.code == code).values(terms_version="2026-11-20"))
        session.execute(_raise_version_of(code))

    transact(renew)


def the_booking(number: str) -> Booking:
    """The booking with this number, as the database has it now."""
    return _fresh(lambda: db.session.scalars(select(Booking).where(Booking.number == number)).one())


def the_hold(token: str) -> Hold:
    """The hold with this token, as the database has it now."""
    return _fresh(lambda: db.session.scalars(select(Hold).where(Hold.token == token)).one())


def the_meeting(number: str) -> Meeting:
    """The one meeting of a booking, as the database has it now."""
    query = select(Meeting).join(Booking).where(Booking.number == number)
    return _fresh(lambda: db.session.scalars(query).one())


def all_of(table: type[T]) -> Sequence[T]:
    """Every row of a table in the order of its keys, as the database has it now."""
    keys = inspect(table).primary_key
    return _fresh(lambda: db.session.scalars(select(table).order_by(*keys)).all())


def how_many(table: type[Base]) -> int:
    """How many rows a table has now."""
    return _fresh(lambda: db.session.scalar(select(func.count()).select_from(table))) or 0


R = TypeVar("R")


def _fresh(read: Callable[[], R]) -> R:
    db.session.rollback()  # a read that began earlier would not see what others have committed since
    return read()


def _raise_version_of(code: str) -> Update:
    office_id = select(Procedure.office_id).where(Procedure.code == code).scalar_subquery()
    return update(Office).where(Office.id == office_id).values(version=Office.version + 1)


def _someone(session: Session, number: str, office: str) -> Seeker:
    return Seeker(
        seeker_number=number,
        name=f"大勢 {number}",
        kana="オオゼイ",
        birth_date=date(1990, 1, 1),
        phone=None,
        address="見本町0-0",
        email=None,
        office_id=session.scalars(select(Office.id).where(Office.code == office)).one(),
        registration_valid_until=date(2027, 1, 31),
        my_page_opened=True,
    )
