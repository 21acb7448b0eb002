"""bookings name the API token with which they were made, so that their page can tell; those of before name none"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("bookings", sa.Column("booked_by_token_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("bookings", "booked_by_token_id")
