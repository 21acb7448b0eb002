"""audit lines and their seals are only ever added

Written by hand: triggers are not part of the models. A later migration that rebuilds one of the tables on SQLite
(batch mode) loses them there and makes them again.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The key of each table: INSERT OR REPLACE on SQLite deletes without firing a trigger for DELETE.
_TABLES = {"audit_lines": "id", "audit_seals": "number"}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _forbid_on_sqlite()
    else:
        _forbid_on_postgresql()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in _TABLES:
            for act in ("update", "delete", "replace"):
                op.execute(f"DROP TRIGGER {table}_no_{act}")
    else:
        for table in _TABLES:
            op.execute(f"DROP TRIGGER {table}_only_added ON {table}")
        op.execute("DROP FUNCTION refuse_to_change_the_audit_log()")


def _forbid_on_sqlite() -> None:
    for table, key in _TABLES.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END"
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) {refuse}"
        )


def _forbid_on_postgresql() -> None:
    # restrict_violation reaches Python as an IntegrityError, as SQLite's refusal does.
    op.execute(
        """
        CREATE FUNCTION refuse_to_change_the_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END
        $$
        """
    )
    for table in _TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_audit_log()"
        )
