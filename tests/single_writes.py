"""Forbids writes that the database would commit at once: who only reads begins no transaction (0019, 0093)."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, event

_NEEDS_A_TRANSACTION = re.compile(r"\b(INSERT INTO|UPDATE|DELETE FROM|FOR SHARE)\b")  # a lock ends with its statement


@contextmanager
def no_single_writes() -> Iterator[None]:
    """Meanwhile every write or lock needs a transaction around it, as `transact` gives it."""
    event.listen(Engine, "before_cursor_execute", _refuse_single_write)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", _refuse_single_write)


def _refuse_single_write(connection: Connection, _cursor: Any, statement: str, *_given: Any) -> None:
    if not _is_within_transaction(connection) and _NEEDS_A_TRANSACTION.search(statement):
        raise AssertionError(f"commits by itself, write in transact(): {statement}")


def _is_within_transaction(connection: Connection) -> bool:
    driver = connection.connection.dbapi_connection
    if isinstance(driver, sqlite3.Connection):
        return connection.in_transaction()
    if isinstance(driver, psycopg.Connection) and driver.autocommit:
        return driver.info.transaction_status is not TransactionStatus.IDLE
    return True
