"""pages that answered a sent form, so that the browser can ask for them again"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("begun_with", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("retry_after", sa.Integer(), nullable=True),
        sa.Column("once", sa.Boolean(), nullable=False),
        sa.Column("page_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("ends_at", database.types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_pages")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_kept_pages_key_hash")),
    )
    for column in ("owner", "ends_at"):
        op.create_index(op.f(f"ix_kept_pages_{column}"), "kept_pages", [column])


def downgrade() -> None:
    op.drop_table("kept_pages")
