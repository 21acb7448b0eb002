"""What somebody has typed of the registration: read, and kept step by step, finished or not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.people.records.fields import PersonField
from booking.portal.registration.check import Typed, clean, complaints, known, read_person
from booking.portal.registration.deadline import is_over, last_day_to_send
from booking.portal.registration.fields import HAS_DISABILITY, OF_STEP, is_fixed
from booking.portal.registration.refusals import DraftEnded, OnlyOfficeChanges, StepChanged, StepsMissing
from booking.portal.registration.steps import Step, steps_of
from booking.tables import Account, OnlineRegistration, OnlineRegistrationStep
from calendars.office_time import day_of
from database.afresh import read_afresh
from database.transactions import transact


@dataclass(frozen=True)
class Kept:
    """A step as it was typed, and how often it was changed."""

    typed: dict[str, str | list[str]]
    version: int


@dataclass(frozen=True)
class Draft:
    """What somebody has typed so far. `kept_on` is None before anything was kept, `sent_at` before it was sent."""

    kept_on: date | None = None
    sent_at: datetime | None = None
    kept: Mapping[Step, Kept] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that this person takes."""
        return steps_of(with_disability=self.typed(Step.BASIC).get("has_disability") == HAS_DISABILITY)

    @property
    def last_day(self) -> date | None:
        """The last day on which it can be sent."""
        return last_day_to_send(self.kept_on) if self.kept_on and self.sent_at is None else None

    def typed(self, step: Step) -> dict[str, str | list[str]]:
        """What was typed into a step; every field is there."""
        return self.kept[step].typed if step in self.kept else clean(step, {})

    def version(self, step: Step) -> int:
        """How often the step was changed; 0 before it was kept."""
        return self.kept[step].version if step in self.kept else 0

    def complete(self, *, offices: Collection[str], today: date) -> tuple[Step, ...]:
        """The steps that were kept and lack nothing."""
        return tuple(
            step
            for step in self.steps
            if step in self.kept and not complaints(step, self.typed(step), offices=offices, today=today)
        )


def draft_of(session: Session, account_id: int) -> Draft:
    """What the owner of the account has typed so far."""
    query = select(OnlineRegistration).where(OnlineRegistration.account_id == account_id)
    found = session.scalar(query.options(selectinload(OnlineRegistration.steps)))
    if found is None:
        return Draft()
    kept = {Step(row.step): Kept(known(Step(row.step), row.typed), row.version) for row in found.steps}
    return Draft(found.kept_on, found.sent_at, kept)


def keep_step(account_id: int, step: Step, typed: Typed, *, seen: int, now: datetime) -> None:
    """Keep what was typed into a step, finished or not. `seen` is the version that the page showed.

    Once the registration was sent a step is changed as a whole: it lacks nothing (`change_step` sees to that), and what
    only the office changes stays as it is.

    Raises:
        StepChanged: another tab has kept something else meanwhile; nothing was changed.
        DraftEnded: the fourteen days are over.
        OnlyOfficeChanges: the step holds only what the office has checked.
    """
    transact(lambda session: _keep(session, account_id, step, typed, seen, now))


def lock_account(session: Session, account_id: int) -> Account:
    """The account, so that two tabs are judged one after the other."""
    return read_afresh(session, select(Account).where(Account.id == account_id).with_for_update()).one()


def _keep(session: Session, account_id: int, step: Step, typed: Typed, seen: int, now: datetime) -> None:
    account = lock_account(session, account_id)
    registration = session.scalar(select(OnlineRegistration).where(OnlineRegistration.account_id == account_id))
    if registration is None:
        registration = OnlineRegistration(account_id=account_id, kept_on=day_of(now))
        session.add(registration)
        session.flush()
    before = draft_of(session, account_id)
    if before.last_day is not None and is_over(before.last_day, today=day_of(now)):
        raise DraftEnded(None, before.last_day)
    if before.sent_at is not None:
        typed = _with_fixed(step, typed, before.typed(step))
    if step in before.kept and before.typed(step) == typed:
        return
    if step in before.kept and before.version(step) != seen:
        raise StepChanged(None, before.version(step))
    _write(session, registration.id, step, typed, before.version(step) + 1)
    if before.sent_at is not None and account.seeker_id is not None:
        _change_seeker(session, account.seeker_id, step, typed, now)


def _with_fixed(step: Step, typed: Typed, before: Typed) -> dict[str, str | list[str]]:
    if is_fixed(step):
        raise OnlyOfficeChanges(None)
    return {one.name: (before if one.fixed else typed)[one.name] for one in OF_STEP[step]}


def _write(session: Session, registration_id: int, step: Step, typed: Typed, version: int) -> None:
    row = session.scalar(
        select(OnlineRegistrationStep).where(
            OnlineRegistrationStep.registration_id == registration_id, OnlineRegistrationStep.step == step.value
        )
    )
    if row is None:
        row = OnlineRegistrationStep(registration_id=registration_id, step=step.value)
        session.add(row)
    row.typed, row.version = dict(typed), version
    session.flush()


def _change_seeker(session: Session, seeker_id: int, step: Step, typed: Typed, now: datetime) -> None:
    """The office writes and calls by the seeker's own row: what stands there too changes with it."""
    seeker = lock_seeker(session, seeker_id)
    for one in OF_STEP[step]:
        if one.person in {PersonField.ADDRESS, PersonField.PHONE} and not one.fixed:
            read = read_person(one.person, typed[one.name], today=day_of(now))
            if not isinstance(read, str):
                raise StepsMissing(None, step.value)
            setattr(seeker, one.person.value, read)
    record(
        session,
        actor=f"seeker:{seeker_id}",
        act="change_registration",
        object_=f"seeker:{seeker_id}",
        now=now,
        step=step.value,
    )
