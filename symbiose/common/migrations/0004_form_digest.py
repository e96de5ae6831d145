"""A submitted form is known by its key and what was sent; rows from before have no digest and count for whatever is sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("common", "0003_shared_counts")]
    operations = [
        migrations.AddField("submittedform", "digest", models.CharField(blank=True, default="", max_length=64)),
        migrations.AlterField("submittedform", "key", models.UUIDField()),
        migrations.AddConstraint(
            "submittedform", models.UniqueConstraint(fields=["key", "digest"], name="submitted_form_once")
        ),
    ]
