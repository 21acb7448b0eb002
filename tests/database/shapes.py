"""What a database is made of, written so that two can be compared."""

import re
from typing import Any

from sqlalchemy import Connection, Inspector, inspect

Shape = dict[str, set[str]]

_POSTGRESQL = {
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    """,
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
}

_DEFINITIONS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": """
        SELECT relname, concat_ws(', ', columns, constraints) FROM pg_class,
        LATERAL (
            SELECT string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull), '' ORDER BY attnum)
            AS columns FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
        ),
        LATERAL (
            SELECT string_agg(pg_get_constraintdef(oid), ', ' ORDER BY conname)
            AS constraints FROM pg_constraint WHERE conrelid = pg_class.oid
        )
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    """,
}


def definitions(connection: Connection) -> dict[str, str]:
    """What rows of each table are made of and must meet, as the database itself tells it."""
    made = connection.exec_driver_sql(_DEFINITIONS[connection.dialect.name])
    return {name: definition for name, definition in made if name != "alembic_version"}


def shape(connection: Connection) -> Shape:
    """Every column, key, CHECK, UNIQUE, index and trigger, each in one line, by table."""
    seen = inspect(connection)
    lines = {name: set(_columns(seen, name)) for name in seen.get_table_names() if name != "alembic_version"}
    for table, line in (
        _of_sqlite(connection, seen) if connection.dialect.name == "sqlite" else _of_postgresql(connection)
    ):
        if table in lines:
            lines[table].add(line)
    return lines


def _columns(seen: Inspector, table: str) -> list[str]:
    return [
        f"column {one['name']} {one['type']!r} null={one['nullable']} default={_bare(one['default'])}"
        for one in seen.get_columns(table)
    ]


def _of_postgresql(connection: Connection) -> list[tuple[str, str]]:
    rows = [row for query in _POSTGRESQL.values() for row in connection.exec_driver_sql(query)]
    return [(table.strip('"'), f"{name} {definition}") for table, name, definition in rows]


def _of_sqlite(connection: Connection, seen: Inspector) -> list[tuple[str, str]]:
    lines = []
    for table in seen.get_table_names():
        lines += [(table, f"key {seen.get_pk_constraint(table)['constrained_columns']}")]
        lines += [(table, f"check {one['name']} {plain(one['sqltext'])}") for one in seen.get_check_constraints(table)]
        lines += [(table, f"unique {one['name']} {one['column_names']}") for one in seen.get_unique_constraints(table)]
        lines += [(table, f"foreign {_key(one)}") for one in seen.get_foreign_keys(table)]
    for kind, table, sql in connection.exec_driver_sql("SELECT type, tbl_name, sql FROM sqlite_master"):
        if kind in {"index", "trigger"} and sql:
            lines.append((table, plain(sql)))
        elif kind == "table" and "AUTOINCREMENT" in sql:
            lines.append((table, "ids are never given again"))
    return lines


def _key(one: Any) -> str:
    return f"{one['name']} {one['constrained_columns']} {one['referred_table']} {sorted(one['options'].items())}"


def _bare(default: str | None) -> str | None:
    return None if default is None else default.strip("'")


def plain(sql: str) -> str:
    """The statement without the differences that mean nothing."""
    return re.sub(r"\s+", " ", sql.replace('"', "")).lower()
