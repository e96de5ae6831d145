import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("organisations", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("active", models.BooleanField(default=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feed",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="whose it is",
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar address",
            },
        ),
        migrations.CreateModel(
            name="CallRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(max_length=120, verbose_name="name of the round")),
                ("area", models.CharField(blank=True, max_length=80, verbose_name="postcode or town")),
                ("division", models.CharField(blank=True, max_length=2, verbose_name="trade")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="to")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("closed", "closed")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("close_reason", models.CharField(blank=True, max_length=500, verbose_name="what came of it")),
                ("example", models.BooleanField(default=False)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="who runs the round",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "round of calls",
                "verbose_name_plural": "rounds of calls",
                "indexes": [models.Index(fields=["state", "-starts_on"], name="call_round_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="call_round_dates"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), models.Q(("close_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("close_reason", "")),
                            _connector="OR",
                        ),
                        name="call_round_closed_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reserved", "taken, not reached yet"),
                            ("later", "to be called again"),
                            ("talked", "talked with"),
                            ("released", "given back"),
                            ("lapsed", "run out"),
                        ],
                        default="reserved",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("taken_at", models.DateTimeField(verbose_name="taken")),
                ("runs_out_on", models.DateField(verbose_name="runs out")),
                ("warned_at", models.DateTimeField(blank=True, null=True)),
                ("reasons", models.JSONField(default=list)),
                ("knowingly", models.CharField(blank=True, max_length=300, verbose_name="why in spite of it")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="times called")),
                ("talked_at", models.DateTimeField(blank=True, null=True, verbose_name="talked")),
                (
                    "outsource",
                    models.BooleanField(
                        default=False, verbose_name="to let a new firm take over part of the production"
                    ),
                ),
                ("partner", models.BooleanField(default=False, verbose_name="partnership with a social enterprise")),
                (
                    "neither_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why neither was talked about"),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("no", "no"), ("later", "later"), ("not_reached", "not reached")],
                        max_length=12,
                        verbose_name="answer",
                    ),
                ),
                ("line", models.CharField(blank=True, max_length=500, verbose_name="what was said")),
                ("again_on", models.DateField(blank=True, null=True, verbose_name="to be called again")),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("released_reason", models.CharField(blank=True, max_length=300, verbose_name="why it was given back")),
                ("example", models.BooleanField(default=False)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who calls",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="frontdesk.callround",
                    ),
                ),
            ],
            options={
                "verbose_name": "call",
                "verbose_name_plural": "calls",
                "indexes": [
                    models.Index(fields=["user", "state", "again_on"], name="call_of_person"),
                    models.Index(fields=["department", "state"], name="call_of_department"),
                    models.Index(fields=["round", "state"], name="call_of_round"),
                    models.Index(fields=["organisation", "-taken_at"], name="call_of_organisation"),
                    models.Index(fields=["state", "runs_out_on"], name="call_running_out"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["reserved", "later"])),
                        fields=("organisation",),
                        name="call_one_live_per_firm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "later"), _negated=True),
                            models.Q(("again_on__isnull", False), ("answer", "later")),
                            _connector="OR",
                        ),
                        name="call_later_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["talked", "later"]), _negated=True),
                            models.Q(
                                ("answer__in", ["yes", "no", "later"]),
                                ("talked_at__isnull", False),
                                models.Q(("line", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="call_talked_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["talked", "later"]), _negated=True),
                            ("outsource", True),
                            ("partner", True),
                            models.Q(("neither_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="call_says_which_option",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "released"), _negated=True),
                            models.Q(("released_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="call_released_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("said_on", models.DateField(verbose_name="said on")),
                ("said_by", models.CharField(max_length=200, verbose_name="who said it")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="what they said")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("lifted_reason", models.CharField(blank=True, max_length=300, verbose_name="why it no longer holds")),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stops",
                        to="frontdesk.call",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "no to calls",
                "indexes": [models.Index(fields=["organisation", "lifted_at", "until"], name="call_stop_of_firm")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("organisation",),
                        name="call_stop_one_per_firm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("said_on")), _connector="OR"
                        ),
                        name="call_stop_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("said_by", ""), _negated=True), name="call_stop_says_who"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_at__isnull", True), models.Q(("lifted_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="call_stop_lifted_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                ("title", models.CharField(max_length=160, verbose_name="in their own words")),
                ("topic", models.CharField(max_length=40, verbose_name="topic")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("dialogue", "in dialogue"),
                            ("under_way", "under way"),
                            ("outcome", "outcome"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("closed", "closed"), ("merged", "gathered in another")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("owner_reason", models.CharField(max_length=300)),
                ("external", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField(verbose_name="came in")),
                ("respond_by", models.DateField(verbose_name="first answer by")),
                ("responded_at", models.DateTimeField(blank=True, null=True, verbose_name="first answered")),
                ("waits_by", models.DateField(blank=True, null=True, verbose_name="somebody waits for an answer by")),
                (
                    "next_kind",
                    models.CharField(
                        blank=True,
                        choices=[("call", "call"), ("visit", "visit"), ("meeting", "meeting"), ("write", "write")],
                        max_length=10,
                        verbose_name="next step",
                    ),
                ),
                ("next_text", models.CharField(blank=True, max_length=300, verbose_name="about what")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="day of the next step")),
                ("next_at", models.TimeField(blank=True, null=True, verbose_name="time of the next step")),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("founded", "a firm was founded"),
                            ("registered", "it was registered as a social enterprise"),
                            ("agreement", "an agreement"),
                            ("purchase", "a purchase"),
                            ("job", "a job"),
                            ("exchange", "an exchange"),
                            ("advice", "advice only"),
                            ("nothing", "nothing came of it"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "outcome_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="what came of it, and why"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("forgotten_at", models.DateTimeField(blank=True, null=True)),
                ("example", models.BooleanField(default=False)),
                (
                    "door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="department first addressed",
                    ),
                ),
                (
                    "entrance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="frontdesk.case",
                    ),
                ),
                (
                    "next_owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who takes the next step",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "case",
                "verbose_name_plural": "cases",
                "indexes": [
                    models.Index(fields=["state", "-opened_at"], name="case_newest_first"),
                    models.Index(fields=["owner", "state", "next_on"], name="case_of_owner"),
                    models.Index(fields=["organisation", "state"], name="case_of_organisation"),
                    models.Index(fields=["state", "waits_by"], name="case_first_answer"),
                    models.Index(
                        fields=["external", "state", "stage", "topic", "owner", "entrance"], name="case_counted"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("number",), name="case_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("stage", "outcome"),
                                ("state", "closed"),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("outcome_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "closed"), _negated=True),
                                ("closed_at__isnull", True),
                                ("outcome", ""),
                                ("outcome_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="case_closed_says_what_came_of_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("state", "merged")),
                            models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)),
                            _connector="OR",
                        ),
                        name="case_merged_into_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "open"), ("waits_by__isnull", True), _connector="OR"),
                        name="case_waits_while_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="case_not_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("next_at__isnull", True),
                                ("next_kind", ""),
                                ("next_on__isnull", True),
                                ("next_owner__isnull", True),
                                ("next_text", ""),
                            ),
                            models.Q(
                                ("next_on__isnull", False),
                                ("next_owner__isnull", False),
                                models.Q(("next_kind", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="case_next_step_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owner_reason", ""), _negated=True), name="case_owner_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("role", models.CharField(blank=True, max_length=120, verbose_name="role")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parties", to="frontdesk.case"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "party of a case",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "organisation", "name"), name="case_party_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation__isnull", False), models.Q(("name", ""), _negated=True), _connector="OR"
                        ),
                        name="case_party_is_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("what", models.CharField(max_length=300, verbose_name="what is to be done")),
                ("due_on", models.DateField(verbose_name="deadline")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("result", models.CharField(blank=True, max_length=500, verbose_name="what came of it")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="frontdesk.case"
                    ),
                ),
                (
                    "owner_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "owner_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "task of a case",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(fields=["owner_organisation", "done_at", "due_on"], name="case_task_of_department"),
                    models.Index(fields=["owner_user", "done_at", "due_on"], name="case_task_of_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owner_organisation__isnull", False), ("owner_user__isnull", True)),
                            models.Q(("owner_organisation__isnull", True), ("owner_user__isnull", False)),
                            _connector="OR",
                        ),
                        name="case_task_has_one_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("result", "")),
                            models.Q(("done_at__isnull", False), models.Q(("result", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="case_task_done_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("form", "form on the web page"),
                            ("mail", "mail"),
                            ("phone", "telephone"),
                            ("visit", "visit"),
                            ("meeting", "meeting"),
                        ],
                        max_length=10,
                        verbose_name="how it came",
                    ),
                ),
                ("topic", models.CharField(max_length=40, verbose_name="topic")),
                ("title", models.CharField(max_length=160, verbose_name="in their own words")),
                ("text", models.TextField(blank=True, verbose_name="what they said")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                ("postcode", models.CharField(blank=True, max_length=4, verbose_name="postcode")),
                (
                    "organisation_text",
                    models.CharField(blank=True, max_length=200, verbose_name="organisation, as they wrote it"),
                ),
                ("external", models.BooleanField(default=False)),
                ("owner_reason", models.CharField(max_length=300)),
                ("received_at", models.DateTimeField(verbose_name="came in")),
                ("respond_by", models.DateField(verbose_name="first answer by")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="first answered")),
                ("waits", models.BooleanField(default=True, verbose_name="waits for an answer")),
                ("escalated_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("answered", "answered"),
                            ("in_case", "in a case"),
                            ("passed_on", "passed on"),
                            ("noise", "set aside as noise"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="what was answered")),
                ("noise_reason", models.CharField(blank=True, max_length=300, verbose_name="why it is set aside")),
                ("consent", models.CharField(blank=True, max_length=300, verbose_name="how consent was given")),
                ("source_key", models.CharField(blank=True, max_length=200)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("unheard_at", models.DateTimeField(blank=True, null=True)),
                ("forgotten_at", models.DateTimeField(blank=True, null=True)),
                ("example", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enquiries",
                        to="frontdesk.case",
                    ),
                ),
                (
                    "claimed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation that they perhaps write for",
                    ),
                ),
                (
                    "door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="department first addressed",
                    ),
                ),
                (
                    "entrance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="entrance where it arrived",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enquiries",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "passed_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "enquiry",
                "verbose_name_plural": "enquiries",
                "indexes": [
                    models.Index(fields=["state", "-received_at"], name="enquiry_newest_first"),
                    models.Index(fields=["owner", "state", "respond_by"], name="enquiry_of_owner"),
                    models.Index(fields=["organisation", "-received_at"], name="enquiry_of_organisation"),
                    models.Index(fields=["waits", "respond_by"], name="enquiry_first_answer"),
                    models.Index(
                        fields=["external", "state", "channel", "topic", "owner", "entrance"], name="enquiry_counted"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("number",), name="enquiry_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("source_key",),
                        name="enquiry_source_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case__isnull", False), ("state", "in_case")),
                            models.Q(models.Q(("state", "in_case"), _negated=True), ("case__isnull", True)),
                            _connector="OR",
                        ),
                        name="enquiry_in_case_has_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "answered"), _negated=True),
                            ("answered_at__isnull", False),
                            _connector="OR",
                        ),
                        name="enquiry_answered_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "in_case"),
                            models.Q(("state", "new"), ("waits", True)),
                            models.Q(("state__in", ["answered", "passed_on", "noise"]), ("waits", False)),
                            _connector="OR",
                        ),
                        name="enquiry_waits_while_new",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "noise"), models.Q(("noise_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "noise"), _negated=True), ("noise_reason", "")),
                            _connector="OR",
                        ),
                        name="enquiry_noise_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("passed_to__isnull", False),
                                ("state", "passed_on"),
                                models.Q(("consent", ""), _negated=True),
                            ),
                            models.Q(models.Q(("state", "passed_on"), _negated=True), ("passed_to__isnull", True)),
                            _connector="OR",
                        ),
                        name="enquiry_passed_on_with_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owner_reason", ""), _negated=True), name="enquiry_owner_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("organisation__isnull", True), ("claimed__isnull", True), _connector="OR"),
                        name="enquiry_firm_known_or_claimed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("first", models.BooleanField(default=False)),
                ("source_key", models.CharField(blank=True, max_length=220)),
                (
                    "enquiry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="frontdesk.enquiry",
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="letter", to="organisations.contact"
                    ),
                ),
            ],
            options={
                "verbose_name": "what somebody wrote",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("first", True)), fields=("enquiry",), name="letter_first_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("source_key",),
                        name="letter_source_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name of the file")),
                ("refused", models.CharField(blank=True, max_length=300, verbose_name="why it was not received")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="frontdesk.letter"
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.upload",
                    ),
                ),
            ],
            options={
                "verbose_name": "file with a letter",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refused", ""), ("upload__isnull", False)),
                            models.Q(("upload__isnull", True), models.Q(("refused", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="letter_file_is_there_or_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="what is lacking")),
                ("social", models.BooleanField(default=False, verbose_name="only social enterprises")),
                ("searched_on", models.DateField(verbose_name="day")),
                ("organisations", models.PositiveIntegerField(verbose_name="organisations found")),
                ("listings", models.PositiveIntegerField(verbose_name="listings found")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partner_searches",
                        to="frontdesk.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "search for a partner",
                "verbose_name_plural": "searches for partners",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        fields=("case", "words", "social", "searched_on"),
                        name="partner_search_once_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Prospect",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="organisations.organisation",
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                ("points", models.PositiveSmallIntegerField(default=0)),
                ("reason_count", models.PositiveSmallIntegerField(default=0)),
                ("has_trade", models.BooleanField(default=False)),
                ("has_listing", models.BooleanField(default=False)),
                ("has_proposal", models.BooleanField(default=False)),
                ("has_partner", models.BooleanField(default=False)),
                ("has_silence", models.BooleanField(default=False)),
                ("division", models.CharField(blank=True, max_length=2)),
                ("headcount", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "size",
                    models.CharField(
                        choices=[
                            ("micro", "fewer than 10 employees"),
                            ("small", "10 to 49 employees"),
                            ("medium", "50 to 249 employees"),
                            ("large", "250 employees or more"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                ("last_contact_at", models.DateTimeField(blank=True, null=True)),
                ("computed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "firm on the call list",
                "indexes": [
                    models.Index(fields=["-points", "-reason_count", "organisation"], name="prospect_in_order"),
                    models.Index(
                        fields=[
                            "size",
                            "has_trade",
                            "has_listing",
                            "has_proposal",
                            "has_partner",
                            "has_silence",
                            "reason_count",
                            "organisation",
                        ],
                        name="prospect_counted",
                    ),
                    models.Index(fields=["division"], name="prospect_division"),
                    models.Index(fields=["last_contact_at"], name="prospect_last_contact"),
                    models.Index(fields=["computed_at"], name="prospect_computed"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rhythm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "months",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="months between two talks"),
                ),
                ("none_reason", models.CharField(blank=True, max_length=300, verbose_name="why no talks are wanted")),
                ("agreed_with", models.CharField(blank=True, max_length=200, verbose_name="with whom it was agreed")),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="when it was agreed")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="next talk agreed")),
                ("talked_on", models.DateField(blank=True, null=True, verbose_name="last talk")),
                ("since_on", models.DateField()),
                ("counted_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rhythm",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who keeps the dialogue",
                    ),
                ),
            ],
            options={
                "verbose_name": "rhythm of the dialogue",
                "verbose_name_plural": "rhythms of the dialogue",
                "indexes": [
                    models.Index(fields=["owner", "since_on"], name="rhythm_of_owner"),
                    models.Index(fields=["months", "since_on"], name="rhythm_since"),
                    models.Index(fields=["counted_at"], name="rhythm_counted"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("months__isnull", True), models.Q(("months__gte", 1), ("months__lte", 60)), _connector="OR"
                        ),
                        name="rhythm_months",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("none_reason", ""),
                            models.Q(("months__isnull", True), ("next_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="rhythm_or_none",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoutingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("topic", models.CharField(blank=True, max_length=40, verbose_name="topic")),
                ("postcode_from", models.CharField(blank=True, max_length=4, verbose_name="postcode from")),
                ("postcode_to", models.CharField(blank=True, max_length=4, verbose_name="postcode to")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.membership",
                        verbose_name="who gets them",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of who gets what",
                "ordering": ["topic", "postcode_from", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="routing_rule_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("topic", ""), _negated=True),
                            models.Q(("postcode_from", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="routing_rule_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("postcode_from", ""), ("postcode_to", "")),
                            models.Q(
                                ("postcode_from__regex", "^[0-9]{4}$"),
                                ("postcode_to__regex", "^[0-9]{4}$"),
                                ("postcode_to__gte", models.F("postcode_from")),
                            ),
                            _connector="OR",
                        ),
                        name="routing_rule_area",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("title", models.CharField(max_length=160, verbose_name="what it is called")),
                ("text", models.TextField(verbose_name="what is asked")),
                ("due_on", models.DateField(verbose_name="deadline")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("led", "led to something"), ("closed", "closed")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "led_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("step", "a step in a case"),
                            ("new_case", "a new case"),
                            ("listing", "a listing"),
                            ("agreement", "an agreement between the departments"),
                        ],
                        max_length=10,
                        verbose_name="what it led to",
                    ),
                ),
                ("outcome", models.TextField(blank=True, verbose_name="what came of it, and why")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("example", models.BooleanField(default=False)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="who asks",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shared_tasks",
                        to="frontdesk.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "shared task",
                "verbose_name_plural": "shared tasks",
                "indexes": [
                    models.Index(fields=["state", "due_on"], name="shared_task_due"),
                    models.Index(fields=["owner", "state", "due_on"], name="shared_task_of_owner"),
                    models.Index(fields=["asked_by", "state"], name="shared_task_of_asker"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("led_to", ""), ("outcome", ""), ("state", "open")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state", "led"),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("led_to", ""), _negated=True),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("led_to", ""),
                                ("state", "closed"),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="shared_task_ended_says_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                        ),
                        name="shared_task_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("field", models.CharField(max_length=80, verbose_name="field")),
                ("due_on", models.DateField(verbose_name="deadline")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("given", "given"),
                            ("declined", "declined"),
                            ("withdrawn", "no longer asked"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="input")),
                ("given_at", models.DateTimeField(blank=True, null=True)),
                ("given_by", models.CharField(blank=True, max_length=200)),
                ("consent", models.CharField(blank=True, max_length=300, verbose_name="how the input was given")),
                ("decline_reason", models.CharField(blank=True, max_length=500, verbose_name="why not")),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("escalated_at", models.DateTimeField(blank=True, null=True)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="department",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="frontdesk.sharedtask"
                    ),
                ),
            ],
            options={
                "verbose_name": "input to a shared task",
                "verbose_name_plural": "inputs to shared tasks",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["department", "state", "due_on"], name="shared_part_of_department")],
                "constraints": [
                    models.UniqueConstraint(fields=("task", "department"), name="shared_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("given_at__isnull", False),
                                ("state", "given"),
                                models.Q(("text", ""), _negated=True),
                                models.Q(("given_by", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "given"), _negated=True),
                                ("consent", ""),
                                ("given_at__isnull", True),
                                ("given_by", ""),
                                ("text", ""),
                            ),
                            _connector="OR",
                        ),
                        name="shared_part_given_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), models.Q(("decline_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "declined"), _negated=True), ("decline_reason", "")),
                            _connector="OR",
                        ),
                        name="shared_part_declined_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyAsked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("answered", models.BooleanField(default=False)),
                ("declined", models.BooleanField(default=False)),
                ("never_again", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "verbose_name": "asked in the survey",
                "verbose_name_plural": "asked in the survey",
                "indexes": [models.Index(fields=["organisation", "never_again"], name="survey_asked_organisation")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answered", False), ("declined", False), _connector="OR"),
                        name="survey_answered_or_declined",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("never_again", False), ("declined", True), _connector="OR"),
                        name="survey_never_is_a_no",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("question", models.CharField(max_length=80)),
                (
                    "value",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "disagree"),
                            (2, "rather disagree"),
                            (3, "neither nor"),
                            (4, "rather agree"),
                            (5, "agree"),
                            (0, "don't know"),
                        ]
                    ),
                ),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="frontdesk.surveyasked"
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of the survey",
                "constraints": [
                    models.UniqueConstraint(fields=("asked", "question"), name="survey_answer_once"),
                    models.CheckConstraint(condition=models.Q(("value__lte", 5)), name="survey_answer_value"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("opened_on", models.DateField(verbose_name="opened")),
                ("closes_on", models.DateField(verbose_name="last day for an answer")),
                ("example", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "round of the survey",
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(fields=("year",), name="survey_round_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gt", models.F("opened_on"))), name="survey_round_days"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="surveyasked",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="asked", to="frontdesk.surveyround"
            ),
        ),
        migrations.CreateModel(
            name="TopicTouched",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("development", "development potential"),
                            ("recruitment", "recruitment"),
                            ("retention", "retention"),
                            ("partnership", "partnership"),
                            ("climate", "tasks for the climate"),
                        ],
                        max_length=12,
                        verbose_name="topic",
                    ),
                ),
                ("line", models.CharField(blank=True, max_length=300, verbose_name="in one line")),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisations.contact"
                    ),
                ),
            ],
            options={
                "verbose_name": "topic of a talk",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("contact", "topic"), name="topic_touched_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="surveyasked",
            constraint=models.UniqueConstraint(fields=("round", "organisation"), name="survey_asked_once"),
        ),
    ]
