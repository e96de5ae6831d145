from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("jobs", "0003_when_a_placement_was_counted")]

    operations = [
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=Q(use="flexible") | (~Q(windows="") & (Q(use="all") | Q(use="any", least_shifts__gt=0))),
                name="position_shifts_are_told",
            ),
        ),
    ]
