"""The lines of a page come in their own order, and a year is summed from an index alone.

SQLite does so with `entry_sums`, whose first columns it leaps over; PostgreSQL wants an index that begins with the day.
"""

from django.db import migrations, models
from django.db.models.functions import Coalesce

SUMS_OF_DAYS = """CREATE INDEX entry_sums_of_days ON ledger_entry (happened_on)
    INCLUDE (measure, fraction, evidence, estimated, quantity, recorded_at)"""


def sums_of_days(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(SUMS_OF_DAYS)


def no_sums_of_days(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX entry_sums_of_days")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_sums_without_sorting")]
    operations = [
        migrations.RemoveIndex(model_name="entry", name="entry_day"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                models.F("happened_on").desc(),
                Coalesce("reverses", "id").desc(),
                "id",
                "reverses",
                "recorded_at",
                "quantity",
                name="entry_lines",
            ),
        ),
        migrations.RunPython(sums_of_days, no_sums_of_days),
    ]
