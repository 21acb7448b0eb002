"""feeds of desks, and whether they show display names"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_LIVE = sa.text("revoked_at is null")


def upgrade() -> None:
    op.add_column("offices", sa.Column("feed_names", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "desk_feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", database.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", database.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("last_read_at", database.types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_desk_feeds_desk_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_desk_feeds_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_desk_feeds_token_hash")),
    )
    op.create_index(
        "uq_desk_feeds_one_live",
        "desk_feeds",
        ["staff_id", "desk_id"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )


def downgrade() -> None:
    op.drop_table("desk_feeds")
    op.drop_column("offices", "feed_names")
