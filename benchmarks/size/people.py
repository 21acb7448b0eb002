"""Who is measured: a seeker, a clerk and a manager who sign in, readers of feeds, and bookers."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select, update

from benchmarks.size.country import Country
from benchmarks.size.history import A_DAY
from benchmarks.town import NOW
from booking.core.keys import derived_token, token_hash
from booking.people.sign_in.passwords import hash_password
from booking.people.staff_accounts.create import create_staff
from booking.people.tokens import create_token
from booking.tables import Account, ApiToken, Realm, Role, Scope, SeekerFeed
from database.base import db

_READERS = 60
_BOOKERS = 1_500
# Seekers of these days have had their last booking long ago; those before have one more, still to come.
_FIRST_DAY, _DAYS_OF_BOOKERS = 20, 120
_STAFF, _MANAGER = "clerk@size.example.com", "manager@size.example.com"


@dataclass(frozen=True)
class SignIn:
    """The address and password of somebody who signs in."""

    login: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class People:
    """Who is measured, by what they need; the seeker who signs in has had three bookings."""

    seeker: SignIn
    clerk: SignIn
    manager: SignIn
    clerk_token: str = field(repr=False)
    feeds: Sequence[str] = field(repr=False)
    bookers: Sequence[str] = field(repr=False)


def people_of(country: Country) -> People:
    """Give these people what they need, in the application context of the country's app."""
    step = country.seekers // _READERS
    readers = [country.first_seeker + n * step for n in range(_READERS)]
    wanted = min(_BOOKERS, _DAYS_OF_BOOKERS * A_DAY * len(country.codes))
    stride = _DAYS_OF_BOOKERS * A_DAY * len(country.codes) // wanted
    first = country.first_seeker + _FIRST_DAY * A_DAY * len(country.codes)
    bookers = sorted({first + n * stride for n in range(wanted)} - set(readers))  # a booking would change their feeds
    with db.engine.begin() as connection:
        seeker = _sign_in(connection, readers[-1])
        feeds = [_feed(connection, reader, country.secret_key) for reader in readers]
        tokens = [_token(connection, booker, country.secret_key) for booker in bookers]
    password = create_staff("架空 受付", _STAFF, Role.CLERK, country.codes[:1], actor="benchmark", now=NOW)
    managing = create_staff("架空 所長", _MANAGER, Role.MANAGER, country.codes[:1], actor="benchmark", now=NOW)
    scopes = [Scope.BOOKINGS_READ]
    token = create_token(Realm.DESK, _STAFF, name="size", scopes=scopes, actor="benchmark", now=NOW, real_now=NOW)
    return People(seeker, SignIn(_STAFF, password), SignIn(_MANAGER, managing), token, feeds, tokens)


def _sign_in(connection: Connection, seeker_id: int) -> SignIn:
    password = secrets.token_urlsafe()
    account = update(Account).where(Account.seeker_id == seeker_id).values(password_hash=hash_password(password))
    return SignIn(connection.scalars(account.returning(Account.login)).one(), password)


def _feed(connection: Connection, seeker_id: int, secret_key: str) -> str:
    token = derived_token(secret_key, "seeker feed", str(seeker_id), "nonce")
    connection.execute(delete(SeekerFeed).where(SeekerFeed.seeker_id == seeker_id))
    row = {"seeker_id": seeker_id, "nonce": "nonce", "token_hash": token_hash(token), "made_at": NOW}
    connection.execute(insert(SeekerFeed), row)
    return token


def _token(connection: Connection, seeker_id: int, secret_key: str) -> str:
    token = derived_token(secret_key, "size token", str(seeker_id))
    account_id = connection.scalars(select(Account.id).where(Account.seeker_id == seeker_id)).one()
    scopes = [scope.value for scope in Scope]
    row = {"account_id": account_id, "name": "size", "token_hash": token_hash(token), "scopes": scopes, "made_at": NOW}
    connection.execute(insert(ApiToken), row)
    return token
