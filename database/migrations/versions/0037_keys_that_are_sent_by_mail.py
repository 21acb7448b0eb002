"""keys that are sent by mail"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('account_keys',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.Enum('open', 'register', 'reset', 'sign_in', 'change_email', 'undo_email', 'invite', 'staff_reset', name='purpose', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('address_hash', sa.String(length=64), nullable=False),
    sa.Column('browser', sa.String(length=64), nullable=False),
    sa.Column('network', sa.String(length=64), nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('secret_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('seeker_id', sa.Integer(), nullable=True),
    sa.Column('made_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ends_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('used_at', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_account_keys_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['seeker_id'], ['seekers.id'], name=op.f('fk_account_keys_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_keys'))
    )
    op.create_index(op.f('ix_account_keys_account_id'), 'account_keys', ['account_id'], unique=False)
    op.create_index('ix_account_keys_address_hash', 'account_keys', ['purpose', 'address_hash', 'made_at'], unique=False)
    op.create_index('ix_account_keys_ends_at', 'account_keys', ['ends_at'], unique=False)
    op.create_index(op.f('ix_account_keys_key_hash'), 'account_keys', ['key_hash'], unique=False)
    op.create_index(op.f('ix_account_keys_seeker_id'), 'account_keys', ['seeker_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_account_keys_seeker_id'), table_name='account_keys')
    op.drop_index(op.f('ix_account_keys_key_hash'), table_name='account_keys')
    op.drop_index('ix_account_keys_ends_at', table_name='account_keys')
    op.drop_index('ix_account_keys_address_hash', table_name='account_keys')
    op.drop_index(op.f('ix_account_keys_account_id'), table_name='account_keys')
    op.drop_table('account_keys')
