"""Databases of countries: filled once, and copied for each run that changes them where they are kept."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine

from benchmarks.size import country as its_offices
from benchmarks.size import history
from benchmarks.size.country import Country
from database.engines import url_for_sqlalchemy
from database.schema import NEWEST

# By what a database was filled: by another version it is filled anew.
_FILLING = sha256(b"".join(Path(str(part.__file__)).read_bytes() for part in (its_offices, history))).hexdigest()[:8]


def filled(url: str, offices: int, *, keep: bool, tell: Callable[[str], None]) -> str:
    """The URL of a country's database for this run, which is filled now unless it was kept by a run before."""
    pristine = f"size_{offices}_{NEWEST}_{_FILLING}"
    if pristine not in _databases(url):
        tell(f"filling a country of {offices} offices")
        half = f"half_{pristine}"  # by this name until all of it is there
        _do(url, f"DROP DATABASE IF EXISTS {half}", f"CREATE DATABASE {half}")
        with TemporaryDirectory(prefix="madoguchi-size-") as made:
            Country(_url_of(url, half), Path(made) / "filling", offices).fill(tell)
        _do(url, f"ALTER DATABASE {half} RENAME TO {pristine}")
    if not keep:
        return _url_of(url, pristine)
    tell(f"copying a country of {offices} offices")
    used = f"used_{offices}"
    _do(url, f"DROP DATABASE IF EXISTS {used}", f"CREATE DATABASE {used} TEMPLATE {pristine} STRATEGY file_copy")
    return _url_of(url, used)


def _url_of(url: str, name: str) -> str:
    return url.replace("/postgres?", f"/{name}?")


def _databases(url: str) -> Sequence[str]:
    engine = create_engine(url_for_sqlalchemy(url))
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT datname FROM pg_database").scalars().all()
    engine.dispose()
    return names


def _do(url: str, *statements: str) -> None:
    engine = create_engine(url_for_sqlalchemy(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()
