"""Facts of offices that a process keeps until the office's version rises, as every change of its settings has it do."""

from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Pool
from sqlalchemy.orm import Session

Fact = TypeVar("Fact")


class KeptByVersion(Generic[Fact]):
    """One fact of each office, by how `read` reads it; the very same object as long as the version is."""

    def __init__(self, read: Callable[[Session, int], Fact]) -> None:
        self._read = read
        # By id, with their versions, for each pool of connections: that is, for each database.
        self._kept: WeakKeyDictionary[Pool, dict[int, tuple[int, Fact]]] = WeakKeyDictionary()

    def of(self, session: Session, office_id: int, version: int) -> Fact:
        """The fact of the office. `version` was read before: what changed after that belongs to a later one."""
        kept = self._kept.setdefault(session.get_bind().engine.pool, {})
        of_office = kept.get(office_id)
        if of_office is None or of_office[0] != version:
            of_office = kept[office_id] = version, self._read(session, office_id)
        return of_office[1]
