"""who of a meeting's people is of the office or told no name, and which lists were answered"""

from alembic import op

from database.checks import replace_check

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_TABLE = "meeting_moments"
_WHO_BEFORE = "who IN ('meeting', 'host', 'named', 'other')"
_WHO = "who IN ('meeting', 'host', 'staff', 'named', 'other', 'unnamed')"
_SIGNS_BEFORE = "sign IN ('started', 'ended', 'waited', 'stopped_waiting', 'entered', 'left', 'lost')"
_SIGNS = "sign IN ('started', 'ended', 'waited', 'stopped_waiting', 'entered', 'left', 'lost', 'listed')"


def upgrade() -> None:
    replace_check(op.get_bind(), _TABLE, "who", _WHO)
    replace_check(op.get_bind(), _TABLE, "sign", _SIGNS)


def downgrade() -> None:
    op.execute(f"delete from {_TABLE} where sign = 'listed'")  # noqa: S608  our own names
    op.execute(f"update {_TABLE} set who = 'other' where who in ('staff', 'unnamed')")  # noqa: S608
    replace_check(op.get_bind(), _TABLE, "who", _WHO_BEFORE)
    replace_check(op.get_bind(), _TABLE, "sign", _SIGNS_BEFORE)
