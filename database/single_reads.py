"""A read of one statement, without a transaction around it: one statement sees one moment of the database anyway."""

from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from database.engines import SINGLE_READ

_engines: WeakKeyDictionary[Engine, Engine] = WeakKeyDictionary()


def single_read(engine: Engine) -> Connection:
    """A connection of the engine's pool for one SELECT, to be used in a `with` block: nothing begins, nothing ends."""
    if engine not in _engines:
        # psycopg would send a BEGIN of its own; sqlite3 sends none, and must not be told to.
        driver = {} if engine.dialect.name == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
        _engines[engine] = engine.execution_options(**{SINGLE_READ: True}, **driver)
    return _engines[engine].connect()
