"""Sign-in: accounts with their addresses and passwords, browsers that are signed in, wrong passwords."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.tables.columns import words
from database.base import Base


class Realm(StrEnum):
    """The door through which somebody signs in."""

    MY_PAGE = "my_page"
    DESK = "desk"


class Account(Base):
    """A sign-in of one seeker or one member of staff; the password is an argon2 hash.

    Whoever opened one online has no seeker before the registration: there is nothing yet that could book.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        UniqueConstraint("realm", "login"),
        CheckConstraint(
            "(seeker_id is null or staff_id is null)"
            " and (realm = 'my_page' or seeker_id is not null or staff_id is not null)",
            name="one_person",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    realm: Mapped[Realm] = mapped_column(words(Realm, name="realm"))
    login: Mapped[str] = mapped_column(String(100))  # e-mail address, lower case
    password_hash: Mapped[str | None]
    seeker_id: Mapped[int | None] = mapped_column(ForeignKey("seekers.id"), unique=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), unique=True)
    sample: Mapped[bool] = mapped_column(default=False)  # made-up person: production refuses to start with one
    opened_at: Mapped[datetime | None]  # by its owner, real time (UTC); None = made by the office
    wrong_birth_dates: Mapped[int] = mapped_column(default=0, server_default="0")  # tries to be recognised


class SignIn(Base):
    """One signed-in browser; only the hash of its token is kept. Moments are real time, UTC."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    ends_at: Mapped[datetime]


class SignInFailure(Base):
    """Wrong passwords in a row for one address from one browser ("" = any that never signed in to it before).

    Counted by a keyed hash of door and address, whether or not anybody has it: a lock tells nothing about who exists.
    """

    __tablename__ = "sign_in_failures"
    __table_args__ = (UniqueConstraint("login_hash", "browser"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    login_hash: Mapped[str] = mapped_column(String(64))
    browser: Mapped[str] = mapped_column(String(64))
    count: Mapped[int]
    failed_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]
