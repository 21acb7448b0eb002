"""Mails to staff about their accounts. Staff have no inbox: the mail is all that there is."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements.channels import channels
from booking.announcements.kinds import KINDS
from booking.tables import Account
from notifier.outbox import post


def announce_to_staff(session: Session, kind: str, account: Account, *, once: str | None = None, now: datetime) -> None:
    """Tell a member of staff, at the address with which they sign in, of what was done to their account.

    `once` names what is told only once; without it every moment has news of its own.
    """
    addressee = f"staff:{account.staff_id}"
    due_at = KINDS[kind].due_at(now)
    post(
        session,
        recipient=addressee,
        kind=kind,
        fact=f"{kind}:{once or now.isoformat()}",
        about=addressee,
        references={"account": account.id},
        deliveries={one.name: due_at for one in channels().carrying(kind) if one.takes_addresses},
        useful_until=None,
        now=now,
    )
