"""What people agreed to when they opened an account: which text, in which version, and when."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.tables.columns import words
from database.base import Base


class Document(StrEnum):
    """A text of the service itself. Terms of a procedure are its office's (`Terms`)."""

    PRIVACY_POLICY = "privacy_policy"
    MY_PAGE_TERMS = "my_page_terms"


class AccountConsent(Base):
    """That the owner of an account agreed to a text. The moment is real time, UTC."""

    __tablename__ = "account_consents"
    __table_args__ = (UniqueConstraint("account_id", "document", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    document: Mapped[Document] = mapped_column(words(Document, name="document"))
    version: Mapped[str] = mapped_column(String(40))
    agreed_at: Mapped[datetime]
