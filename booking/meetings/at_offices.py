"""Questions about meetings that are asked of some offices or of all of them."""

from collections.abc import Collection, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, bindparam
from sqlalchemy.orm import InstrumentedAttribute, Session

T = TypeVar("T")


class AtOffices(Generic[T]):
    """A query, built once for all offices and once for those that are named: every day sheet asks several."""

    def __init__(self, query: Select[T], office: InstrumentedAttribute[int]) -> None:
        self._everywhere = query
        self._at_some = query.where(office.in_(bindparam("office_ids", expanding=True)))

    def all(self, session: Session, office_ids: Collection[int] | None, **facts: Any) -> Sequence[T]:
        """What is found at these offices (None: at all)."""
        if office_ids is None:
            return session.scalars(self._everywhere, facts).all()
        return session.scalars(self._at_some, {**facts, "office_ids": list(office_ids)}).all()
