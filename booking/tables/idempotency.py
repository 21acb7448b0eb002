"""Keys of requests that must not be carried out twice."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class IdempotencyKey(Base):
    """One successful act under (actor, key): a repetition is answered with the same booking (rules.md#idempotency)."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("actor", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    actor: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))  # "api:" and up to 100 characters of the client, or our own
    body_hash: Mapped[str] = mapped_column(String(64))
    # Named before it is inserted, so checked at the commit.
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id", deferrable=True, initially="DEFERRED"))
    made_at: Mapped[datetime]
