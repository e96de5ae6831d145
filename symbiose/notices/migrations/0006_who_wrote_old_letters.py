from django.db import migrations

BY_MACHINE = (
    "Brevet er sendt af Symbiose selv.",
    "En mailserver melder, at et brev ikke kunne afleveres.",
    "Brevet er et automatisk svar.",
    "Brevet er sendt til mange på én gang.",
)
TOO_MANY = "Afsenderen har sendt mere end "
TIME_IS_OVER = "Fristen for at gemme det er gået."


def tell_who_wrote(apps, schema_editor):
    """What was refused as a machine's letter is one; of what is erased already nobody knows any more whose it was."""
    letters = apps.get_model("notices", "IncomingMail").objects.filter(state="refused")
    letters.filter(refusal__in=BY_MACHINE).update(by_machine=True)
    letters.filter(refusal__startswith=TOO_MANY).update(by_machine=True)
    forgotten = letters.filter(by_machine=False, from_address="", subject="")
    forgotten.update(state="set_aside", set_aside_reason=TIME_IS_OVER)


class Migration(migrations.Migration):
    dependencies = [("notices", "0005_left_to_people")]
    operations = [migrations.RunPython(tell_who_wrote, migrations.RunPython.noop)]
