"""A table for what all processes count together, such as attempts to sign in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("common", "0002_search_and_trail")]
    operations = [
        migrations.CreateModel(
            name="SharedCount",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
            options={"verbose_name": "shared count"},
        ),
    ]
