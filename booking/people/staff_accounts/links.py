"""Mails a link to a member of staff, behind which a password is set."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.keys import announce_key
from booking.core.keys import DataKeys
from booking.people.account_keys.make import Asker, KeyRequest, end_keys_of, make_key
from booking.people.account_keys.shape import new_link_token
from booking.people.staff_accounts.refusals import MailedTooOften
from booking.tables import Account, AccountKey, KeyPurpose


@dataclass(frozen=True)
class LinkKind:
    """What a link is for: the kind of message that carries it, and how long it is good."""

    purpose: KeyPurpose
    message: str
    lasts: timedelta


INVITATION = LinkKind(KeyPurpose.INVITE, "staff_invited", timedelta(hours=72))  # a weekend may lie between
NEW_PASSWORD = LinkKind(KeyPurpose.STAFF_RESET, "staff_reset_link", timedelta(minutes=50))  # as for seekers


def mail_link(
    session: Session, kind: LinkKind, account: Account, *, by: int, keys: DataKeys, now: datetime, real_now: datetime
) -> None:
    """Mail a link that the colleague `by` asked for; the older ones of its kind end.

    A colleague's are counted apart from those that strangers ask for, who so cannot keep anybody from a link.

    Raises:
        MailedTooOften: that were too many today. Nothing is mailed.
    """
    end_keys_of(session, account.id, purpose=kind.purpose, real_now=real_now)
    request = KeyRequest(kind.purpose, account.login, Asker(f"staff:{by}"), account.id)
    made = make_key(session, request, new_link_token(), keys=keys, lasts=kind.lasts, real_now=real_now)
    if made.secret_sealed is None:
        raise MailedTooOften(None)
    announce_key(session, kind.message, made, now=now)


def end_links_of(session: Session, account_id: int, *, real_now: datetime) -> None:
    """End every link that the account was sent: one did its work, or none may any more."""
    for purpose in (KeyPurpose.INVITE, KeyPurpose.STAFF_RESET):
        end_keys_of(session, account_id, purpose=purpose, real_now=real_now)


def key_account(session: Session, key: AccountKey) -> Account:
    """The account whose link is used, locked."""
    return session.scalars(select(Account).where(Account.id == key.account_id).with_for_update()).one()
