"""What a mail to staff about their account is rendered from: the account, and the office of whoever has it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.messages.letters.facts import LetterFacts, Reading
from booking.tables import Account, Office, StaffOffice
from notifier.inbox import Told


def office_of_staff(session: Session, staff_id: int) -> Office | None:
    """Whom staff call about their account: the first of their offices; None for an administrator of none."""
    own = select(Office).join(StaffOffice, StaffOffice.office_id == Office.id).where(StaffOffice.staff_id == staff_id)
    return session.scalar(own.order_by(Office.id).limit(1))


def _of_text(session: Session, message: Told, reading: Reading) -> dict[str, Any]:
    account = session.get_one(Account, message.references["account"])
    return {
        "message": message,
        "office": office_of_staff(session, account.staff_id) if account.staff_id is not None else None,
        "address": account.login,
        "staff_forgotten_url": f"{reading.base_url}/desk/forgotten",
    }


def _of_subjects(_session: Session, messages: Sequence[Told]) -> Mapping[int, dict[str, Any]]:
    raise TypeError(f"{messages[0].kind} stands in no inbox")


STAFF_LETTERS = LetterFacts(_of_text, _of_subjects)
