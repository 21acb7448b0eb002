"""captures: that a consultation was recorded, summarised, transcribed or streamed"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_KINDS = ("recording", "ai", "stream", "recorded", "summary", "transcript")
_OPEN = sa.text("seen_to_at is null")


def upgrade() -> None:
    op.create_table(
        "meeting_captures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum(*_KINDS, name="kind", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("at", database.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_to_at", database.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("seen_to_by", sa.String(length=40), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_captures_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_captures")),
        sa.UniqueConstraint("meeting_id", "kind", "at", name=op.f("uq_meeting_captures_meeting_id_kind_at")),
    )
    op.create_index(op.f("ix_meeting_captures_at"), "meeting_captures", ["at"])
    op.create_index(
        "ix_meeting_captures_open", "meeting_captures", ["id"], sqlite_where=_OPEN, postgresql_where=_OPEN
    )


def downgrade() -> None:
    op.drop_table("meeting_captures")
