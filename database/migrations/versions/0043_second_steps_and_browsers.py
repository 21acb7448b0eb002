"""what comes after a right password, browsers that skip it for a while, and what is known of browsers that are signed in"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

_MOMENT = database.types.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "trusted_browsers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("agent", sa.String(length=40), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_trusted_browsers_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trusted_browsers")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_trusted_browsers_token_hash")),
    )
    for column in ("account_id", "ends_at"):
        op.create_index(op.f(f"ix_trusted_browsers_{column}"), "trusted_browsers", [column])
    op.create_table(
        "pending_sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "mail_code",
                "totp",
                "set_up_totp",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=True),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_pending_sign_ins_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["key_id"], ["account_keys.id"], name=op.f("fk_pending_sign_ins_key_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_pending_sign_ins_token_hash")),
    )
    for column in ("account_id", "ends_at", "key_id"):
        op.create_index(op.f(f"ix_pending_sign_ins_{column}"), "pending_sign_ins", [column])
    op.add_column("accounts", sa.Column("signed_in_at", _MOMENT, nullable=True))
    with op.batch_alter_table("sign_ins") as table:
        for column, kind in (
            ("began_at", _MOMENT),
            ("seen_on", sa.Date()),
            ("before_at", _MOMENT),
            ("agent", sa.String(length=40)),
            ("trusted_id", sa.Integer()),
        ):
            table.add_column(sa.Column(column, kind, nullable=True))
        table.create_foreign_key(
            op.f("fk_sign_ins_trusted_id"), "trusted_browsers", ["trusted_id"], ["id"], ondelete="SET NULL"
        )
        table.create_index(op.f("ix_sign_ins_trusted_id"), ["trusted_id"])


def downgrade() -> None:
    with op.batch_alter_table("sign_ins") as table:
        table.drop_index(op.f("ix_sign_ins_trusted_id"))
        table.drop_constraint(op.f("fk_sign_ins_trusted_id"), type_="foreignkey")
        for column in ("trusted_id", "agent", "before_at", "seen_on", "began_at"):
            table.drop_column(column)
    op.drop_column("accounts", "signed_in_at")
    op.drop_table("pending_sign_ins")
    op.drop_table("trusted_browsers")
