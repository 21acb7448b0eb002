"""deliveries that are useful for a time, and those that failed"""

import sqlalchemy as sa
from alembic import op

import database.types
from database.checks import replace_check

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OLD = "state in ('waiting', 'sent', 'dropped')"
_NEW = "state in ('waiting', 'sent', 'dropped', 'failed')"
_UNRESOLVED = sa.text("resolved_at is null")


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("useful_until", database.types.UtcDateTime(timezone=True), nullable=True))
    op.add_column("deliveries", sa.Column("lapses", sa.Boolean(), server_default=sa.false(), nullable=False))
    replace_check(op.get_bind(), "deliveries", "state", _NEW)
    op.create_table(
        "failed_deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("failed_at", database.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("resolved_at", database.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "resolution",
            sa.Enum(
                "called",
                "sent_again",
                "nothing_to_do",
                name="resolution",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name=op.f("fk_failed_deliveries_delivery_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_deliveries")),
    )
    op.create_index(
        "uq_failed_deliveries_unresolved",
        "failed_deliveries",
        ["delivery_id"],
        unique=True,
        sqlite_where=_UNRESOLVED,
        postgresql_where=_UNRESOLVED,
    )


def downgrade() -> None:
    op.drop_table("failed_deliveries")
    op.execute("update deliveries set state = 'dropped' where state = 'failed'")
    replace_check(op.get_bind(), "deliveries", "state", _OLD)
    op.drop_column("deliveries", "lapses")
    op.drop_column("deliveries", "useful_until")
