"""files of people"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('person_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('office_id', sa.Integer(), nullable=False),
    sa.Column('actor', sa.String(length=40), nullable=False),
    sa.Column('state', sa.Enum('looking', 'looked', 'taking', 'done', 'dropped', name='state', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('file_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('lines', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('doubts', sa.JSON(), nullable=False),
    sa.Column('passed_over', sa.JSON(), nullable=False),
    sa.Column('made_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('next_try_at', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('leased_until', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('lease', sa.String(length=36), nullable=True),
    sa.ForeignKeyConstraint(['office_id'], ['offices.id'], name=op.f('fk_person_files_office_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_files'))
    )
    op.create_index('ix_person_files_due', 'person_files', ['state', 'next_try_at'], unique=False)
    op.create_index(op.f('ix_person_files_office_id'), 'person_files', ['office_id'], unique=False)



    with op.batch_alter_table("record_corrections") as batch:
        batch.alter_column("staff_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    # Of what no member of staff did, the version before cannot keep who did it.
    op.execute("delete from record_corrections where staff_id is null")
    with op.batch_alter_table("record_corrections") as batch:
        batch.alter_column("staff_id", existing_type=sa.Integer(), nullable=False)

    op.drop_index(op.f('ix_person_files_office_id'), table_name='person_files')
    op.drop_index('ix_person_files_due', table_name='person_files')
    op.drop_table('person_files')

