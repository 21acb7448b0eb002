"""One transaction at a time for a piece of work, across all processes."""

from sqlalchemy import text
from sqlalchemy.orm import Session


def take_turn(session: Session, number: int) -> None:
    """Wait until no other transaction has the turn `number`, and keep it until this one ends.

    On SQLite a writing transaction is alone anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("select pg_advisory_xact_lock(:number)"), {"number": number})
