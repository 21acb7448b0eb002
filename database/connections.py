"""The connection that a session works on, for statements that go past the session."""

from sqlalchemy import Connection
from sqlalchemy.orm import Session


def connection_of(session: Session) -> Connection:
    """Within `transact` the transaction's own, at once: to ask the session takes 12 µs, five times a booking."""
    bind = session.bind
    return bind if isinstance(bind, Connection) else session.connection()
