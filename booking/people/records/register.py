"""A clerk registers a person whom no record knows; the first way to a my-page (my-page guide, step 1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.people.records.fields import Person
from booking.people.records.refusals import SeekerNumberReserved, SeekerNumberTaken
from booking.people.records.seeker_numbers import draw_seeker_number, is_drawn
from booking.people.refusals import EmailTaken
from booking.tables import Account, Realm, Seeker
from database.transactions import transact


@dataclass(frozen=True)
class NewRecord:
    """Somebody to be registered at an office. `number` is what the office has given, None = one is drawn.

    `key` is the one-time key of the form, so that the same form sent twice registers one person.
    """

    person: Person
    office_id: int
    number: str | None = None
    key: str | None = None


def register(new: NewRecord, *, actor: str, now: datetime) -> int:
    """Make the record and answer its id; a form that was sent before answers the record that it made.

    Its my-page is not open yet: until its owner opens it, the mail address is a field like the others.

    Raises:
        SeekerNumberTaken, SeekerNumberReserved, EmailTaken: nothing was made.
    """
    return transact(lambda session: add_record(session, new, actor=actor, now=now))


def add_record(session: Session, new: NewRecord, *, actor: str, now: datetime) -> int:
    """The same within the caller's transaction, which `transact` repeats if two numbers are alike at one moment."""
    if new.key is not None and (made := session.scalar(select(Seeker.id).where(Seeker.made_by_key == new.key))):
        return made
    if new.number is not None:
        refuse_number(session, new.number)
    if new.person.email is not None:
        refuse_login(session, new.person.email)
    seeker = _row(new)
    session.add(seeker)
    session.flush()
    record(
        session,
        actor=actor,
        act="register_seeker",
        object_=f"seeker:{seeker.id}",
        now=now,
        office=new.office_id,
        number_drawn=new.number is None,
    )
    return seeker.id


def refuse_number(session: Session, number: str) -> None:
    """Raise SeekerNumberTaken or SeekerNumberReserved for a number that cannot be given to anybody else."""
    if session.scalar(select(Seeker.id).where(Seeker.seeker_number == number)) is not None:
        raise SeekerNumberTaken(None)
    if is_drawn(number):
        raise SeekerNumberReserved(None)


def refuse_login(session: Session, email: str, *, account_id: int | None = None) -> None:
    """Raise EmailTaken if another seeker signs in to my-page with this address, or could not while this account does.

    Who has opened an account online and then comes to the counter is registered with its address, and recognised by it.
    """
    of_address = select(Account.id, Account.seeker_id).where(Account.realm == Realm.MY_PAGE, Account.login == email)
    owner = session.execute(of_address).one_or_none()
    if owner is None or owner.id == account_id:
        return
    if owner.seeker_id is not None or account_id is not None:
        raise EmailTaken(None)


def _row(new: NewRecord) -> Seeker:
    person = new.person
    return Seeker(
        seeker_number=new.number or draw_seeker_number(),
        name=person.name,
        kana=person.kana,
        birth_date=person.birth_date,
        phone=person.phone,
        address=person.address,
        email=person.email,
        office_id=new.office_id,
        registration_valid_until=person.valid_until,
        my_page_opened=False,
        made_by_key=new.key,
    )
