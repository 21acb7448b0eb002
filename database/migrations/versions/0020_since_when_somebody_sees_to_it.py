"""who sees to a failed delivery since when; what was overtaken after somebody had resolved it is no failure any more"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_INDICES = ("delivery_id", "resolved_at")

_OVERTAKEN = """
    update deliveries set state = 'dropped', failure = 'overtaken by newer news'
    where state = 'failed' and exists (
        select 1 from messages as told join messages as newer
        on newer.recipient = told.recipient and newer.about = told.about and newer.id > told.id
        where told.id = deliveries.message_id and (
            newer.kind in ('moved', 'cancelled', 'meeting_replaced', 'missed', 'warned', 'excused', 'not_held',
                           'corrected', 'not_suspended', 'lifted')
            or (newer.kind = 'email_changed' and told.kind = 'email_changed')))
"""
_NOBODYS_ANY_MORE = """
    delete from failed_deliveries
    where resolved_at is null and delivery_id in (select id from deliveries where state = 'dropped')
"""


def upgrade() -> None:
    op.add_column(
        "failed_deliveries", sa.Column("taken_at", database.types.UtcDateTime(timezone=True), nullable=True)
    )
    for column in _INDICES:
        op.create_index(f"ix_failed_deliveries_{column}", "failed_deliveries", [column])
    op.execute(_OVERTAKEN)
    op.execute(_NOBODYS_ANY_MORE)


def downgrade() -> None:
    for column in _INDICES:
        op.drop_index(f"ix_failed_deliveries_{column}", "failed_deliveries")
    op.drop_column("failed_deliveries", "taken_at")
