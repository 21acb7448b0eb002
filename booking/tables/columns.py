"""Column shapes that several tables share."""

from collections.abc import Iterable
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


def allowed(column: str, numbers: Iterable[int]) -> str:
    """The text of a CHECK that lets nothing but these numbers into the column."""
    return f"{column} in ({', '.join(map(str, numbers))})"
