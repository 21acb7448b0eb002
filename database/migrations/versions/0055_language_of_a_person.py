"""language of a person"""

import sqlalchemy as sa
from alembic import op

from database.checks import drop_check, replace_check

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

_TABLES = ("account_keys", "accounts")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("language", sa.String(length=40), nullable=True))
        replace_check(op.get_bind(), table, f"ck_{table}_language", "language in ('ja', 'ja-simple', 'en')")


def downgrade() -> None:
    for table in _TABLES:
        drop_check(op.get_bind(), table, f"ck_{table}_language")
        op.drop_column(table, "language")
