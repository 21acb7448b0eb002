"""The audit log: who did what to what, by internal ids, never by name."""

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class AuditLine(Base):
    """One act. Lines are only ever added; `facts` hold ids, codes and names of changed fields, no personal data."""

    __tablename__ = "audit_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(40))  # "seeker:12", "staff:3", "job:issue_meetings"
    act: Mapped[str] = mapped_column(String(40))
    object: Mapped[str] = mapped_column(String(60))  # "booking:123456789"
    facts: Mapped[dict[str, str | int | bool | None]] = mapped_column(JSON)
