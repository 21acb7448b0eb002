"""Several SELECTs as one statement, where each would be a round trip."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, cast, literal, null, select, union_all

from database.prepared import Prepared, Row


class SideBySide:
    """Named SELECTs, whose order of rows does not count. Parameters of the same name share their value."""

    def __init__(self, **selects: Select[*tuple[Any, ...]]) -> None:
        parts = [list(one.subquery().c) for one in selects.values()]
        self._names, self._spans = tuple(selects), _spans([len(part) for part in parts])
        columns = [column for part in parts for column in part]
        widened = [select(literal(n).label("whose"), *_only(columns, part)) for n, part in enumerate(parts)]
        self._together = Prepared(select(union_all(*widened).subquery()))
        self._apart = {name: Prepared(one) for name, one in selects.items()}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Mapping[str, list[Row]]:
        """What each of them finds, by its name."""
        if connection.dialect.name == "sqlite":
            return {name: one.rows(connection, values) for name, one in self._apart.items()}
        found: dict[str, list[Row]] = {name: [] for name in self._names}
        for whose, *row in self._together.rows(connection, values):
            found[self._names[whose]].append(tuple(row[self._spans[whose]]))
        return found


def _spans(widths: list[int]) -> list[slice]:
    """Where the columns of each stand among those of all."""
    return [slice(sum(widths[:n]), sum(widths[: n + 1])) for n in range(len(widths))]


def _only(columns: Sequence[ColumnElement[Any]], own: Sequence[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    """The own ones in their places, with nothing in those of the others."""
    mine = {id(column) for column in own}
    places = enumerate(columns)
    return [(column if id(column) in mine else cast(null(), column.type)).label(f"column_{n}") for n, column in places]
