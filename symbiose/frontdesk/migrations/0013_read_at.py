"""When what is settled was settled or marked as read, which until now its last change told."""

from django.db import migrations, models
from django.db.models import F

SETTLED = (("Enquiry", ["answered", "noise"]), ("Case", ["closed"]))


def settle(apps, schema_editor):
    for kind, states in SETTLED:
        apps.get_model("frontdesk", kind).objects.filter(state__in=states).update(read_at=F("changed_at"))


class Migration(migrations.Migration):
    dependencies = [("frontdesk", "0012_talks_counted_at")]

    operations = [
        migrations.AddField(model_name="case", name="read_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.AddField(model_name="enquiry", name="read_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
