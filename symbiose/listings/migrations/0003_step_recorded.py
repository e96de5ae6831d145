from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("listings", "0002_photos_alerts_steps"),
        ("organisations", "0002_years_units_closure_access"),
    ]

    operations = [
        migrations.AddField(
            model_name="listing",
            name="step_recorded",
            field=models.BooleanField(default=False, verbose_name="the authority's answer lets it go"),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(("stopped", False), ("step_recorded", False), _connector="OR"),
                name="listing_stopped_or_let_go",
            ),
        ),
    ]
