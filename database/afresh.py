"""Reads rows under a lock as they are now: what the session knew of them may have changed while it waited."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import ScalarResult, Select
from sqlalchemy.orm import Session

T = TypeVar("T")


def read_afresh(session: Session, query: Select[T], parameters: Mapping[str, Any] | None = None) -> ScalarResult[T]:
    """What `query` finds, each object with the values of its row; the query says which rows it locks."""
    return session.scalars(query, parameters, execution_options={"populate_existing": True})
