from django.db import migrations
from django.utils import timezone

KINDS = {
    "matching.proposal": "proposal",
    "matching.exchange": "exchange",
    "matching.handover": "handover",
    "listings.listing": "listing",
    "listings.alert": "alert",
}
MESSAGE = "Der er en ny besked om et forslag."


def name_kinds(apps, schema_editor):
    """Old lines get the kind of what they are about; no letter tells of them afterwards."""
    notices = apps.get_model("notices", "Notice").objects
    for label, kind in KINDS.items():
        notices.filter(subject_label=label).update(kind=kind)
    notices.filter(kind="proposal", text=MESSAGE).update(kind="message")
    notices.filter(copied_at=None).update(copied_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_kinds_choices_texts")]
    operations = [migrations.RunPython(name_kinds, migrations.RunPython.noop)]
