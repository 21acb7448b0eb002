"""Sign-in: accounts with their addresses and passwords, browsers that are signed in, wrong passwords and codes."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.core.texts.languages import Language
from booking.tables.columns import words
from database.base import Base


class Realm(StrEnum):
    """The door through which somebody signs in."""

    MY_PAGE = "my_page"
    DESK = "desk"


class SecondStep(StrEnum):
    """What somebody shows after the right password, before they are signed in."""

    MAIL_CODE = "mail_code"  # the one-time password that their mailbox receives (my-page guide)
    TOTP = "totp"  # the second factor that they have: a code of a program, a recovery code, a passkey
    SET_UP_TOTP = "set_up_totp"  # they have none yet, and may not go without: they set a program or passkey up


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
    signed_in_at: Mapped[datetime | None]  # the last time (real time)
    # In which the owner is written to; NULL = never chosen, which is Japanese.
    language: Mapped[Language | None] = mapped_column(words(Language, name="language"))
    passkey_handle: Mapped[str | None] = mapped_column(String(43))  # random: whose passkeys a device holds


class SignIn(Base):
    """One signed-in browser; only the hash of its token is kept. Moments are real time, UTC."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    ends_at: Mapped[datetime]
    # NULL for those that began before these were noted.
    began_at: Mapped[datetime | None]
    seen_on: Mapped[date | None]  # the day (office time) on which it last asked for a page
    before_at: Mapped[datetime | None]  # when the account was signed in to before
    agent: Mapped[str | None] = mapped_column(String(40))  # which browser, in words of ours (`agents`)
    trusted_id: Mapped[int | None] = mapped_column(ForeignKey("trusted_browsers.id", ondelete="SET NULL"), index=True)


class PendingSignIn(Base):
    """A browser in which the password was right and a second step is still to come. Moments are real time, UTC.

    It signs nobody in. `browser` is the mark under which wrong codes are counted, together with wrong passwords.
    """

    __tablename__ = "pending_sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    step: Mapped[SecondStep] = mapped_column(words(SecondStep, name="step"))
    browser: Mapped[str] = mapped_column(String(64))
    key_id: Mapped[int | None] = mapped_column(ForeignKey("account_keys.id", ondelete="SET NULL"), index=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)


class TrustedBrowser(Base):
    """A browser in which the one-time password is skipped for a while; only the hash of its cookie's token is kept."""

    __tablename__ = "trusted_browsers"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    agent: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime]
    seen_on: Mapped[date]  # the day (office time) on which it signed in last
    ends_at: Mapped[datetime] = mapped_column(index=True)


class SignInFailure(Base):
    """Wrong passwords, and codes after the right one, in a row: for one address from one browser.

    "" is any browser that never signed in to it before.

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
