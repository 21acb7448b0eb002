"""Writes a line of the audit log in the transaction of the act that it records."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from booking.tables import AuditLine
from database.inserting import insert_row


def record(
    session: Session, *, actor: str, act: str, object_: str, now: datetime, **facts: str | int | bool | None
) -> None:
    """Add a line: who (`actor`, internal id) did what to which object. Facts are ids, codes and field names only."""
    insert_row(session, AuditLine, audit_line(actor=actor, act=act, object_=object_, now=now, **facts))


def audit_line(
    *, actor: str, act: str, object_: str, now: datetime, **facts: str | int | bool | None
) -> dict[str, Any]:
    """Make the row of a line, for an act that inserts it together with other rows."""
    return {"at": now, "actor": actor, "act": act, "object": object_, "facts": facts}


def token_fact(token_id: int | None) -> dict[str, int]:
    """The fact that names the API token with which an act was asked for; no fact for people at a page."""
    return {} if token_id is None else {"token": token_id}
