"""The database keeps entries from change, and holds a reversal and a next revision to what they follow.

A year is summed from an index alone: SQLite does so with `entry_sums`, whose first columns it leaps over; PostgreSQL wants
an index that begins with the day.
"""

from django.db import migrations

# What a reversal takes over as it is from the entry that it takes back.
SAME = (
    "measure", "unit", "fraction", "happened_on", "period", "source_label", "source_id", "thread_label", "thread_id",
    "revision", "evidence", "estimated",
)  # fmt: skip
FITS = " AND ".join(f"one.{column} = new.{column}" for column in SAME)
REVERSAL_FITS = (  # noqa: S608  the names are those above
    "SELECT 1 FROM ledger_entry one WHERE one.id = new.reverses_id AND one.reverses_id IS NULL"
    " AND one.quantity = -new.quantity AND "
) + FITS
BEFORE_IT_REVERSED = """SELECT 1 FROM ledger_entry one JOIN ledger_entry back ON back.reverses_id = one.id
    WHERE one.source_label = new.source_label AND one.source_id = new.source_id AND one.measure = new.measure
        AND one.period = new.period AND one.revision = new.revision - 1 AND one.reverses_id IS NULL"""

TABLES = ("ledger_entry", "ledger_entryparty")
SQLITE = [
    *(
        f"""CREATE TRIGGER {table}_no_{word.lower()} BEFORE {word} ON {table} BEGIN
            SELECT RAISE(ABORT, 'ledger_append_only'); END"""
        for table in TABLES
        for word in ("UPDATE", "DELETE")
    ),
    f"""CREATE TRIGGER ledger_reversal_fits BEFORE INSERT ON ledger_entry
        WHEN new.reverses_id IS NOT NULL AND NOT EXISTS ({REVERSAL_FITS})
        BEGIN SELECT RAISE(ABORT, 'ledger_reversal_fits'); END""",
    f"""CREATE TRIGGER ledger_revision_follows BEFORE INSERT ON ledger_entry
        WHEN new.reverses_id IS NULL AND new.revision > 1 AND NOT EXISTS ({BEFORE_IT_REVERSED})
        BEGIN SELECT RAISE(ABORT, 'ledger_revision_follows'); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER ledger_revision_follows",
    "DROP TRIGGER ledger_reversal_fits",
    *(f"DROP TRIGGER {table}_no_{word}" for table in TABLES for word in ("update", "delete")),
]
POSTGRESQL = [
    """CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'ledger_append_only'; END $$""",
    f"""CREATE FUNCTION ledger_entry_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF new.reverses_id IS NOT NULL THEN
            IF NOT EXISTS ({REVERSAL_FITS}) THEN RAISE EXCEPTION 'ledger_reversal_fits'; END IF;
        ELSIF new.revision > 1 THEN
            IF NOT EXISTS ({BEFORE_IT_REVERSED}) THEN RAISE EXCEPTION 'ledger_revision_follows'; END IF;
        END IF;
        RETURN new; END $$""",
    *(
        f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION ledger_append_only()"""
        for table in TABLES
    ),
    """CREATE TRIGGER ledger_entry_in_order BEFORE INSERT ON ledger_entry
        FOR EACH ROW EXECUTE FUNCTION ledger_entry_follows()""",
    """CREATE INDEX entry_sums_of_days ON ledger_entry (happened_on)
        INCLUDE (measure, fraction, evidence, estimated, quantity, recorded_at)""",
]
POSTGRESQL_BACK = [
    "DROP INDEX entry_sums_of_days",
    "DROP TRIGGER ledger_entry_in_order ON ledger_entry",
    *(f"DROP TRIGGER {table}_kept ON {table}" for table in TABLES),
    "DROP FUNCTION ledger_entry_follows()",
    "DROP FUNCTION ledger_append_only()",
]


def run(statements):
    def apply(apps, editor):
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement, params=None)

    return apply


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        ),
    ]
