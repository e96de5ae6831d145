from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("listings", "0006_kept_although_nobody_came"),
    ]

    operations = [
        migrations.AlterField(
            model_name="listing",
            name="external_id",
            field=models.CharField(blank=True, max_length=100),
        ),
    ]
