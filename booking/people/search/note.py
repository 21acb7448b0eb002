"""Records that staff searched for people: what kind of thing was typed and how many fitted, never what it was."""

from datetime import datetime

from booking.audit.record import record
from booking.people.search.find import Found
from database.transactions import transact


def note_search(found: Found, *, actor: str, now: datetime) -> None:
    """Add a line to the audit log; whom `actor` opens then has lines of their own."""
    transact(
        lambda session: record(
            session,
            actor=actor,
            act="search_people",
            object_="people",
            now=now,
            kind=found.typed.kind,
            exact=len(found.exact),
            near=len(found.near),
        )
    )
