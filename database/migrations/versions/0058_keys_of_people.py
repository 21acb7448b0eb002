"""keys under which people are found, in an index of their own; `madoguchi init` makes those of who is there already

Written by hand: triggers are not part of the models. A later migration that rebuilds `seekers` on SQLite (batch mode)
loses them there and makes them again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

_BY_LETTER = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "search_keys",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("key", _BY_LETTER, nullable=False),
        sa.Column("seeker_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["seeker_id"], ["seekers.id"], name=op.f("fk_search_keys_seeker_id")),
        sa.PrimaryKeyConstraint("office_id", "key", "seeker_id", name=op.f("pk_search_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_search_keys_seeker_id"), "search_keys", ["seeker_id"])
    op.drop_column("seekers", "names_folded")
    op.add_column("seekers", sa.Column("search_keys", sa.String(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        _follow_on_sqlite()
    else:
        _follow_on_postgresql()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("insert", "update"):
            op.execute(f"DROP TRIGGER seekers_keys_{act}")
    else:
        for act in ("insert", "update"):
            op.execute(f"DROP TRIGGER seekers_keys_{act} ON seekers")
        op.execute("DROP FUNCTION keep_search_keys()")
    op.drop_column("seekers", "search_keys")
    op.add_column("seekers", sa.Column("names_folded", sa.String(), nullable=True))
    op.drop_table("search_keys")


def _follow_on_sqlite() -> None:
    """SQLite splits no text but JSON; no key holds a quotation mark or a backslash."""
    keys = """json_each('["' || replace(NEW.search_keys, ' ', '","') || '"]')"""
    insert = (
        "INSERT OR IGNORE INTO search_keys (office_id, key, seeker_id) "
        f"SELECT NEW.office_id, value, NEW.id FROM {keys} WHERE NEW.search_keys <> '';"  # noqa: S608  our own
    )
    op.execute(f"CREATE TRIGGER seekers_keys_insert AFTER INSERT ON seekers BEGIN {insert} END")
    op.execute(
        "CREATE TRIGGER seekers_keys_update AFTER UPDATE OF search_keys, office_id ON seekers "
        "WHEN NEW.search_keys IS NOT OLD.search_keys OR NEW.office_id <> OLD.office_id "
        f"BEGIN DELETE FROM search_keys WHERE seeker_id = NEW.id; {insert} END"
    )


def _follow_on_postgresql() -> None:
    op.execute(
        """
        CREATE FUNCTION keep_search_keys() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                DELETE FROM search_keys WHERE seeker_id = NEW.id;
            END IF;
            INSERT INTO search_keys (office_id, key, seeker_id)
                SELECT DISTINCT NEW.office_id, key, NEW.id
                FROM unnest(string_to_array(NEW.search_keys, ' ')) AS key WHERE key <> '';
            RETURN NULL;
        END
        $$
        """
    )
    follow = "FOR EACH ROW {} EXECUTE FUNCTION keep_search_keys()"
    op.execute("CREATE TRIGGER seekers_keys_insert AFTER INSERT ON seekers " + follow.format(""))
    differs = "WHEN (NEW.search_keys IS DISTINCT FROM OLD.search_keys OR NEW.office_id <> OLD.office_id)"
    op.execute(
        "CREATE TRIGGER seekers_keys_update AFTER UPDATE OF search_keys, office_id ON seekers " + follow.format(differs)
    )
