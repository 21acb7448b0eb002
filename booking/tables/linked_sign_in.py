"""Which identity of a provider belongs to which account, and who is on the way there. Moments are real time, UTC."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class LinkedIdentity(Base):
    """An identity at the provider with which an account is signed in to: one a side.

    Of the identity only a keyed hash is kept: nobody who reads the table can tell whose it is.
    """

    __tablename__ = "linked_identities"
    __table_args__ = (UniqueConstraint("issuer", "subject_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), unique=True)
    issuer: Mapped[str] = mapped_column(String(200))
    subject_hash: Mapped[str] = mapped_column(String(64))
    linked_at: Mapped[datetime]


class ProviderVisit(Base):
    """A browser that went to the provider and is expected back; it comes back once, with the state of this row.

    With an account it links that account, without one it signs in. The row holds nothing with which one could come
    in: nonce and PKCE's secret are derived from the state, which the browser has.
    """

    __tablename__ = "provider_visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    state_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)
