"""offices, procedures and desks end on a day, and procedures may be made up as offices may; what is there does neither"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_ENDING = ("offices", "procedures", "desks")


def upgrade() -> None:
    for table in _ENDING:
        op.add_column(table, sa.Column("ends_on", sa.Date(), nullable=True))
    op.add_column("procedures", sa.Column("fictional", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("procedures", "fictional")
    for table in _ENDING:
        op.drop_column(table, "ends_on")
