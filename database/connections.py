"""The connection that a session works on, for statements that go past the session."""

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from database.reading_session import ReadingSession


def connection_of(session: Session) -> Connection:
    """At once what `transact` began, or what a request reads on: to ask a session takes 12 µs, five times a booking."""
    if isinstance(session, ReadingSession):
        return session.connected()
    bind = session.bind
    return bind if isinstance(bind, Connection) else session.connection()
