"""ids of desks' claims may be given again: nobody keeps one, and SQLite wrote a page more for each booking"""

from alembic import op

from database.checks import set_autoincrement

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    set_autoincrement(op.get_bind(), "desk_claims", on=False)


def downgrade() -> None:
    set_autoincrement(op.get_bind(), "desk_claims", on=True)
