"""The running service on each engine: prepared once by the commands of an operator, copied for each test."""

import csv
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from booking.offices.file.write import write_office
from tests.conftest import ENGINES
from tests.databases import PostgresServer, SqliteTemplate, sqlite_url
from tests.service import Service
from tests.soak.places import mixed_office, rush_office
from tests.soak.sizes import Size, size_wanted

COMMAND = [sys.executable, "-m", "booking.cli"]
KEYS = {
    "MADOGUCHI_SECRET_KEY": "a secret key that is long enough for storms",
    "MADOGUCHI_DATA_KEYS": "a data key that is long enough for the storms",
    "MADOGUCHI_AUDIT_KEY": "an audit key that is long enough for storms",
}


@dataclass(frozen=True)
class Prepared:
    """A database with the stormed offices and the seekers who storm them, on `engine`, and their tokens."""

    engine: str
    name: str  # the path of the file, or the name on the PostgreSQL server
    tokens: Sequence[str]


@pytest.fixture(scope="session")
def size() -> Size:
    return size_wanted()


@pytest.fixture
def seed() -> int:
    """Printed, so that a failure can be looked at again; threads of a server still run as they like."""
    drawn = random.randrange(2**32)
    print(f"seed {drawn}")  # noqa: T201  pytest shows it with a failure
    return drawn


@pytest.fixture(scope="package", params=ENGINES)
def prepared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, size: Size
) -> Iterator[Prepared]:
    folder = tmp_path_factory.mktemp("prepared")
    if request.param == "sqlite":
        file = folder / "storm.sqlite"
        yield Prepared("sqlite", str(file), _prepare(sqlite_url(file), folder, size))
        return
    postgres: PostgresServer = request.getfixturevalue("postgres")
    with postgres.database() as name:
        yield Prepared("postgresql", name, _prepare(postgres.url(name), folder, size))


@pytest.fixture
def tokens(prepared: Prepared) -> Sequence[str]:
    """The seekers' tokens."""
    return prepared.tokens


@pytest.fixture
def database_url(prepared: Prepared, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A copy of the prepared database."""
    if prepared.engine == "sqlite":
        yield SqliteTemplate(Path(prepared.name)).copy_to(tmp_path / "storm.sqlite")
        return
    postgres: PostgresServer = request.getfixturevalue("postgres")
    with postgres.database(template=prepared.name) as name:
        yield postgres.url(name)


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Service:
    """The service on that copy, not yet serving."""
    return Service(COMMAND, tmp_path, {**KEYS, "MADOGUCHI_DATABASE_URL": database_url})


def _prepare(url: str, folder: Path, size: Size) -> Sequence[str]:
    """Make offices and seekers as an operator would; answer the tokens."""
    service = Service(COMMAND, folder, {**KEYS, "MADOGUCHI_DATABASE_URL": url})
    service.madoguchi("init")
    for office in (rush_office(size.rush_places), mixed_office()):
        file = folder / f"{office.code}.toml"
        file.write_text(write_office(office), encoding="utf-8")
        service.madoguchi("office", "import", str(file), "--yes")
    service.madoguchi("sample", "--seekers", str(size.seekers), "--tokens", "tokens.csv")
    with (folder / "tokens.csv").open(encoding="utf-8", newline="") as tokens:
        return [row["token"] for row in csv.DictReader(tokens)]
