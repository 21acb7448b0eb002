"""Keeps rendered lists of slots in this process, each with its version and how long time leaves it alone."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime

from booking.queries.slot_lists import ListVersion

_MOST = 500  # lists of a whole booking window take some 20 kB each


@dataclass(frozen=True)
class SlotList:
    """The slots from `first` to `last` as bytes, as they were at `since` and stay until `until`, if no claim comes."""

    first: date
    last: date
    version: ListVersion
    since: datetime
    until: datetime
    content: bytes

    @property
    def etag(self) -> str:
        """Strong: the same bytes, the same tag, in every process."""
        return hashlib.sha256(self.content).hexdigest()[:32]

    def holds(self, version: ListVersion, now: datetime) -> bool:
        """Whether it is still what a reader would be given at `now`."""
        return self.version == version and self.since <= now < self.until


class SlotLists:
    """The lists that were asked for lately."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lists: OrderedDict[Hashable, SlotList] = OrderedDict()

    def find(self, question: Hashable) -> SlotList | None:
        """The list that answered `question` last, whether or not it still holds."""
        with self._lock:
            found = self._lists.get(question)
            if found is not None:
                self._lists.move_to_end(question)
            return found

    def keep(self, question: Hashable, answer: SlotList) -> None:
        """Keep `answer`; the one that was not asked for longest goes."""
        with self._lock:
            self._lists[question] = answer
            self._lists.move_to_end(question)
            while len(self._lists) > _MOST:
                self._lists.popitem(last=False)
