"""What can go wrong with the database itself, apart from any booking."""

from collections.abc import Sequence

from sqlalchemy import exc


class BadDatabaseUrl(ValueError):
    """A database URL of an engine that the service does not run on; carries no password."""

    def __init__(self, url: str) -> None:
        scheme, separator, _rest = url.partition("://")
        self.scheme = scheme if separator else ""  # without a scheme the whole may be a name and a password
        super().__init__(
            f"unknown database {self.scheme!r}: use sqlite:////path/to/file.sqlite3 or postgresql://user:password@host/name"
        )


_READ_ONLY = "25006"  # read_only_sql_transaction (PostgreSQL manual, appendix A)


class DatabaseBusy(Exception):
    """The database could not take a whole transaction in several tries; nothing was changed."""


class BrokenReferences(Exception):
    """Rows of these tables name rows that are not there."""

    def __init__(self, tables: Sequence[str]) -> None:
        super().__init__(f"rows of {', '.join(tables)} name rows that are not there; nothing was changed")


class DatabaseUnusable(Exception):
    """The database is not to be worked with as it is; the text says why, names no person, and is for the operator."""


def is_read_only(error: BaseException) -> bool:
    """Whether PostgreSQL refused to write because it may only be read: a standby, or one that is looked after."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) == _READ_ONLY


# Busy, full or away; anything else that a database says is a fault of ours (TimeoutError: no connection came free).
DATABASE_TROUBLE = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError, DatabaseBusy, DatabaseUnusable)
