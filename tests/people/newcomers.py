"""People whom tests let in: registered at a counter without a my-page, or with an account and no registration."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from booking.people.sign_in.passwords import hash_password
from booking.tables import Account, Realm
from database.transactions import transact
from tests.bookings.builders import change_seeker
from tests.town import HATSUE

NEWCOMER, PASSWORD = "hatsue@example.com", "neu-2027!"
BORN = date(1958, 8, 15)  # when Hatsue was, whom the counter of Shiga has registered without an address
REAL_NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)


def register_address(address: str | None = NEWCOMER) -> None:
    """The counter notes Hatsue's mail address."""
    change_seeker(HATSUE, email=address)


def account_without_registration(address: str = NEWCOMER) -> int:
    """Somebody has opened an account online; answer its id."""
    hashed = hash_password(PASSWORD)

    def add(session: Session) -> int:
        account = Account(realm=Realm.MY_PAGE, login=address, password_hash=hashed, opened_at=REAL_NOW)
        session.add(account)
        session.flush()
        return account.id

    return transact(add)
