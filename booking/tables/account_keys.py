"""Keys that are sent by mail: they show that somebody reads the mailbox of an address."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.core.texts.languages import Language
from booking.tables.columns import words
from database.base import Base


class KeyPurpose(StrEnum):
    """For what a key was asked for; it opens nothing else."""

    OPEN = "open"  # the my-page of somebody whom a counter has registered (my-page guide, route 1)
    REGISTER = "register"  # an account for somebody whom nobody knows yet (route 2)
    RESET = "reset"  # a new password for who has forgotten theirs
    SIGN_IN = "sign_in"  # the one-time password beside the usual one
    CHANGE_EMAIL = "change_email"  # that the new address is read by who wants it
    UNDO_EMAIL = "undo_email"  # a link to the old address: it was somebody else
    INVITE = "invite"  # a link for somebody new at an office
    STAFF_RESET = "staff_reset"  # a link for staff who have forgotten theirs


class AccountKey(Base):
    """A key (認証キー) that goes by mail, or the token of a link in a mail. Moments are real time, UTC.

    Who asks with an address that fits nobody has a row as well, with neither account nor seeker: nothing is mailed, and
    everything else is the same. `secret_sealed` holds address and key for the mail, until the key is used or has ended,
    and so does `draft_sealed` what is needed then.
    """

    __tablename__ = "account_keys"
    __table_args__ = (
        Index("ix_account_keys_address_hash", "purpose", "address_hash", "made_at"),
        Index("ix_account_keys_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[KeyPurpose] = mapped_column(words(KeyPurpose, name="purpose"))
    address_hash: Mapped[str] = mapped_column(
        String(64)
    )  # of purpose and address, to count how many an address was sent
    browser: Mapped[str] = mapped_column(String(64))  # the mark of one that knows the account; "" = any other
    network: Mapped[str] = mapped_column(String(64))  # a hash of the network address from which it was asked for
    key_hash: Mapped[str] = mapped_column(String(64), index=True)
    secret_sealed: Mapped[bytes | None]
    draft_sealed: Mapped[bytes | None]  # what who asked has said so far, for when the key is used
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    seeker_id: Mapped[int | None] = mapped_column(ForeignKey("seekers.id", ondelete="CASCADE"), index=True)
    language: Mapped[Language | None] = mapped_column(
        words(Language, name="language")
    )  # of who asked, if they chose one
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    tries: Mapped[int]  # wrong keys that were typed
    used_at: Mapped[datetime | None]
