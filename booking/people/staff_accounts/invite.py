"""Invites somebody to the desk: a mail with a link, behind which they set a password of their own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.core.keys import DataKeys
from booking.people.account_keys.spend import spend_link
from booking.people.sign_in.passwords import hash_password
from booking.people.staff_accounts.add import account_of_staff, add_staff
from booking.people.staff_accounts.charge import charge_of, colleague_of
from booking.people.staff_accounts.links import INVITATION, end_links_of, key_account, mail_link
from booking.people.staff_accounts.refusals import MoreThanOwn, NoInvitation
from booking.tables import AccountKey, KeyPurpose, Role
from database.transactions import transact


@dataclass(frozen=True)
class Invited:
    """Whom to invite: `login` is the mail address as it is kept."""

    name: str
    login: str
    role: Role
    office_ids: frozenset[int]


def invite_colleague(invited: Invited, *, by: int, keys: DataKeys, now: datetime, real_now: datetime) -> None:
    """Add them and mail the link.

    Raises:
        NotInCharge, MoreThanOwn: `by` may not give this role at these offices.
        LoginTaken: a member of staff has the address, here or elsewhere.
    """
    transact(lambda session: _invite(session, invited, by, keys, now, real_now))


def invite_again(staff_id: int, *, by: int, keys: DataKeys, now: datetime, real_now: datetime) -> None:
    """Mail a new link to who has not come in yet; the older one ends.

    Raises:
        NotInCharge, OwnAccount: see `colleague_of`.
        NoInvitation: they have set a password, or were disabled.
        MailedTooOften: the address had too many today; the newest link stays as it is.
    """
    transact(lambda session: _invite_again(session, staff_id, by, keys, now, real_now))


def accept_invitation(token: str, password: str, *, now: datetime, real_now: datetime) -> None:
    """Set the first password (one that `password_problem` finds nothing wrong with); with it they sign in.

    Raises:
        KeyEnded: 72 hours are over, it was used, or a newer one was sent.
    """
    hashed = hash_password(password)  # it takes its time: no transaction waits for it
    spend_link(
        token,
        purpose=KeyPurpose.INVITE,
        real_now=real_now,
        act=lambda session, key: _accept(session, key, hashed, now, real_now),
    )


def _invite(session: Session, invited: Invited, by: int, keys: DataKeys, now: datetime, real_now: datetime) -> None:
    if not charge_of(session, by).may_give(invited.role, invited.office_ids):
        raise MoreThanOwn(None)
    account = add_staff(session, invited.name, invited.login, invited.role, invited.office_ids, password_hash=None)
    mail_link(session, INVITATION, account, by=by, keys=keys, now=now, real_now=real_now)
    object_ = f"staff:{account.staff_id}"
    record(session, actor=f"staff:{by}", act="invite_staff", object_=object_, now=now, role=invited.role.value)


def _invite_again(session: Session, staff_id: int, by: int, keys: DataKeys, now: datetime, real_now: datetime) -> None:
    colleague, account = colleague_of(session, staff_id, by=by), account_of_staff(session, staff_id)
    if not colleague.active or account.password_hash is not None:
        raise NoInvitation(None)
    mail_link(session, INVITATION, account, by=by, keys=keys, now=now, real_now=real_now)
    record(session, actor=f"staff:{by}", act="invite_staff_again", object_=f"staff:{staff_id}", now=now)


def _accept(session: Session, key: AccountKey, password_hash: str, now: datetime, real_now: datetime) -> None:
    account = key_account(session, key)
    account.password_hash = password_hash
    end_links_of(session, account.id, real_now=real_now)
    actor = f"staff:{account.staff_id}"
    record(session, actor=actor, act="accept_invitation", object_=f"account:{account.id}", now=now)
