"""`madoguchi token create`, `list` and `revoke`."""

import json
from argparse import Namespace
from datetime import UTC, datetime
from typing import Any

from booking.cli.wiring import prepared_app
from booking.people.token_list import IssuedToken, issued_tokens
from booking.people.tokens import create_token, revoke_token
from booking.services import services
from booking.tables import Realm, Scope
from calendars.office_time import in_office_time
from database.base import db

_ACTOR = "operator:command"


def create(options: Namespace) -> None:
    """Make a token and print it, once."""
    with prepared_app():
        token = create_token(
            Realm(options.realm),
            options.email,
            name=options.name,
            scopes=[Scope(scope) for scope in options.scope],
            actor=_ACTOR,
            now=services().clock(),
            real_now=datetime.now(UTC),
        )
    print(token)


def list_tokens(options: Namespace) -> None:
    """Print the tokens without their secrets."""
    with prepared_app():
        rows = [_row(issued) for issued in issued_tokens(db.session(), login=options.email)]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        print(_line(row))


def revoke(options: Namespace) -> None:
    """End a token."""
    with prepared_app():
        revoke_token(options.number, actor=_ACTOR, now=services().clock(), real_now=datetime.now(UTC))
    print(f"token {options.number} opens nothing any more")


def _line(row: dict[str, Any]) -> str:
    state = f"revoked {row['revoked_at']}" if row["revoked_at"] else f"used {row['last_used_at'] or 'never'}"
    whose = f"{row['number']:>6}  {row['realm']:<7}  {row['email']}  {row['name']}"
    return f"{whose}  {','.join(row['scopes'])}  {state}"


def _row(issued: IssuedToken) -> dict[str, Any]:
    token = issued.token
    return {
        "number": token.id,
        "realm": issued.realm.value,
        "email": issued.login,
        "name": token.name,
        "scopes": token.scopes,
        "made_at": _rfc3339(token.made_at),
        "last_used_at": _rfc3339(token.last_used_at),
        "revoked_at": _rfc3339(token.revoked_at),
    }


def _rfc3339(moment: datetime | None) -> str | None:
    return in_office_time(moment).isoformat(timespec="seconds") if moment else None
