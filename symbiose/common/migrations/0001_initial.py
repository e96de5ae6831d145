import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedCount",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "shared count",
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("actor_user_id", models.BigIntegerField(blank=True, null=True)),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("actor_role", models.CharField(max_length=20)),
                ("membership_id", models.BigIntegerField(blank=True, null=True)),
                ("link_id", models.BigIntegerField(blank=True, null=True)),
                ("on_behalf_of", models.BigIntegerField(blank=True, null=True)),
                ("consent", models.CharField(blank=True, max_length=300)),
                ("verb", models.CharField(max_length=80)),
                ("subject_label", models.CharField(max_length=80)),
                ("subject_id", models.BigIntegerField()),
                ("changes", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True)),
                ("request_id", models.CharField(blank=True, max_length=36)),
            ],
            options={
                "verbose_name": "audit entry",
                "indexes": [models.Index(fields=["subject_label", "subject_id", "at"], name="audit_subject")],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_label", models.CharField(max_length=80)),
                ("from_id", models.BigIntegerField()),
                ("to_label", models.CharField(max_length=80)),
                ("to_id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "step of the chain",
                "indexes": [models.Index(fields=["to_label", "to_id"], name="link_to")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("from_label", "from_id", "to_label", "to_id", "kind"), name="link_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MunicipalItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80)),
                ("clause", models.CharField(blank=True, max_length=20)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.TextField(blank=True)),
                ("certainty", models.CharField(max_length=20)),
                ("data", models.JSONField(default=dict)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "configuration item",
                "ordering": ["kind", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key", "valid_from"), name="municipal_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="municipal_item_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("slug", models.SlugField(unique=True)),
                ("code", models.CharField(max_length=3, verbose_name="municipality code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("entrance", models.CharField(max_length=100, verbose_name="name of the entrance")),
                ("postcode", models.CharField(max_length=4)),
                ("data", models.JSONField(default=dict)),
                ("only", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name": "municipality",
                "constraints": [
                    models.UniqueConstraint(fields=("only",), name="municipality_only_one"),
                    models.CheckConstraint(condition=models.Q(("only", True)), name="municipality_only_true"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("reader_user_id", models.BigIntegerField(blank=True, null=True)),
                ("reader_name", models.CharField(blank=True, max_length=200)),
                ("reader_role", models.CharField(max_length=20)),
                ("membership_id", models.BigIntegerField(blank=True, null=True)),
                ("what", models.CharField(max_length=40)),
                ("purpose", models.CharField(max_length=40)),
                ("subject_label", models.CharField(max_length=80)),
                ("subject_id", models.BigIntegerField()),
                ("request_id", models.CharField(blank=True, max_length=36)),
            ],
            options={
                "verbose_name": "reading",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["subject_label", "subject_id", "-id"], name="reading_subject")],
            },
        ),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=80)),
                ("object_id", models.BigIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("words", models.TextField()),
            ],
            options={
                "verbose_name": "search document",
                "constraints": [models.UniqueConstraint(fields=("label", "object_id"), name="search_document_once")],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60, unique=True)),
                ("initial", models.CharField(max_length=1)),
                ("length", models.PositiveSmallIntegerField()),
            ],
            options={
                "verbose_name": "search word",
                "indexes": [models.Index(fields=["initial", "length"], name="search_word_near")],
            },
        ),
        migrations.CreateModel(
            name="SubmittedForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField()),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("went_to", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "submitted form",
                "constraints": [models.UniqueConstraint(fields=("key", "digest"), name="submitted_form_once")],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("list_name", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("query", models.TextField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("user", "list_name", "name"), name="saved_view_once")],
            },
        ),
    ]
