"""What the mail of a key is rendered from: the key, and the office of whom it is for, where that is known."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from booking.messages.letters.facts import LetterFacts, Reading, forgotten_password_url, key_url, sign_in_url
from booking.messages.letters.staff import office_of_staff
from booking.people.account_keys.make import address_and_key
from booking.tables import Account, AccountKey, Office, Seeker
from notifier.inbox import Told


def _of_text(session: Session, message: Told, reading: Reading) -> dict[str, Any]:
    """`address` is None where the mail goes to nobody: the key fits nobody, was used, or has been replaced."""
    made = session.get(AccountKey, message.references["key"])
    address, key = (address_and_key(made, reading.keys) if made is not None else None) or (None, "")
    office = _office_of(session, made) if made is not None else None
    return {
        "message": message,
        "office": office,
        "address": address,
        "key": key,
        "forgotten_password_url": forgotten_password_url(reading),
        "change_email_url": f"{reading.base_url}/mypage/email",
        "undo_email_url": f"{reading.base_url}/email/undo/{key}",
        "invitation_url": f"{reading.base_url}/desk/invitation/{key}",
        "staff_reset_url": f"{reading.base_url}/desk/password/{key}",
        "sign_in_url": sign_in_url(reading),
        "key_url": key_url(reading, message.kind, key),
    }


def _of_subjects(_session: Session, messages: Sequence[Told]) -> Mapping[int, dict[str, Any]]:
    raise TypeError(f"{messages[0].kind} stands in no inbox")


def _office_of(session: Session, made: AccountKey) -> Office | None:
    account = session.get(Account, made.account_id) if made.account_id is not None else None
    if account is not None and account.staff_id is not None:
        return office_of_staff(session, account.staff_id)
    seeker_id = account.seeker_id if account is not None else made.seeker_id
    return session.get_one(Seeker, seeker_id).office if seeker_id is not None else None


KEY_LETTERS = LetterFacts(_of_text, _of_subjects)
