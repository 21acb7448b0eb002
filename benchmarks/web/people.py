"""Who sits at the browsers: seekers who have signed in, each for one journey, some with a password, and a clerk.

Their sign-ins are put into the database, and the cookies that name them are signed as the service signs them: two
hundred passwords would take longer to check than all that is measured.
"""

import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import insert, select

from benchmarks.size.people import SignIn as Door
from benchmarks.town import NOW
from booking.core.keys import token_hash
from booking.people.sign_in.passwords import hash_password
from booking.people.sign_in.signed_in import LONGEST_SIGN_IN
from booking.people.staff_accounts.create import create_staff
from booking.tables import Account, Realm, Role, Seeker, SignIn
from calendars.office_time import day_of
from database.base import db

_OF_LOAD_TESTS = "80000-%"


def signed_in_seekers(app: Flask, *, leave_out: int) -> Iterator[str]:
    """The cookies of all load-test seekers but the first `leave_out`, who do something else."""
    load_tests = select(Account.id).join(Seeker).where(Seeker.seeker_number.like(_OF_LOAD_TESTS))
    accounts = db.session.scalars(load_tests.order_by(Seeker.seeker_number).offset(leave_out)).all()
    return iter(_cookies(app, accounts))


def signed_in_clerk(app: Flask, office: str) -> str:
    """The cookie of a clerk of this office."""
    login = "browser@example.com"
    create_staff("ブラウザ 係", login, Role.CLERK, [office], actor="benchmark", now=NOW)
    accounts = db.session.scalars(select(Account.id).where(Account.realm == Realm.DESK, Account.login == login)).all()
    (cookie,) = _cookies(app, accounts)
    return cookie


def with_passwords(count: int) -> Sequence[Door]:
    """The first load-test seekers, each with a password from now on."""
    load_tests = select(Account).join(Seeker).where(Seeker.seeker_number.like(_OF_LOAD_TESTS))
    doors = []
    for account in db.session.scalars(load_tests.order_by(Seeker.seeker_number).limit(count)):
        doors.append(Door(account.login, secrets.token_urlsafe()))
        account.password_hash = hash_password(doors[-1].password)
    db.session.commit()
    return doors


def _cookies(app: Flask, accounts: Sequence[int]) -> list[str]:
    began_at, tokens = datetime.now(UTC), [secrets.token_urlsafe(32) for _ in accounts]
    rows = [
        {
            "token_hash": token_hash(token),
            "account_id": account,
            "ends_at": began_at + LONGEST_SIGN_IN - timedelta(hours=1),
            "began_at": began_at,
            "seen_on": day_of(began_at),
        }
        for account, token in zip(accounts, tokens, strict=True)
    ]
    db.session.execute(insert(SignIn), rows)
    db.session.commit()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    if signer is None:
        raise RuntimeError("the app has no secret key")
    kept = [signer.dumps({"_fresh": True, "_permanent": True, "_user_id": token}) for token in tokens]
    return [f"{app.config['SESSION_COOKIE_NAME']}={value}" for value in kept]
