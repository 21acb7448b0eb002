"""who sits at a desk, notes for colleagues, and calls to those who did not come"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('desk_counsellors',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('desk_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_desk_counsellors_desk_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_desk_counsellors_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_desk_counsellors')),
    sa.UniqueConstraint('desk_id', 'day', name=op.f('uq_desk_counsellors_desk_id_day'))
    )
    op.create_table('booking_counsellors',
    sa.Column('booking_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['booking_id'], ['bookings.id'], name=op.f('fk_booking_counsellors_booking_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_booking_counsellors_staff_id')),
    sa.PrimaryKeyConstraint('booking_id', name=op.f('pk_booking_counsellors'))
    )
    op.create_table('booking_notes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('booking_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('written_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['booking_id'], ['bookings.id'], name=op.f('fk_booking_notes_booking_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_booking_notes_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_booking_notes'))
    )
    op.create_index(op.f('ix_booking_notes_booking_id'), 'booking_notes', ['booking_id'], unique=False)
    op.create_table('phone_calls',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('booking_id', sa.Integer(), nullable=False),
    sa.Column('called_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('result', sa.Enum('spoke', 'no_answer', 'message_left', 'not_connected', name='result', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('noted_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['booking_id'], ['bookings.id'], name=op.f('fk_phone_calls_booking_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_phone_calls_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phone_calls')),
    sa.UniqueConstraint('booking_id', 'staff_id', 'called_at', 'result', name=op.f('uq_phone_calls_booking_id_staff_id_called_at_result'))
    )
    op.create_index(op.f('ix_phone_calls_booking_id'), 'phone_calls', ['booking_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_phone_calls_booking_id'), table_name='phone_calls')
    op.drop_table('phone_calls')
    op.drop_index(op.f('ix_booking_notes_booking_id'), table_name='booking_notes')
    op.drop_table('booking_notes')
    op.drop_table('booking_counsellors')
    op.drop_table('desk_counsellors')
