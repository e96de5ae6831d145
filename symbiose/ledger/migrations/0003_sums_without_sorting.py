"""Indexes that hold with many entries: sums come in their own order, a day and a reversal are found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [
        migrations.RemoveIndex(model_name="entry", name="entry_sums"),
        migrations.RemoveIndex(model_name="entry", name="entry_measure"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["measure", "fraction", "happened_on", "evidence", "estimated", "quantity", "recorded_at"],
                name="entry_sums",
            ),
        ),
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["happened_on"], name="entry_day")),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["reverses"], condition=models.Q(("reverses__isnull", False)), name="entry_reversals"
            ),
        ),
    ]
