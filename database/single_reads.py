"""A read of one statement, without a transaction around it: one statement sees one moment of the database anyway."""

from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from database.engines import SINGLE_READ

_engines: WeakKeyDictionary[Engine, Engine] = WeakKeyDictionary()


def single_read(engine: Engine) -> Connection:
    """A connection of the engine's pool for one SELECT, to be used in a `with` block: nothing begins, nothing ends."""
    if engine not in _engines:
        # On PostgreSQL what only reads begins no transaction anyway.
        _engines[engine] = engine.execution_options(**{SINGLE_READ: True})
    return _engines[engine].connect()
