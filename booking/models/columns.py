"""Column shapes that several tables share."""

from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Enum

E = TypeVar("E", bound=StrEnum)


def words(kind: type[E], *, name: str) -> Enum:
    """A column that holds the values of a StrEnum as text, checked by the database under constraint `name`."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )
