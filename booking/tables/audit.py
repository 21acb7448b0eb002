"""The audit log: who did what to what, by internal ids, never by name; and the seals that show tampering."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class AuditLine(Base):
    """One act. Lines are only ever added; `facts` hold ids, codes and names of changed fields, no personal data.

    What came in with an API token has the token's id among its facts (`token`): the actor is whom the token acts for.
    """

    __tablename__ = "audit_lines"
    __table_args__ = (
        Index("ix_audit_lines_object", "object"),  # 「この予約の記録」
        Index("ix_audit_lines_actor_at", "actor", "at"),  # what a colleague did
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(40))  # "seeker:12", "staff:3", "job:issue_meetings"
    act: Mapped[str] = mapped_column(String(40))
    object: Mapped[str] = mapped_column(String(60))  # "booking:123456789"
    facts: Mapped[dict[str, str | int | bool | None]] = mapped_column(JSON)


class AuditSeal(Base):
    """The seal of one line. Numbers ascend from 1 without a gap; each mac covers its line and the mac before it.

    The numbers, not the ids of the lines, are the order: on PostgreSQL a smaller id may be committed later.
    """

    __tablename__ = "audit_seals"
    __table_args__ = (CheckConstraint("number >= 1", name="number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line_id: Mapped[int] = mapped_column(ForeignKey("audit_lines.id"), unique=True)
    mac: Mapped[str] = mapped_column(String(64))  # hexadecimal
