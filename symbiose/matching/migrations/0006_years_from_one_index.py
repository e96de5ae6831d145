"""What ran, began and ended in each year is counted from one index, without visiting an exchange."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0005_carry_over_pauses_and_terms")]
    operations = [
        migrations.RemoveIndex(model_name="exchange", name="exchange_since"),
        migrations.AddIndex(
            model_name="exchange",
            index=models.Index(fields=["since", "until", "state", "declared", "end_reason"], name="exchange_years"),
        ),
    ]
