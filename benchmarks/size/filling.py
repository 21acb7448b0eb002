"""What makes a big database quick to fill: no index meanwhile, and no waiting for the disk (PostgreSQL)."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

_MEANWHILE = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_wal_size": "16GB",
    "checkpoint_timeout": "1h",
    "maintenance_work_mem": "512MB",
    "work_mem": "256MB",
}
_AT_ONCE = 2  # indexes, one a core

# Keys that foreign keys point to stay, and so do those of small tables, which cost nothing.
_KEYS = text(r"""
SELECT conrelid::regclass::text AS of, quote_ident(conname) AS name, pg_get_constraintdef(c.oid) AS definition
FROM pg_constraint c
WHERE contype IN ('p', 'u') AND connamespace = 'public'::regnamespace AND conname NOT LIKE 'alembic%'
    AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = c.conindid)
""")
_INDEXES = text(r"""
SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid AND c.relnamespace = 'public'::regnamespace
WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
    AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = i.indexrelid)
""")


@contextmanager
def not_waiting_for_the_disk(engine: Engine) -> Iterator[None]:
    """Tell the server so; whoever is measured afterwards waits for it as in service."""
    with engine.connect() as connection:
        _do(connection, [f"ALTER SYSTEM SET {name} = '{value}'" for name, value in _MEANWHILE.items()])
        _do(connection, ["SELECT pg_reload_conf()"])
    try:
        yield
    finally:
        with engine.connect() as connection:
            _do(connection, ["ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()", "CHECKPOINT"])


@contextmanager
def without_indexes(engine: Engine) -> Iterator[None]:
    """Drop what can be dropped, and make it again in the end, which takes a fraction of keeping it up."""
    with engine.connect() as connection:
        keys, indexes = connection.execute(_KEYS).all(), connection.execute(_INDEXES).all()
        _do(connection, [f"ALTER TABLE {key.of} DROP CONSTRAINT {key.name}" for key in keys])
        _do(connection, [f"DROP INDEX {index.name}" for index in indexes])
    yield
    # Those of one table wait for each other's keys, so that each table is one piece of work.
    work: dict[str, list[str]] = {}
    for key in keys:
        work.setdefault(key.of, []).append(f"ALTER TABLE {key.of} ADD CONSTRAINT {key.name} {key.definition}")
    for index in indexes:
        table = index.definition.split(" ON ")[1].split()[0].removeprefix("ONLY ").removeprefix("public.")
        work.setdefault(table, []).append(index.definition)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(lambda statements: _in_own_connection(engine, statements), work.values()))


def _in_own_connection(engine: Engine, statements: Sequence[str]) -> None:
    with engine.connect() as connection:
        _do(connection, statements)


def _do(connection: Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)
