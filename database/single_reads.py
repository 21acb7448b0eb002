"""A read of one statement, without a transaction around it: one statement sees one moment of the database anyway."""

from sqlalchemy import Connection, Engine

from database.engines import SINGLE_READ, variant


def single_read(engine: Engine) -> Connection:
    """A connection of the engine's pool for one SELECT, to be used in a `with` block: nothing begins, nothing ends."""
    # On PostgreSQL what only reads begins no transaction anyway.
    return variant(engine, SINGLE_READ, True).connect()
