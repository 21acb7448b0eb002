"""Made-up seekers for load tests: as many as asked for, each with an API token and no password. Never in production.

Number and token are drawn from the seeker's position and the secret key, so that a second run finds what a first one
made and can print its tokens again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from booking.core.keys import derived_token, token_hash
from booking.tables import Account, ApiToken, Office, Realm, Scope, Seeker
from calendars.office_time import day_of
from database.transactions import transact

BATCH = 5_000  # seekers a transaction: a second or so on SQLite, whose other writers wait that long

_BIRTH_DATES = (date(1962, 3, 14), date(1978, 7, 2), date(1985, 11, 23), date(1993, 1, 30), date(2001, 9, 9))
_NAME_OF_TOKENS = "負荷試験"


@dataclass(frozen=True)
class LoadSeeker:
    """A made-up seeker and the token with which a load test books in their name."""

    number: str
    email: str
    token: str = field(repr=False)


def make_load_seekers(
    count: int, *, secret_key: str, now: datetime, real_now: datetime
) -> Iterator[Sequence[LoadSeeker]]:
    """Make the first `count` load-test seekers where they are missing; answer each batch once it is committed.

    Their registration is valid for a year from `now`: every run renews it. Tokens are dated by real time.
    """
    for first in range(1, count + 1, BATCH):
        batch = [_load_seeker(secret_key, n) for n in range(first, min(first + BATCH, count + 1))]
        transact(lambda session, batch=batch: _make(session, batch, now, real_now))  # type: ignore[misc]  # bound at once
        yield batch


def _load_seeker(secret_key: str, position: int) -> LoadSeeker:
    email = f"load-{position:07}@example.com"
    return LoadSeeker(f"80000-{position:07}", email, derived_token(secret_key, "load test token", email))


def _make(session: Session, batch: Sequence[LoadSeeker], now: datetime, real_now: datetime) -> None:
    valid_until = day_of(now) + relativedelta(years=1)
    whole = Seeker.seeker_number.between(batch[0].number, batch[-1].number)
    session.execute(update(Seeker).where(whole).values(registration_valid_until=valid_until))
    known = set(session.scalars(select(Seeker.seeker_number).where(whole)))
    missing = [one for one in batch if one.number not in known]
    if not missing:
        return
    offices = session.scalars(select(Office.id).order_by(Office.id)).all()
    session.execute(insert(Seeker), [_seeker_row(one, offices, valid_until) for one in missing])
    seekers = dict(session.execute(select(Seeker.seeker_number, Seeker.id).where(whole)).all())
    session.execute(insert(Account), [_account_row(one, seekers[one.number]) for one in missing])
    accounts = dict(
        session.execute(
            select(Account.seeker_id, Account.id).join(Seeker, Seeker.id == Account.seeker_id).where(whole)
        ).all()
    )
    session.execute(insert(ApiToken), [_token_row(one, accounts[seekers[one.number]], real_now) for one in missing])


def _seeker_row(one: LoadSeeker, offices: Sequence[int], valid_until: date) -> dict[str, Any]:
    position = int(one.number[-7:])
    return {
        "seeker_number": one.number,
        "name": f"負荷 {position}",
        "kana": f"フカ {position}",
        "birth_date": _BIRTH_DATES[position % len(_BIRTH_DATES)],
        "phone": f"0900{position:07}",
        "address": "架空県見本市0-0",
        "email": one.email,
        "office_id": offices[position % len(offices)],
        "registration_valid_until": valid_until,
        "my_page_opened": True,
    }


def _account_row(one: LoadSeeker, seeker_id: int) -> dict[str, Any]:
    return {"realm": Realm.MY_PAGE, "login": one.email, "seeker_id": seeker_id, "sample": True}


def _token_row(one: LoadSeeker, account_id: int, real_now: datetime) -> dict[str, Any]:
    return {
        "account_id": account_id,
        "name": _NAME_OF_TOKENS,
        "token_hash": token_hash(one.token),
        "scopes": [scope.value for scope in Scope],
        "made_at": real_now,
    }
