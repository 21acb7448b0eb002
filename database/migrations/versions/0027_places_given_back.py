"""places that were given back: how often a seeker did on a day, and the display names that are free again with them"""

import sqlalchemy as sa
from alembic import op

import database.types
from database.checks import drop_unique

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


_OLD = "uq_bookings_office_id_day_display_name"
_STANDS = sa.text("status not in ('cancelled_by_seeker', 'cancelled_by_office')")


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
    if _has_unique(_OLD):  # not after a downgrade, which cannot bring it back
        drop_unique(op.get_bind(), "bookings", _OLD)
    names = ["office_id", "day", "display_name"]
    op.create_index(
        "uq_bookings_name_of_day", "bookings", names, unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS
    )
    op.create_index("ix_bookings_office_day", "bookings", ["office_id", "day"])


def downgrade() -> None:
    # The UNIQUE over all bookings does not come back: a name that was given again would break it.
    op.drop_index("ix_bookings_office_day", "bookings")
    op.drop_index("uq_bookings_name_of_day", "bookings")
    op.drop_table("places_given_back")


def _has_unique(name: str) -> bool:
    return name in {found["name"] for found in sa.inspect(op.get_bind()).get_unique_constraints("bookings")}
