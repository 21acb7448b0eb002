"""Tells while little room is left where this installation writes: a full disk refuses every booking."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from booking.settings.config import Config

LEAST_FREE = 100 * 1024 * 1024  # bytes; thousands of bookings, and a night in which somebody can make room


def folders_short_of_room(config: Config) -> list[Path]:
    """The folders of data with less than LEAST_FREE; how much room a database server has, it must tell by itself."""
    return [folder for folder in sorted(set(_written(config))) if shutil.disk_usage(folder).free < LEAST_FREE]


def _written(config: Config) -> Iterator[Path]:
    url = make_url(config.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        yield Path(url.database).absolute().parent
    if config.mail is None and config.mail_folder.exists():
        yield config.mail_folder
