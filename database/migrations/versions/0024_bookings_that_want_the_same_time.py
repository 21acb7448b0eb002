"""bookings that want the same time, as the mending of claims finds them"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claim_clashes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", database.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_claim_clashes_booking_id")),
        sa.ForeignKeyConstraint(["other_id"], ["bookings.id"], name=op.f("fk_claim_clashes_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_clashes")),
        sa.UniqueConstraint("booking_id", "other_id", name=op.f("uq_claim_clashes_booking_id_other_id")),
    )
    op.create_index("ix_claim_clashes_other_id", "claim_clashes", ["other_id"])


def downgrade() -> None:
    op.drop_table("claim_clashes")
