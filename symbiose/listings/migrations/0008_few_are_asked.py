"""A start page looks at the few whose owner was asked, not at every listing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("listings", "0007_room_for_an_old_owners_number")]
    operations = [
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                fields=["asked_nobody_at"],
                condition=models.Q(asked_nobody_at__isnull=False),
                name="listing_asked_nobody",
            ),
        )
    ]
