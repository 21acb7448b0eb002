"""The session of a request or a job, `db.session`: it reads. What writes has a session of its own (`transact`)."""

from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection
from sqlalchemy.orm import Session


class ReadingSession(Session):
    """Reads on one connection, which it takes when it is first asked and gives back when its transaction ends.

    Statements that go past the session begin no transaction (docs/decisions/0093); the session's own begin one.
    """

    def __init__(self, db: SQLAlchemy, **options: Any) -> None:
        # A transaction that was begun past the session is nobody else's: it ends with the session's.
        super().__init__(join_transaction_mode="control_fully", **options)
        self._db = db
        self._taken: Connection | None = None

    def connected(self) -> Connection:
        """The connection, on which nothing has begun unless the session or Core began it."""
        if self._taken is None:
            self._taken = self._db.engine.connect()
        return self._taken

    def get_bind(self, *_given: Any, **_more: Any) -> Connection:
        """The connection, whatever is asked for: there is one database."""
        return self.connected()

    def commit(self) -> None:
        """End the transaction, if one began; the connection goes back to the pool."""
        try:
            super().commit()
        finally:
            self._give_back()

    def rollback(self) -> None:
        """The same, and nothing is kept."""
        try:
            super().rollback()
        finally:
            self._give_back()

    def end_transaction(self) -> None:
        """Roll back and stay on the connection."""
        super().rollback()
        if self._taken is not None:
            self._taken.rollback()  # what Core began past the session

    @property
    def has_connection(self) -> bool:
        """Whether it keeps a connection."""
        return self._taken is not None

    def hand_over(self) -> Connection:
        """The connection, on which no transaction may be left; it is the caller's now, who closes it."""
        taken, self._taken = self.connected(), None
        return taken

    def close(self) -> None:
        """Forget all and end the transaction; the connection goes back to the pool."""
        try:
            super().close()
        finally:
            self._give_back()

    def _give_back(self) -> None:
        taken, self._taken = self._taken, None
        if taken is not None:
            taken.close()
