"""Makes a key for an address, whether or not anybody has it. Moments are real time, not the office's clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from booking.core.keys import DataKeys, token_hash
from booking.core.texts.languages import Language
from booking.tables import AccountKey, KeyPurpose

LASTS = timedelta(minutes=50)  # 「50分以内」 (my-page guide; user manual ch. 3)
# Mails to an address within a day that nobody used. A stranger who asks for keys floods no mailbox, and uses up the
# owner's neither in a browser that the account knows nor on a new phone.
MOST_OF_A_BROWSER = 10
MOST_OF_A_NETWORK = 5
MOST_OF_STRANGERS = 30

_SEPARATOR = "\n"  # stands in no address and in no key


@dataclass(frozen=True)
class Asker:
    """Where somebody asks: the mark of a browser that knows the account ("": any other), and a hash of the network.

    `language` is the one that this browser chose, if it did.
    """

    browser: str = ""
    network: str = ""
    language: Language | None = None


@dataclass(frozen=True)
class KeyRequest:
    """For what a key is asked for, with which address (as it is kept), and where.

    `account_id` or `seeker_id` is whom it is for; with neither and not `for_anybody` nothing will be mailed, and
    everything else is the same as for who exists. `replaces` is the key that this browser was sent before: of those the
    newest alone is good. A key is typed in the browser that asked for it, so a stranger's request ends nobody else's.
    """

    purpose: KeyPurpose
    address: str
    asker: Asker = Asker()
    account_id: int | None = None
    seeker_id: int | None = None
    for_anybody: bool = False
    replaces: int | None = None
    draft: str = ""  # what is needed when the key is used


def make_key(
    session: Session,
    request: KeyRequest,
    key: str,
    *,
    keys: DataKeys,
    lasts: timedelta = LASTS,
    real_now: datetime,
) -> AccountKey:
    """Keep `key` for this request; the caller posts its mail (`announce_key`) in the same transaction.

    An address that had too many within a day has a row as well, and no mail: who asks sees no difference.
    """
    address_hash = _hash_of(request.purpose, request.address)
    fits = request.for_anybody or request.account_id is not None or request.seeker_id is not None
    too_many = _are_too_many(session, request, address_hash, real_now)  # asked in any case: it takes its time
    if request.replaces is not None:
        _end(session, AccountKey.id == request.replaces, request.purpose, real_now)
    sealed = keys.seal(f"{request.address}{_SEPARATOR}{key}")
    made = AccountKey(
        purpose=request.purpose,
        address_hash=address_hash,
        browser=request.asker.browser,
        network=request.asker.network,
        key_hash=token_hash(key),
        secret_sealed=sealed if fits and not too_many else None,
        draft_sealed=keys.seal(request.draft) if request.draft else None,
        account_id=request.account_id,
        seeker_id=request.seeker_id,
        language=request.asker.language,
        made_at=real_now,
        ends_at=real_now + lasts,
        tries=0,
    )
    session.add(made)
    session.flush()
    return made


def end_keys_of(session: Session, account_id: int, *, purpose: KeyPurpose, real_now: datetime) -> None:
    """End every key of this purpose that the account was sent: a new one is sent, or nobody may use them any more."""
    _end(session, AccountKey.account_id == account_id, purpose, real_now)


def end_keys(session: Session, account_id: int, *purposes: KeyPurpose) -> None:
    """End every key of these purposes that the account was sent and that nobody used, as if it had never been good."""
    unused = (AccountKey.account_id == account_id) & AccountKey.used_at.is_(None)
    ended = update(AccountKey).where(unused, AccountKey.purpose.in_(purposes))
    session.execute(ended.values(ends_at=AccountKey.made_at, secret_sealed=None))


def is_mailed(made: AccountKey) -> bool:
    """Whether the key goes to an address: it fits somebody, and is not one too many."""
    return made.secret_sealed is not None


def address_and_key(made: AccountKey, keys: DataKeys) -> tuple[str, str] | None:
    """Where the key is mailed, and the key; None if it is mailed to nobody (any more)."""
    if made.secret_sealed is None:
        return None
    address, _, key = keys.open(made.secret_sealed).partition(_SEPARATOR)
    return address, key


def _hash_of(purpose: KeyPurpose, address: str) -> str:
    """What the keys of one address and purpose have in common, to count them."""
    return token_hash(f"{purpose.value}\x1f{address}")


def _end(session: Session, which: ColumnElement[bool], purpose: KeyPurpose, real_now: datetime) -> None:
    good = (AccountKey.purpose == purpose) & AccountKey.used_at.is_(None) & (AccountKey.ends_at > real_now)
    ended = {"ends_at": real_now, "secret_sealed": None, "draft_sealed": None}
    session.execute(update(AccountKey).where(which, good).values(ended))


def _are_too_many(session: Session, request: KeyRequest, address_hash: str, real_now: datetime) -> bool:
    asker = request.asker
    of_address = select(func.count(AccountKey.id)).where(
        AccountKey.purpose == request.purpose,
        AccountKey.address_hash == address_hash,
        AccountKey.browser == asker.browser,
        AccountKey.made_at > real_now - timedelta(days=1),
        AccountKey.used_at.is_(None),  # what was used was wanted, by who reads the mailbox
    )
    in_all = session.scalar(of_address) or 0
    of_network = session.scalar(of_address.where(AccountKey.network == asker.network)) or 0
    if asker.browser:
        return in_all >= MOST_OF_A_BROWSER
    return in_all >= MOST_OF_STRANGERS or of_network >= MOST_OF_A_NETWORK
