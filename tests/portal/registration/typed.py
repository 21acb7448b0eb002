"""A person who registers online: what they type into each step, and the town in which they do it."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from booking.people.sign_in.passwords import hash_password
from booking.portal.registration.check import clean
from booking.portal.registration.drafts import draft_of, keep_step
from booking.portal.registration.steps import Step
from booking.tables import Account, Realm
from database.base import db
from database.transactions import transact

AOI, PASSWORD = "aoi@example.com", "neu-2027!"
OPENED = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)

TYPED: dict[Step, dict[str, str | list[str]]] = {
    Step.BASIC: {
        "name": "𠮷野 葵",
        "kana": "よしの あおい",
        "birth": ["平成3", "12", "29"],
        "sex": "untold",
        "postal_code": "８５６－００２７",
        "address": "長崎県大村市見本町0-0",
        "phone": "０９０－００００－００３１",
        "office": "omura",
        "has_disability": "no",
    },
    Step.OFFERS: {"published": "no", "provided": "no"},
    Step.WORK: {"employment": ["regular", "part_time"], "work_1": "一般事務"},
    Step.PLACE: {"commute": "３０"},
    Step.EDUCATION: {},
    Step.CAREER: {},
    Step.DISABILITY: {"disability_cards": ["physical"]},
    Step.SELF_PR: {"self_pr": "よろしくお願いします。"},
}


def open_account(address: str = AOI) -> int:
    """Somebody has opened an account online; answer its id."""
    hashed = hash_password(PASSWORD)

    def add(session: Session) -> int:
        account = Account(realm=Realm.MY_PAGE, login=address, password_hash=hashed, opened_at=OPENED)
        session.add(account)
        session.flush()
        return account.id

    return transact(add)


def typed(step: Step, **changes: str | list[str]) -> dict[str, str | list[str]]:
    """What is typed into a step, as it is kept."""
    values = {**TYPED[step], **changes}
    return clean(step, {name: value if isinstance(value, list) else [value] for name, value in values.items()})


def keep(account_id: int, step: Step, *, now: datetime, **changes: str | list[str]) -> None:
    """Keep a step on top of what is kept of it."""
    seen = draft_of(db.session(), account_id).version(step)
    keep_step(account_id, step, typed(step, **changes), seen=seen, now=now)


def keep_all(account_id: int, *, now: datetime, has_disability: str = "no") -> None:
    """Type all steps of a person."""
    for step in Step:
        if step is Step.DISABILITY and has_disability == "no":
            continue
        changes = {"has_disability": has_disability} if step is Step.BASIC else {}
        keep(account_id, step, now=now, **changes)
