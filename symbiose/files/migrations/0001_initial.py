from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("import", "import"), ("photo", "photo"), ("letter", "file with a letter")],
                        max_length=20,
                    ),
                ),
                ("file", models.FileField(upload_to="uploads/%Y/%m/")),
                ("name", models.CharField(max_length=200)),
                ("size", models.PositiveBigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("uploaded_by", models.BigIntegerField(null=True)),
                ("keep_until", models.DateField()),
            ],
            options={
                "verbose_name": "uploaded file",
                "constraints": [models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="upload_not_empty")],
            },
        ),
    ]
