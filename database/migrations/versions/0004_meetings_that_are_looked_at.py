"""meetings know their host, why they fail and when to look at them; meetings that are none of ours are noted"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _moment() -> database.types.UtcDateTime:
    return database.types.UtcDateTime(timezone=True)


def upgrade() -> None:
    for column in (
        sa.Column("failing_since", _moment(), nullable=True),
        sa.Column("needs_operator", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("host", sa.String(), nullable=True),
        sa.Column("look_at", _moment(), nullable=True),
        sa.Column("drift", sa.String(length=200), server_default="", nullable=False),
    ):
        op.add_column("meetings", column)
    op.create_table(
        "strange_meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.String(length=20), nullable=False),
        sa.Column("starts_at", _moment(), nullable=False),
        sa.Column("ends_at", _moment(), nullable=False),
        sa.Column("seen_at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_strange_meetings_desk_id_desks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strange_meetings")),
        sa.UniqueConstraint("desk_id", "provider_id", name=op.f("uq_strange_meetings_desk_id_provider_id")),
    )


def downgrade() -> None:
    op.drop_table("strange_meetings")
    for column in ("drift", "look_at", "host", "needs_operator", "failing_since"):
        op.drop_column("meetings", column)
