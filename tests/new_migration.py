"""`make migration SUBJECT="notes of staff"`: writes the next migration from what the models say and the tables do not.

The tables are those of the newest migration, made for this in a folder that goes again.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import booking.tables
import notifier.tables  # noqa: F401  its tables are part of the metadata
from database.migrate import upgrade, write_migration
from database.schema import MIGRATIONS

USAGE = 'Say in a few words what changes: make migration SUBJECT="notes of staff"'
READ_IT = "Read it before you run it: of tables that exist it sees no CHECK and no trigger, and of rows nothing."


def main(words: Sequence[str], folder: Path = MIGRATIONS) -> int:
    """Write the migration and name its file; answer the exit status."""
    subject = " ".join(words).strip()
    if not subject.isascii() or not any(map(str.isalpha, subject)):
        print(USAGE, file=sys.stderr)  # noqa: T201
        return 2
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{place}/newest.sqlite3"
        upgrade(url)
        written = write_migration(url, subject, booking.tables.Booking.metadata, folder=folder)
    print(written, READ_IT, sep="\n")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
