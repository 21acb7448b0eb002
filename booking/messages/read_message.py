"""Notes that a message was opened."""

from datetime import datetime

from database.transactions import transact
from notifier.inbox import mark_read


def read_message(recipient: str, message_id: int, *, now: datetime) -> None:
    """Note when the recipient first opened the message; somebody else's stays as it is."""
    transact(lambda session: mark_read(session, recipient, message_id, now=now))
