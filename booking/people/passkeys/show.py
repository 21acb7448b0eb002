"""Signs a browser in whose device shows a passkey: instead of the password and of every second step.

Staff show one as well for what asks for their second factor while they are signed in (`check_answer`).

Nothing can be guessed, so that wrong ones are not counted, and a lock after wrong passwords keeps no owner out. Moments
called `real_now` are real time, `now` is the office's clock.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.passkeys import PasskeyNews, announce_passkey
from booking.audit.record import record
from booking.core.refusals import Refusal
from booking.people.passkeys.ceremonies import Shown, count_of_shown, options_to_show, read_shown
from booking.people.passkeys.challenges import new_challenge, spend_challenge
from booking.people.passkeys.make import actor_of
from booking.people.passkeys.refusals import PasskeyCopied, WrongPasskey
from booking.people.passkeys.site import Site
from booking.people.sign_in.signed_in import Entered, begin_sign_in
from booking.people.sign_in.trusted_browsers import STRANGE, AtTheDoor
from booking.tables import Account, Passkey, Realm
from database.afresh import read_afresh
from database.transactions import transact


def what_to_show(site: Site, *, real_now: datetime) -> tuple[str, Mapping[str, Any]]:
    """A new challenge, and what the browser asks the device for."""
    challenge = transact(lambda session: new_challenge(session, None, real_now=real_now))
    return challenge, options_to_show(challenge, site)


def sign_in_with_passkey(
    realm: Realm,
    challenge: str,
    sent: str,
    *,
    site: Site,
    browser: AtTheDoor = STRANGE,
    now: datetime,
    real_now: datetime,
) -> Entered:
    """Sign in whoever holds the device; it has verified them, and signed for this site alone.

    Raises:
        PasskeyEnded: the challenge is not this browser's, was used, or is older than five minutes.
        WrongPasskey: nobody's at this door, or not signed as it should be.
        PasskeyCopied: the device counts behind; the owner is told, at most once a day.
        MyPageClosed, AccountDisabled: see `refuse_if_kept_out`.
    """
    answer = take_answer(challenge, sent, site=site, real_now=real_now)
    outcome = transact(lambda session: _enter(session, realm, answer, browser, now, real_now))
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


@dataclass(frozen=True)
class Answer:
    """What a device has answered to a challenge, which is used up by it; whether it is right is not checked yet."""

    challenge: str
    sent: str = field(repr=False)
    shown: Shown
    site: Site


def take_answer(challenge: str, sent: str, *, site: Site, real_now: datetime) -> Answer:
    """Take what a device has answered, once.

    Raises:
        PasskeyEnded: see `sign_in_with_passkey`.
        WrongPasskey: it is no answer of a device.
    """
    transact(lambda session: spend_challenge(session, challenge, None, real_now=real_now))
    shown = read_shown(sent)
    if shown is None:
        raise WrongPasskey(None)
    return Answer(challenge, sent, shown, site)


def check_answer(
    session: Session, answer: Answer, realm: Realm, *, only: int | None = None, now: datetime, real_now: datetime
) -> Account | Refusal:
    """Whose passkey it is, of this door, or of the account `only`.

    A refusal is answered, not raised: what is told of a copy is to stay.
    """
    found = _locked(session, realm, answer.shown, only)
    if found is None:
        return WrongPasskey(None)
    account, passkey = found
    count = count_of_shown(answer.sent, answer.challenge, answer.site, public_key=passkey.public_key)
    if count is None:
        return WrongPasskey(None)
    if max(count, passkey.sign_count) > 0 and count <= passkey.sign_count:
        announce_passkey(session, PasskeyNews.COPIED, account, passkey.id, now=now)
        record(session, actor=actor_of(account), act="refuse_passkey", object_=f"passkey:{passkey.id}", now=now)
        return PasskeyCopied(None)
    passkey.sign_count, passkey.last_used_at = count, real_now
    session.flush()
    return account


def _enter(
    session: Session, realm: Realm, answer: Answer, browser: AtTheDoor, now: datetime, real_now: datetime
) -> Entered | Refusal:
    found = check_answer(session, answer, realm, now=now, real_now=real_now)
    if isinstance(found, Refusal):
        return found
    return begin_sign_in(session, found.id, browser=browser, real_now=real_now)


def _locked(session: Session, realm: Realm, shown: Shown, only: int | None) -> tuple[Account, Passkey] | None:
    """The passkey and its account, which nobody changes meanwhile; None where it opens nothing at this door."""
    of_device = select(Passkey).where(Passkey.credential_id == shown.credential_id)
    account_id = session.scalar(of_device.with_only_columns(Passkey.account_id))
    if account_id is None or only not in {None, account_id}:
        return None
    account = session.get_one(Account, account_id, with_for_update=True)
    passkey = read_afresh(session, of_device).one_or_none()
    if passkey is None or account.realm is not realm or not _is_handle_of(account, shown.handle):
        return None
    return account, passkey


def _is_handle_of(account: Account, handle: str | None) -> bool:
    return hmac.compare_digest(account.passkey_handle or "", handle or "")
