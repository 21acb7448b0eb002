"""Counts the webhooks that were refused, and begins anew with one that is accepted: what `/alarmz` rests on."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booking.attendance.webhooks.refused import counts_anew
from booking.tables import RefusedWebhooks
from database.base import db
from database.inserting import insert_if_free
from database.transactions import transact


def note_refusal(provider: str, *, real_now: datetime) -> None:
    """Count one more request that was refused for its signature."""
    transact(lambda session: _refuse(session, provider, real_now))


def note_acceptance(provider: str) -> None:
    """Forget the refused ones: the provider is understood. Mostly there are none, and nothing is written."""
    refused = db.session.scalar(select(RefusedWebhooks.refused).where(RefusedWebhooks.provider == provider))
    db.session.rollback()
    if refused:
        transact(lambda session: _forget(session, provider))


def _refuse(session: Session, provider: str, real_now: datetime) -> None:
    insert_if_free(session, RefusedWebhooks, [{"provider": provider, "refused": 0}])
    row = session.scalars(select(RefusedWebhooks).where(RefusedWebhooks.provider == provider).with_for_update()).one()
    if counts_anew(row.refused, row.refused_since, real_now=real_now):
        row.refused, row.refused_since = 0, real_now
    row.refused += 1
    row.refused_at = real_now


def _forget(session: Session, provider: str) -> None:
    forgotten = {"refused": 0, "refused_since": None, "refused_at": None}
    session.execute(update(RefusedWebhooks).where(RefusedWebhooks.provider == provider).values(forgotten))
