"""The town in which tests take place: three offices, made-up people, and a clock that stands still until moved."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from booking.app import create_app
from booking.assets import assets
from booking.office_changes.import_file import import_office
from booking.offices.file.read import read_office
from booking.people.samples import Login, make_samples, password_of_sample
from booking.settings.config import Config, read_config
from booking.tables import Seeker, Staff
from calendars.office_time import TOKYO
from database.base import db

# Friday: the last day on which Wednesday 25 November can be booked, because Monday 23 is a holiday.
FRIDAY_MORNING = datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)

MISAKI, TARO, HATSUE, NAIKO = "70000-0000002", "70000-0000001", "70000-0000004", "70000-0000011"


def office_time(text: str) -> datetime:
    """The moment at which the office's clock shows "2026-11-25 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


@dataclass
class StandingClock:
    """A clock that shows `moment` until it is set or moved."""

    moment: datetime = FRIDAY_MORNING

    def __call__(self) -> datetime:
        return self.moment

    def set(self, text: str) -> None:
        """Show "2026-11-25 10:00" office time."""
        self.moment = office_time(text)

    def move(self, **span: float) -> None:
        """Let `minutes=`, `hours=` … pass."""
        self.moment += timedelta(**span)


def config_for(url: str, folder: Path) -> Config:
    """A development Config on the database at `url`, with the same keys in every test."""
    settings = {
        "MADOGUCHI_DATABASE_URL": url,
        "MADOGUCHI_SECRET_KEY": "a secret key that is long enough for tests",
        "MADOGUCHI_DATA_KEYS": "a data key that is long enough for the tests",
        "MADOGUCHI_AUDIT_KEY": "an audit key that is long enough for tests",
    }
    return read_config(settings, instance=folder)


def fill(url: str, folder: Path) -> list[Login]:
    """Import the three offices and make the made-up people; answer how they sign in."""
    app = create_app(config_for(url, folder), clock=StandingClock())
    with app.app_context():
        for path in sorted(assets("offices").glob("*.toml")):
            office = read_office(path.read_text(encoding="utf-8"), file_name=path.name)
            import_office(office, actor="test", now=FRIDAY_MORNING)
        logins = make_samples(secret_key=app.config["SECRET_KEY"], now=FRIDAY_MORNING)
        close_connections()
    return list(logins)


def close_connections() -> None:
    """Give every connection of the current app back, so that the database can be copied or dropped."""
    db.session.remove()
    db.engine.dispose()


def seeker_id(number: str) -> int:
    """The id of the seeker with this number."""
    return db.session.scalars(select(Seeker.id).where(Seeker.seeker_number == number)).one()


def staff_id(name: str) -> int:
    """The id of the member of staff of this name."""
    return db.session.scalars(select(Staff.id).where(Staff.name == name)).one()


def password_of(app: Flask, email: str) -> str:
    """The password of a made-up person."""
    return password_of_sample(app.config["SECRET_KEY"], email)
