"""What the scheduler runs, a few lines each. Every job may run twice and may be killed half way."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, time
from functools import partial

from flask import Flask
from sqlalchemy.orm import Session

from booking.announcements.channels import channels
from booking.announcements.kinds import UNATTENDED, URGENT
from booking.attendance.fetch_participants import fetch_next, plan_fetches
from booking.attendance.webhooks.process import process_next
from booking.audit.seal import note_head, seal_new_lines
from booking.core.metrics import count_delivery
from booking.meetings.issue import issue_next
from booking.meetings.pool.low import note_low_pools as noting_low_pools
from booking.meetings.reconcile_account import reconcile_account as comparing
from booking.meetings.reconcile_meeting import reconcile_next
from booking.meetings.remove import remove_next
from booking.messages import remind
from booking.messages.channels.composing import compose
from booking.messages.letters.facts import Reading
from booking.operations import purge as purging
from booking.operations.claims import mend as mending
from booking.operations.clock_trust.doubt import ClockDoubted, ClockState
from booking.operations.clock_trust.watch import clock_watch
from booking.operations.offered_work import offered_work
from booking.operations.rhythms import Daily, Hourly
from booking.people.importing.work_files import Working, work_next_file
from booking.people.records.closing import reopen_what_is_over
from booking.people.validity.remind import remind_of_end
from booking.people.validity.take_effect import take_next_effect
from booking.services import services
from booking.waiting_list import wait
from database.transactions import transact
from notifier.channels import Letter
from notifier.delivering import Clocks, deliver_due
from notifier.job_log import JobLog, keep_notes
from notifier.runs import open_runs, run_once
from notifier.scheduler import Job
from notifier.tables import Message

COMPARISON = Daily(time(2, 10))  # when nobody books
# What the clock must be for a job that nobody can undo, or that tells people what day it is (decision 0032).
STEADY = frozenset({ClockState.WELL})
NOT_DOUBTED = frozenset({ClockState.WELL, ClockState.SETTLING})
ANY_CLOCK = frozenset(ClockState)

REGISTRATIONS = Daily(time(9, 0))  # when the offices can be called
REOPENING = Daily(time(0, 0))  # after the last day of a closure
CLAIMS = Daily(time(2, 50))  # before anything is deleted


def jobs(app: Flask) -> Sequence[Job]:
    """The jobs of the service with their periods in seconds."""
    return (
        Job("issue_meetings", 1, lambda: _within(app, issue_meetings)),
        Job("remove_meetings", 5, lambda: _within(app, remove_meetings)),
        Job("process_webhooks", 2, lambda: _within(app, process_webhooks)),
        Job("reconcile_meetings", 10, lambda: _within(app, reconcile_meetings)),
        Job("fetch_participants", 60, lambda: _within(app, lambda: _by_the_clock(fetch_participants))),
        Job("work_person_files", 5, lambda: _within(app, work_person_files)),
        Job("deliver_mail", 1, lambda: _within(app, deliver_mail)),
        Job("remind_the_day_before", 60, lambda: _within(app, lambda: _by_the_clock(remind_the_day_before))),
        Job("remind_an_hour_before", 60, lambda: _within(app, lambda: _by_the_clock(remind_an_hour_before))),
        Job("notify_waiting", 30, lambda: _within(app, lambda: _by_the_clock(notify_waiting))),
        Job("change_validity", 60, lambda: _within(app, lambda: _by_the_clock(change_validity))),
        Job("watch_clock", 60, lambda: _within(app, watch_clock)),
        Job("note_low_pools", 600, lambda: _within(app, note_low_pools), at_start=True),
        Job("seal_audit", 5, lambda: _within(app, seal_audit)),
        _once(app, "note_audit_head", Hourly(), note_audit_head),
        _once(app, "reopen_my_pages", REOPENING, reopen_my_pages, needs=NOT_DOUBTED),
        _once(app, "remind_of_registrations", REGISTRATIONS, remind_of_registrations, needs=NOT_DOUBTED),
        _once(app, "reconcile_account", COMPARISON, reconcile_account, needs=NOT_DOUBTED),
        _once(app, "mend_claims", CLAIMS, mend_claims, at_start=True),
        _once(app, "purge", purging.PURGE, purge, needs=STEADY),
        *(_once(app, one.name, one.rhythm, one.work, needs=NOT_DOUBTED) for one in offered_work(app)),
    )


def issue_meetings() -> int:
    """Ask the provider for every meeting that is wanted; answer how many were asked for."""
    given = services()
    return _count(
        lambda: issue_next(given.meetings, given.keys, now=given.clock(), real_now=datetime.now(UTC)),
    )


def remove_meetings() -> int:
    """Remove the meetings at the provider that were withdrawn here; answer how many were tried."""
    given = services()
    return _count(lambda: remove_next(given.meetings, now=given.clock(), real_now=datetime.now(UTC)))


def process_webhooks() -> int:
    """Process what the provider of meetings sent; answer how many webhooks."""
    return _count(lambda: process_next(services().keys, real_now=datetime.now(UTC)))


def reconcile_meetings() -> int:
    """Look at the issued meetings that are due for it, and mend or replace them; answer how many were looked at."""
    given = services()
    return _count(
        lambda: reconcile_next(given.meetings, given.keys, now=given.clock(), real_now=datetime.now(UTC)),
    )


def reconcile_account() -> int:
    """Compare what the provider has with what we know; answer how many left over meetings were withdrawn there."""
    given = services()
    return comparing(given.meetings, now=given.clock(), real_now=datetime.now(UTC))


def fetch_participants() -> int:
    """Ask the provider who took part in consultations that are over; answer how many times it was asked."""
    given = services()
    plan_fetches(given.meetings, now=given.clock())
    return _count(lambda: fetch_next(given.meetings, now=given.clock(), real_now=datetime.now(UTC)))


def work_person_files() -> int:
    """Look at the files of people that offices handed in, or take them in; answer how many were worked through."""
    given = services()
    working = Working(given.clock, lambda: datetime.now(UTC), given.stopping.is_set)
    return _count(lambda: work_next_file(given.keys, working))


def deliver_mail() -> int:
    """Send what the outbox holds and is due; answer how many deliveries were tried."""
    given = services()
    tried = 0
    deliveries = deliver_due(
        channels().carriers,
        _compose,
        clock=_both_clocks,
        is_stopping=given.stopping.is_set,
        urgent_kinds=URGENT,
        unattended_kinds=UNATTENDED,
        may_give_up=lambda: clock_watch().state() in STEADY,
    )
    for one in deliveries:
        count_delivery(one.channel, one.state.value)
        tried += 1
    return tried


def _compose(session: Session, message: Message, channel: str) -> Letter | None:
    given = services()
    return compose(session, message, channel, Reading(given.keys, given.config.base_url, given.clock()))


def _both_clocks() -> Clocks:
    return Clocks(services().clock(), datetime.now(UTC))


def remind_the_day_before() -> int:
    """Remind of the consultations of the next office day where its office's time has come; answer how many seekers.

    One worker takes an office, once a day. An office that changes its time has another run.
    """
    now, real_now = services().clock(), datetime.now(UTC)
    due = {f"remind_the_day_before:{office_id}": at for office_id, at in remind.last_rounds(now=now).items()}
    reminded: list[int] = []

    def work(office_id: int) -> None:
        reminded.append(remind.remind_office(office_id, now=now))

    for name in open_runs(due, now=now, real_now=real_now):
        office_id = int(name.rpartition(":")[2])
        run_once(name, partial(work, office_id), due_at=due[name], now=now, real_now=real_now)
    return sum(reminded)


def remind_an_hour_before() -> int:
    """Remind of the consultations that begin as soon as their office says; answer how many seekers were reminded."""
    return remind.remind_an_hour_before(now=services().clock())


def change_validity() -> int:
    """Make registrations valid or invalid as was asked for a quarter of an hour ago; answer how many."""
    return _count(lambda: take_next_effect(now=services().clock()))


def reopen_my_pages() -> int:
    """Open the my-pages again that were closed until a day; answer how many."""
    return reopen_what_is_over(now=services().clock())


def remind_of_registrations() -> int:
    """Tell seekers a month and a week before their registration ends; answer how many were told."""
    return remind_of_end(now=services().clock())


def notify_waiting() -> int:
    """Notify those who wait for a place of a day that has one now; answer how many."""
    return wait.notify_waiting(now=services().clock())


def _count(take_one: Callable[[], bool]) -> int:
    """How often there was one to take; both clocks are read anew for each. A job that is told to stop takes no more."""
    taken = 0
    while not services().stopping.is_set() and take_one():
        taken += 1
    return taken


def job_log(app: Flask) -> JobLog:
    """Notes how the jobs fare, for `madoguchi jobs list` and /alarmz."""
    return JobLog(
        keep=lambda notes: _within(app, lambda: transact(lambda session: keep_notes(session, notes))),
        clock=lambda: datetime.now(UTC),
    )


def note_low_pools() -> int:
    """Note for /alarmz which desks have too few meetings in the pool, where there is one; answer how many."""
    given = services()
    if not given.meetings.traits.is_filled_by_staff:
        return 0
    return noting_low_pools(now=given.clock(), real_now=datetime.now(UTC))


def seal_audit() -> int:
    """Seal the new audit lines; answer how many."""
    return seal_new_lines(key=services().config.audit_key)


def note_audit_head() -> str:
    """Write the head of the sealed audit log to the log; answer it."""
    return str(note_head(key=services().config.audit_key))


def mend_claims() -> str:
    """See that every booking that stands has exactly its claims; answer what was done."""
    return str(mending.mend_claims(now=services().clock()))


def watch_clock() -> str:
    """See whether the machine's clock may be believed; answer what it is."""
    return clock_watch().state().value


def purge() -> int:
    """Delete what has had its day; answer how many rows.

    Raises:
        ClockDoubted: something speaks against the clock by which it would delete.
    """
    if clock_watch().state() is ClockState.DOUBTED:
        raise ClockDoubted
    given = services()
    kept = given.config.meeting_details_kept
    return purging.purge(now=given.clock(), real_now=datetime.now(UTC), details_kept=kept)


def _within(app: Flask, job: Callable[[], object]) -> object:
    with app.app_context():
        return job()


def _by_the_clock(work: Callable[[], int]) -> int:
    """Do `work`, which tells people of times or counts what is over, unless something speaks against the clock."""
    return 0 if clock_watch().state() is ClockState.DOUBTED else work()


def _once(
    app: Flask,
    name: str,
    rhythm: Daily | Hourly,
    work: Callable[[], object],
    *,
    at_start: bool = False,
    needs: AbstractSet[ClockState] = ANY_CLOCK,
) -> Job:
    """A job of which each run is done by one worker; the scheduler looks every minute whether one is due.

    While the clock is none of what the job `needs`, its run stays due.
    """
    return Job(
        name,
        60,
        lambda: _within(app, work),
        look=lambda: _within(app, lambda: _run_if_due(name, rhythm, work, needs)),
        rhythm=str(rhythm),
        at_start=at_start,
    )


def _run_if_due(name: str, rhythm: Daily | Hourly, work: Callable[[], object], needs: AbstractSet[ClockState]) -> bool:
    if needs != ANY_CLOCK and clock_watch().state() not in needs:
        return False
    now = services().clock()
    return run_once(name, work, due_at=rhythm.latest(now), now=now, real_now=datetime.now(UTC))
