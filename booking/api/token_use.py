"""Notes when tokens were last used, coarsely: an hour at most per token, a minute at most per process.

A note is a write, and writes wait in one line: one for each booking would cost every booking half of its speed. What a
process has not noted when it ends is lost, which an hour's grain forgives.
"""

import logging
import threading
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from booking.people.bearer_tokens import TokenHolder
from booking.people.tokens import note_use
from database.errors import DatabaseBusy
from database.fault_lines import fault_lines

logger = logging.getLogger(__name__)

GRAIN = timedelta(hours=1)
PAUSE = timedelta(minutes=1)


class TokenUse:
    """Gathers the tokens whose use is not noted yet, and notes them together."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: set[int] = set()
        self._noted_at: datetime | None = None

    def note(self, holder: TokenHolder, *, real_now: datetime) -> None:
        """Note that the token was used now, at no risk to the request."""
        if holder.last_used_at is not None and real_now - holder.last_used_at < GRAIN:
            return
        due = self._due(holder.token_id, real_now)
        if due:
            try:
                note_use(due, real_now=real_now)
            except (SQLAlchemyError, DatabaseBusy) as error:
                logger.warning("the use of %s tokens was not noted\n%s", len(due), fault_lines(error))

    def _due(self, token_id: int, real_now: datetime) -> Collection[int]:
        with self._lock:
            self._waiting.add(token_id)
            if self._noted_at is not None and real_now - self._noted_at < PAUSE:
                return ()
            due, self._waiting, self._noted_at = self._waiting, set(), real_now
            return due
