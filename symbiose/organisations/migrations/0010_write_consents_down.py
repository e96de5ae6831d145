"""Who stood in the public directory stands there with a consent of which only the day is known."""

from django.db import migrations
from django.utils import timezone


def write_down(apps, schema_editor):
    organisations = apps.get_model("organisations", "Organisation").objects
    consents = apps.get_model("organisations", "DirectoryConsent").objects
    for organisation in organisations.filter(in_directory=True, directory_consent__isnull=True).order_by("pk"):
        since = timezone.localdate(organisation.created_at)
        consent = consents.create(organisation=organisation, given_on=since, how="before", with_name=True)
        organisations.filter(pk=organisation.pk).update(directory_consent=consent)


def forget(apps, schema_editor):
    apps.get_model("organisations", "Organisation").objects.update(directory_consent=None)
    apps.get_model("organisations", "DirectoryConsent").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0009_directory_consents"),
    ]

    operations = [migrations.RunPython(write_down, forget)]
