"""What no outbox can do without: for each letter, hand it over and commit once that this was done.

One process, one letter text, one connection that is kept; nothing is leased, looked up, rendered or put in order. So
it says how quick a queue could be whose letters cost nothing. Handing over without a commit is measured, too: whoever
does that sends twice or not at all after a crash.
"""

import smtplib
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from benchmarks.floors import FloorRow, floor_engine
from database.engines import writing
from notifier.channels.mail import Mail, Sender, mail_of

_SENDER = Sender("madoguchi@example.jp", "Madoguchi")
_LETTER = Mail(
    key="mail-1-20261120090000",
    to="load-0000001@example.com",
    subject="予約を受け付けました",
    text="予約を受け付けました。\n" * 40,
    written_at=datetime(2026, 11, 20, tzinfo=UTC),
)

HandOver = Callable[[int], object]


def by_smtp(port: int, letters: int, *, note: HandOver) -> float:
    """Letters a minute to the mail server at `port`, each followed by `note`."""
    content = mail_of(_LETTER, _SENDER).as_bytes()
    with smtplib.SMTP("127.0.0.1", port) as server:
        return _a_minute(letters, lambda _: server.sendmail(_SENDER.address, [_LETTER.to], content), note)


def to_files(folder: Path, letters: int, *, note: HandOver) -> float:
    """Letters a minute as files, each written aside and moved to its name, and followed by `note`."""
    content = mail_of(_LETTER, _SENDER).as_bytes()
    folder.mkdir(exist_ok=True)
    aside = folder / "aside.part"

    def write(n: int) -> None:
        aside.write_bytes(content)
        aside.replace(folder / f"{n}.eml")

    return _a_minute(letters, write, note)


def noting_in(url: str) -> HandOver:
    """Commits one row to the database at `url`."""
    engine = writing(floor_engine(url))

    def note(n: int) -> None:
        with engine.begin() as connection:
            row = {"made_at": datetime.now(UTC), "actor": "worker", "about": f"delivery:{n}"}
            connection.execute(insert(FloorRow).values(row))

    return note


def noting_nothing(_n: int) -> None:
    """Leaves no trace: whoever does that sends twice or not at all after a crash."""


def _a_minute(letters: int, hand_over: HandOver, note: HandOver) -> float:
    began_at = time.perf_counter()
    for n in range(letters):
        hand_over(n)
        note(n)
    return 60 * letters / (time.perf_counter() - began_at)
