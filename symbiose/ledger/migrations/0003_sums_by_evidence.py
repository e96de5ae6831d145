"""The index that figures are summed from knows how sure each part is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [
        migrations.RemoveIndex(model_name="entry", name="entry_sums"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["happened_on", "measure", "fraction", "evidence", "estimated", "quantity", "recorded_at"],
                name="entry_sums",
            ),
        ),
    ]
