"""Pages that answered a sent form, kept for a short while for whoever sent it."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class KeptPage(Base):
    """A page as it was rendered, sealed; opened by a key of which only the hash is kept. Moments are real time, UTC."""

    __tablename__ = "kept_pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    owner: Mapped[str] = mapped_column(String(80), index=True)  # an account, or a browser in which nobody is signed in
    # The hash of the first key since the form was opened: what was corrected three times ends as a whole.
    begun_with: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    retry_after: Mapped[int | None]  # seconds
    once: Mapped[bool]  # shown a single time
    page_sealed: Mapped[bytes]
    ends_at: Mapped[datetime] = mapped_column(index=True)
