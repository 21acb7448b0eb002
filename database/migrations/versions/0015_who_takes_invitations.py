"""since when a seeker's mails carry calendar invitations"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seekers", sa.Column("invitations_since", database.types.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("seekers", "invitations_since")
