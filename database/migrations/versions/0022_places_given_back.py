"""places that were given back: how often a seeker did on a day, and the display names that are free again"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "places_given_back",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seeker_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("display_name", sa.String(length=20), nullable=False),
        sa.Column("moved", sa.Boolean(), nullable=False),
        sa.Column("by_seeker", sa.Boolean(), nullable=False),
        sa.Column("given_back_at", database.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("given_back_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_places_given_back_office_id_offices"),
        sa.ForeignKeyConstraint(["procedure_id"], ["procedures.id"], name="fk_places_given_back_procedure_id_procedures"),
        sa.ForeignKeyConstraint(["seeker_id"], ["seekers.id"], name="fk_places_given_back_seeker_id_seekers"),
        sa.PrimaryKeyConstraint("id", name="pk_places_given_back"),
    )
    seeker = ["seeker_id", "procedure_id", "given_back_on"]
    op.create_index("ix_places_given_back_seeker", "places_given_back", seeker)
    op.create_index("ix_places_given_back_day", "places_given_back", ["office_id", "day"])


def downgrade() -> None:
    op.drop_table("places_given_back")
