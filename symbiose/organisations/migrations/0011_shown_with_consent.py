from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0010_write_consents_down"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("in_directory", False), ("directory_consent__isnull", False), _connector="OR"),
                name="organisation_shown_with_consent",
            ),
        ),
    ]
