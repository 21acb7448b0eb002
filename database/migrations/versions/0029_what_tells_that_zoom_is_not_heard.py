"""refused webhooks, meetings at which nobody could look, and when somebody pressed to start one"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = database.types.UtcDateTime(timezone=True)
    op.create_table(
        "webhook_doors",
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("refused_since", moment, nullable=True),
        sa.Column("refused_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("provider", name=op.f("pk_webhook_doors")),
    )
    op.add_column("meetings", sa.Column("unseen_since", moment, nullable=True))
    op.add_column("meetings", sa.Column("unseen_why", sa.String(), server_default="", nullable=False))
    op.add_column("meetings", sa.Column("start_asked_at", moment, nullable=True))


def downgrade() -> None:
    for column in ("start_asked_at", "unseen_why", "unseen_since"):
        op.drop_column("meetings", column)
    op.drop_table("webhook_doors")
