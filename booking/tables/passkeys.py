"""Passkeys (WebAuthn): sign-ins that no page of a stranger can ask for. Moments are real time, UTC."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class Passkey(Base):
    """A key pair that a device made for an account; it keeps the secret half, which nobody ever sends."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)  # base64url; of 1023 bytes at most
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)  # 0 for ever where the device does not count
    name: Mapped[str] = mapped_column(String(40))  # the owner's word for it
    made_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class PasskeyChallenge(Base):
    """A random number that a device is asked to sign, once and soon; only its hash is kept.

    One with an account is for making a passkey, and its owner has just given the password; one without is for signing
    in.
    """

    __tablename__ = "passkey_challenges"

    id: Mapped[int] = mapped_column(primary_key=True)
    challenge_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)
