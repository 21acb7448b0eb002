"""Mails of keys. They go to an address, whoever has it, and into no inbox."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements.channels import channels
from booking.announcements.kinds import KINDS
from booking.tables import AccountKey
from notifier.outbox import post


def announce_key(session: Session, kind: str, key: AccountKey, *, now: datetime) -> None:
    """Mail the key; it lapses with the key, counted from `now` (the office's clock).

    Also for a key that goes to nobody: the letter finds no address and is dropped, and whoever asked cannot tell.
    """
    row = KINDS[kind]
    addressee = f"key:{key.id}"
    due_at = row.due_at(now)
    post(
        session,
        recipient=addressee,
        kind=kind,
        fact=f"{kind}:{addressee}",
        about=addressee,
        references={"key": key.id},
        deliveries={one.name: due_at for one in channels().carrying(kind) if one.takes_addresses},
        useful_until=now + (key.ends_at - key.made_at),
        lapses=True,
        now=now,
    )
