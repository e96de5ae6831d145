from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("frontdesk", "0008_survey"), ("organisations", "0012_what_the_register_says")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="waits_by",
            field=models.DateField(blank=True, null=True, verbose_name="somebody waits for an answer by"),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="waits",
            field=models.BooleanField(default=True, verbose_name="waits for an answer"),
        ),
    ]
