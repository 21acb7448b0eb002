"""What the scheduler runs, a few lines each. Every job may run twice and may be killed half way."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from booking.actions.issue_meetings import issue_next
from booking.queries.letters import address_of, facts_of
from booking.services import services
from notifier.channels import Letter
from notifier.outbox import Moments, deliver_next
from notifier.render import render
from notifier.scheduler import Job
from notifier.tables import Message


def jobs(app: Flask) -> Sequence[Job]:
    """The jobs of the service with their periods in seconds."""
    return (
        Job("issue_meetings", 1, lambda: _within(app, issue_meetings)),
        Job("deliver_mail", 1, lambda: _within(app, deliver_mail)),
    )


def issue_meetings() -> int:
    """Ask the provider for every meeting that is wanted; answer how many were asked for."""
    given = services()
    return _count(
        lambda: issue_next(given.meetings, given.keys, now=given.clock(), real_now=datetime.now(UTC)),
    )


def deliver_mail() -> int:
    """Send what the outbox holds and is due; answer how many deliveries were tried."""
    given = services()
    return _count(
        lambda: deliver_next(given.channels, _compose, moments=Moments(given.clock(), datetime.now(UTC))),
    )


def _count(take_one: Callable[[], bool]) -> int:
    """How often there was one to take; both clocks are read anew for each."""
    taken = 0
    while take_one():
        taken += 1
    return taken


def _compose(session: Session, message: Message, channel: str) -> Letter | None:
    given = services()
    to = address_of(session, message)
    if to is None:
        return None
    facts = facts_of(session, message, keys=given.keys, base_url=given.config.base_url)
    environment = current_app.jinja_env
    return Letter(
        key=f"{channel}-{message.id}-{message.made_at:%Y%m%d%H%M%S}",
        to=to,
        subject=render(environment, message.kind, "subject.txt", facts),
        text=render(environment, message.kind, "mail.txt", facts),
        written_at=message.made_at,
    )


def _within(app: Flask, job: Callable[[], int]) -> int:
    with app.app_context():
        return job()
