import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("listings", "0001_initial"),
        ("organisations", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("code", models.CharField(max_length=12, unique=True, verbose_name="code")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("told", "being told"),
                            ("waiting", "waits for a position"),
                            ("resting", "rests"),
                            ("ended", "ended"),
                            ("erased", "erased"),
                        ],
                        default="told",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "hours",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="hours a week now"
                    ),
                ),
                (
                    "hours_hoped",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="hours a week hoped for"
                    ),
                ),
                ("windows", models.CharField(blank=True, max_length=600, verbose_name="when one can work")),
                ("postcode", models.CharField(blank=True, max_length=4, verbose_name="postcode")),
                (
                    "transport",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("walk", "on foot"),
                            ("bike", "by bicycle"),
                            ("public", "by bus or train"),
                            ("car", "by car"),
                        ],
                        max_length=10,
                        verbose_name="how one gets about",
                    ),
                ),
                (
                    "max_travel",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="longest travel, minutes one way"
                    ),
                ),
                ("skills", models.JSONField(blank=True, default=list, verbose_name="what one can do")),
                ("wishes", models.JSONField(blank=True, default=list, verbose_name="what one would like to do")),
                ("never", models.JSONField(blank=True, default=list, verbose_name="what one will not be asked about")),
                ("answered", models.JSONField(blank=True, default=list)),
                ("helper_along", models.BooleanField(default=False, verbose_name="a helper sits along")),
                ("waiting_since", models.DateField(blank=True, null=True, verbose_name="waits since")),
                ("rests_until", models.DateField(blank=True, null=True, verbose_name="rests until")),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("external_id", models.CharField(blank=True, max_length=80)),
                ("example", models.BooleanField(default=False)),
                (
                    "consultant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "candidate",
                "verbose_name_plural": "candidates",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["consultant", "state"], name="candidate_consultant"),
                    models.Index(fields=["state", "waiting_since"], name="candidate_waiting"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hours__isnull", True), ("hours__gt", 0), _connector="OR"),
                        name="candidate_hours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours_hoped__isnull", True), ("hours_hoped__gt", 0), _connector="OR"),
                        name="candidate_hours_hoped",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "waiting"), _negated=True),
                            models.Q(
                                ("hours__isnull", False),
                                ("waiting_since__isnull", False),
                                models.Q(("windows", ""), _negated=True),
                                models.Q(("postcode", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="candidate_waiting_is_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("erased_at__isnull", False),
                                ("state", "erased"),
                                ("hours__isnull", True),
                                ("max_travel__isnull", True),
                                ("postcode", ""),
                                ("transport", ""),
                                ("windows", ""),
                            ),
                            models.Q(models.Q(("state", "erased"), _negated=True), ("erased_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="candidate_erased_is_empty",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="candidate_external_id_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CandidateConditions",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("accommodations", models.JSONField(blank=True, default=list, verbose_name="conditions asked for")),
                ("form", models.CharField(blank=True, max_length=40, verbose_name="form of job")),
                (
                    "mentor_hours",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="support, hours a week"
                    ),
                ),
                ("keep_until", models.DateField(blank=True, null=True, verbose_name="kept until")),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conditions", to="jobs.candidate"
                    ),
                ),
            ],
            options={
                "verbose_name": "conditions that a person asks for",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mentor_hours__isnull", True), ("mentor_hours__gte", 0), _connector="OR"),
                        name="conditions_mentor_hours",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CandidateContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("sealed", models.TextField()),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contact", to="jobs.candidate"
                    ),
                ),
            ],
            options={
                "verbose_name": "how a person is reached",
            },
        ),
        migrations.CreateModel(
            name="FairnessPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("version_name", models.CharField(max_length=40, unique=True, verbose_name="name")),
                ("valid_from", models.DateField(unique=True, verbose_name="from")),
                ("tiers", models.JSONField(default=list)),
                (
                    "tolerance",
                    models.DecimalField(
                        decimal_places=3, max_digits=4, verbose_name="share of the best coverage that may be given up"
                    ),
                ),
                ("weights", models.JSONField(default=dict)),
                ("decided_by", models.CharField(max_length=200, verbose_name="decided by")),
                ("reason", models.CharField(max_length=500, verbose_name="why")),
            ],
            options={
                "verbose_name": "fairness policy",
                "ordering": ["-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tolerance__gte", 0), ("tolerance__lte", 1)), name="fairness_tolerance"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                        ),
                        name="fairness_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.CharField(max_length=12, unique=True, verbose_name="number")),
                ("rank", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("found", "found, nobody asked"),
                            ("asked", "the person is asked"),
                            ("wanted", "the person said yes"),
                            ("shown", "the workplace is asked"),
                            ("agreed", "both said yes"),
                            ("declined", "came to nothing"),
                            ("set_aside", "put away"),
                            ("lapsed", "no longer possible"),
                        ],
                        default="found",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("hours", models.DecimalField(decimal_places=1, max_digits=4, verbose_name="hours a week")),
                ("points", models.FloatField()),
                ("parts", models.JSONField(default=list)),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="travel, minutes one way"),
                ),
                ("travel_estimated", models.BooleanField(default=True)),
                ("overlap", models.CharField(blank=True, max_length=600)),
                (
                    "person_answer",
                    models.CharField(
                        blank=True,
                        choices=[("", "not answered"), ("yes", "yes"), ("later", "later"), ("no", "no")],
                        default="",
                        max_length=5,
                    ),
                ),
                ("person_asked_at", models.DateTimeField(blank=True, null=True)),
                ("person_answered_at", models.DateTimeField(blank=True, null=True)),
                ("person_said_by", models.CharField(blank=True, max_length=200)),
                (
                    "employer_answer",
                    models.CharField(
                        blank=True,
                        choices=[("", "not answered"), ("yes", "yes"), ("later", "later"), ("no", "no")],
                        default="",
                        max_length=5,
                    ),
                ),
                ("employer_asked_at", models.DateTimeField(blank=True, null=True)),
                ("employer_answered_at", models.DateTimeField(blank=True, null=True)),
                ("employer_said_by", models.CharField(blank=True, max_length=200)),
                ("employer_comment", models.CharField(blank=True, max_length=300)),
                ("on_behalf", models.BooleanField(default=False)),
                ("consent", models.CharField(blank=True, max_length=300, verbose_name="how consent was given")),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="answer by")),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offers", to="jobs.candidate"
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal of placement",
                "verbose_name_plural": "proposals of placement",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["candidate", "state", "rank"], name="offer_candidate"),
                    models.Index(fields=["state", "answer_by"], name="offer_waiting"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["wanted", "shown", "agreed"]), _negated=True),
                            ("person_answer", "yes"),
                            _connector="OR",
                        ),
                        name="offer_person_said_yes_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("employer_asked_at__isnull", True), ("person_answered_at__isnull", False), _connector="OR"
                        ),
                        name="offer_workplace_asked_after",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "agreed"), _negated=True), ("employer_answer", "yes"), _connector="OR"
                        ),
                        name="offer_agreed_by_both",
                    ),
                    models.CheckConstraint(condition=models.Q(("hours__gt", 0)), name="offer_hours"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_behalf", False), models.Q(("consent", ""), _negated=True), _connector="OR"
                        ),
                        name="offer_behalf_has_consent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferBasis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("conditions", models.JSONField(default=list)),
                (
                    "offer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="basis", to="jobs.offer"
                    ),
                ),
            ],
            options={
                "verbose_name": "what an offer rests on",
            },
        ),
        migrations.CreateModel(
            name="PassedOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("on", models.DateField(verbose_name="on")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="what the next one should know")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="passed_on", to="jobs.candidate"
                    ),
                ),
                (
                    "from_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "candidate passed on",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_user__isnull", True),
                            models.Q(("from_user", models.F("to_user")), _negated=True),
                            _connector="OR",
                        ),
                        name="passed_on_to_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.CharField(max_length=12, unique=True, verbose_name="number")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("agreed", "agreed, not begun"),
                            ("running", "running"),
                            ("paused", "paused"),
                            ("ended", "ended"),
                        ],
                        default="agreed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("main", models.BooleanField(default=True, verbose_name="main placement")),
                ("counted_as", models.CharField(blank=True, max_length=32)),
                ("counted_on", models.DateField(blank=True, null=True)),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("expected_end", models.DateField(blank=True, null=True, verbose_name="expected last day")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("more_hours", "went on to more hours elsewhere"),
                            ("ordinary", "went on to ordinary work"),
                            ("education", "went on to education"),
                            ("agreed_time", "the agreed time was over"),
                            ("workplace_changed", "the workplace closed or changed"),
                            ("not_fitting", "it did not fit"),
                            ("person_wished", "the person wished to stop"),
                            ("never_began", "it never began"),
                            ("other", "something else"),
                            ("not_followed", "it is no longer followed here"),
                        ],
                        max_length=20,
                        verbose_name="how it ended",
                    ),
                ),
                ("end_note", models.CharField(blank=True, max_length=300, verbose_name="in a few words")),
                (
                    "firm_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new_social", "new social enterprise"),
                            ("known_social", "existing social enterprise"),
                            ("ordinary", "ordinary firm or workplace"),
                        ],
                        max_length=20,
                    ),
                ),
                ("mentor", models.CharField(blank=True, max_length=200, verbose_name="mentor at the workplace")),
                (
                    "mentor_hours",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="support, hours a week"
                    ),
                ),
                ("on_behalf", models.BooleanField(default=False)),
                ("consent", models.CharField(blank=True, max_length=300, verbose_name="how consent was given")),
                ("example", models.BooleanField(default=False)),
                (
                    "candidate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="jobs.candidate",
                    ),
                ),
                (
                    "offer",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="placement",
                        to="jobs.offer",
                    ),
                ),
            ],
            options={
                "verbose_name": "placement",
                "verbose_name_plural": "placements",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["state", "-id"], name="placement_state"),
                    models.Index(fields=["candidate", "state"], name="placement_candidate"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("main", True), ("state__in", ["agreed", "running", "paused"])),
                        fields=("candidate",),
                        name="placement_one_main",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="placement_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_on__isnull", False), ("state", "ended"), models.Q(("outcome", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("state", "ended"), _negated=True), ("ends_on__isnull", True), ("outcome", "")
                            ),
                            _connector="OR",
                        ),
                        name="placement_ended_says_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_behalf", False), models.Q(("consent", ""), _negated=True), _connector="OR"
                        ),
                        name="placement_behalf_has_consent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "voice",
                    models.CharField(
                        choices=[("person", "the person"), ("mentor", "the mentor"), ("employer", "the workplace")],
                        max_length=10,
                        verbose_name="who asks",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="a few words, if you wish")),
                ("asked_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("settlement", models.CharField(blank=True, max_length=300, verbose_name="what was done")),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="help_calls", to="jobs.placement"
                    ),
                ),
            ],
            options={
                "verbose_name": "call for help",
                "ordering": ["-asked_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)), fields=["asked_at"], name="help_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("placement", "voice"),
                        name="help_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FirstDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("at", models.TimeField(blank=True, null=True, verbose_name="when to come")),
                ("who_meets", models.CharField(blank=True, max_length=200, verbose_name="who meets you")),
                ("where", models.CharField(blank=True, max_length=300, verbose_name="where")),
                ("way", models.CharField(blank=True, max_length=300, verbose_name="which bus or way")),
                ("work", models.TextField(blank=True, verbose_name="what you do")),
                ("break_at", models.CharField(blank=True, max_length=120, verbose_name="when the break is")),
                ("bring", models.CharField(blank=True, max_length=300, verbose_name="what to bring")),
                (
                    "photo",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.upload",
                    ),
                ),
                (
                    "placement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="first_day", to="jobs.placement"
                    ),
                ),
            ],
            options={
                "verbose_name": "first-day sheet",
            },
        ),
        migrations.CreateModel(
            name="PlacementHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("from_day", models.DateField(verbose_name="from")),
                ("hours", models.DecimalField(decimal_places=1, max_digits=4, verbose_name="hours a week")),
                ("planned", models.BooleanField(default=False)),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="curve", to="jobs.placement"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of the hours curve",
                "ordering": ["placement", "from_day"],
                "constraints": [
                    models.UniqueConstraint(fields=("placement", "from_day"), name="hours_step_once"),
                    models.CheckConstraint(condition=models.Q(("hours__gt", 0)), name="hours_step_positive"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlacementPause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="jobs.placement"
                    ),
                ),
            ],
            options={
                "verbose_name": "pause of a placement",
                "ordering": ["placement", "starts_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("placement", "starts_on"), name="placement_pause_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("placement",),
                        name="placement_pause_one_lasts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="placement_pause_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlacementRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("all", "everybody who waits"),
                            ("candidate", "one person"),
                            ("position", "one position"),
                        ],
                        default="all",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "queued"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "did not succeed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("step", models.CharField(blank=True, max_length=120)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("started_by", models.CharField(max_length=200)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("candidates", models.PositiveIntegerField(blank=True, null=True)),
                ("positions", models.PositiveIntegerField(blank=True, null=True)),
                ("covered", models.JSONField(blank=True, default=list)),
                ("new_proposals", models.PositiveIntegerField(blank=True, null=True)),
                ("lapsed", models.PositiveIntegerField(blank=True, null=True)),
                ("value", models.FloatField(blank=True, null=True)),
                ("bound", models.FloatField(blank=True, null=True)),
                ("policy_version", models.CharField(blank=True, max_length=40)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("passed_over", models.JSONField(blank=True, default=list)),
                ("choices", models.JSONField(blank=True, default=list)),
                ("error", models.CharField(blank=True, max_length=300)),
                (
                    "candidate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="runs",
                        to="jobs.candidate",
                    ),
                ),
            ],
            options={
                "verbose_name": "run over people and positions",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("scope", "all"), ("state__in", ["queued", "running"])),
                        fields=("scope",),
                        name="placement_run_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Outlook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("has_option", models.BooleanField()),
                ("refusals", models.JSONField(default=list)),
                ("smallest", models.JSONField(blank=True, null=True)),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="outlook", to="jobs.candidate"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outlooks", to="jobs.placementrun"
                    ),
                ),
            ],
            options={
                "verbose_name": "what a run says of a person",
            },
        ),
        migrations.AddField(
            model_name="offer",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="jobs.placementrun"
            ),
        ),
        migrations.CreateModel(
            name="PlacementTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("form", models.CharField(max_length=40, verbose_name="form of job")),
                ("pay_basis", models.CharField(blank=True, max_length=40, verbose_name="pay")),
                (
                    "vitas_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not applied for"),
                            ("sent", "applied for"),
                            ("granted", "granted"),
                            ("refused", "refused"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="VITAS",
                    ),
                ),
                ("vitas_reference", models.CharField(blank=True, max_length=40, verbose_name="reference in VITAS")),
                ("vitas_on", models.DateField(blank=True, null=True, verbose_name="date in VITAS")),
                (
                    "placement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="jobs.placement"
                    ),
                ),
            ],
            options={
                "verbose_name": "terms of a placement",
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.CharField(max_length=12, unique=True, verbose_name="number")),
                ("title", models.CharField(max_length=200, verbose_name="what one does")),
                ("about", models.TextField(blank=True, verbose_name="the work in a few words")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("open", "open"), ("closed", "closed")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "hours",
                    models.DecimalField(
                        decimal_places=1, max_digits=4, verbose_name="hours a week of one person, at most"
                    ),
                ),
                (
                    "min_hours",
                    models.DecimalField(
                        decimal_places=1, max_digits=4, verbose_name="hours a week of one person, at least"
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(default=1, verbose_name="how many people")),
                (
                    "total_hours",
                    models.DecimalField(decimal_places=1, max_digits=5, verbose_name="hours a week in all"),
                ),
                ("windows", models.CharField(blank=True, max_length=600, verbose_name="times")),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("flexible", "any hours within the windows"),
                            ("all", "each window is a shift to be worked"),
                            ("any", "some of the shifts"),
                        ],
                        default="flexible",
                        max_length=10,
                        verbose_name="how the times are used",
                    ),
                ),
                (
                    "least_shifts",
                    models.PositiveSmallIntegerField(default=0, verbose_name="at least so many of the shifts"),
                ),
                ("postcode", models.CharField(blank=True, max_length=4, verbose_name="postcode")),
                ("accommodations", models.JSONField(blank=True, default=list, verbose_name="what the place can offer")),
                ("skills", models.JSONField(blank=True, default=list, verbose_name="what one must be able to do")),
                ("tasks", models.JSONField(blank=True, default=list, verbose_name="kinds of task")),
                ("demands", models.JSONField(blank=True, default=list, verbose_name="physical demands")),
                ("form", models.CharField(blank=True, max_length=40, verbose_name="form of job")),
                ("pay_basis", models.CharField(blank=True, max_length=40, verbose_name="pay")),
                (
                    "wage_low",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="hourly wage, from"
                    ),
                ),
                (
                    "wage_high",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="hourly wage, to"
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="open from")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                ("close_reason", models.CharField(blank=True, max_length=300, verbose_name="why it closed")),
                ("external_id", models.CharField(blank=True, max_length=80)),
                ("on_behalf", models.BooleanField(default=False)),
                ("consent", models.CharField(blank=True, max_length=300, verbose_name="how consent was given")),
                ("example", models.BooleanField(default=False)),
                (
                    "listing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="listings.listing",
                        verbose_name="task",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "position",
                "verbose_name_plural": "positions",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["state", "-id"], name="position_state"),
                    models.Index(fields=["organisation", "state"], name="position_organisation"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("min_hours__gt", 0),
                            ("min_hours__lte", models.F("hours")),
                            ("hours__lte", models.F("total_hours")),
                        ),
                        name="position_hours",
                    ),
                    models.CheckConstraint(condition=models.Q(("seats__gt", 0)), name="position_seats"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("use", "flexible"),
                            models.Q(
                                models.Q(("windows", ""), _negated=True),
                                models.Q(
                                    ("use", "all"), models.Q(("least_shifts__gt", 0), ("use", "any")), _connector="OR"
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="position_shifts_are_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("wage_high__isnull", True), ("wage_low__isnull", True)),
                            models.Q(("wage_high__gte", models.F("wage_low")), ("wage_low__gt", 0)),
                            _connector="OR",
                        ),
                        name="position_wage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on__isnull", False),
                                ("state", "closed"),
                                models.Q(("close_reason", ""), _negated=True),
                            ),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("closed_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="position_closed_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "open"), _negated=True), ("opened_on__isnull", False), _connector="OR"
                        ),
                        name="position_open_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_behalf", False), models.Q(("consent", ""), _negated=True), _connector="OR"
                        ),
                        name="position_behalf_has_consent",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("organisation", "external_id"),
                        name="position_external_id_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="placementrun",
            name="position",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="runs",
                to="jobs.position",
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="position",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="jobs.position"
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="position",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="jobs.position"
            ),
        ),
        migrations.CreateModel(
            name="PositionTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("template", models.CharField(blank=True, max_length=60)),
                ("title", models.CharField(max_length=200, verbose_name="task")),
                (
                    "volume",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=12, null=True, verbose_name="amount a year"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=20)),
                (
                    "per_week",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="times a week"
                    ),
                ),
                ("hours_low", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="hours a week, low")),
                ("hours_central", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="hours a week")),
                ("hours_high", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="hours a week, high")),
                ("estimated", models.BooleanField(default=True)),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="jobs.position"
                    ),
                ),
            ],
            options={
                "verbose_name": "task of a position",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hours_low__gte", 0),
                            ("hours_low__lte", models.F("hours_central")),
                            ("hours_central__lte", models.F("hours_high")),
                        ),
                        name="position_task_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="position_task_has_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("due_on", models.DateField(verbose_name="due on")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                ("note", models.TextField(blank=True, verbose_name="what was agreed")),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="jobs.placement"
                    ),
                ),
            ],
            options={
                "verbose_name": "talk about a placement",
                "ordering": ["placement", "due_on"],
                "indexes": [
                    models.Index(condition=models.Q(("held_on__isnull", True)), fields=["due_on"], name="review_due")
                ],
                "constraints": [models.UniqueConstraint(fields=("placement", "due_on"), name="review_once")],
            },
        ),
        migrations.CreateModel(
            name="Slip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("valid_until", models.DateField(verbose_name="valid until")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slips", to="jobs.candidate"
                    ),
                ),
            ],
            options={
                "verbose_name": "slip with a code",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("candidate",),
                        name="slip_one_that_holds",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Veto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="vetoes", to="jobs.candidate"
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vetoes", to="jobs.position"
                    ),
                ),
            ],
            options={
                "verbose_name": "pair that is not proposed again",
                "constraints": [models.UniqueConstraint(fields=("candidate", "position"), name="veto_once")],
            },
        ),
        migrations.CreateModel(
            name="WellbeingAnswer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("quarter", models.CharField(max_length=7)),
                (
                    "contact_person",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("partly", "partly"), ("no", "no"), ("", "not answered")],
                        max_length=6,
                    ),
                ),
                (
                    "flexibility",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("partly", "partly"), ("no", "no"), ("", "not answered")],
                        max_length=6,
                    ),
                ),
                (
                    "acceptance",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("partly", "partly"), ("no", "no"), ("", "not answered")],
                        max_length=6,
                    ),
                ),
                (
                    "strengths",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("partly", "partly"), ("no", "no"), ("", "not answered")],
                        max_length=6,
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of the survey",
                "indexes": [models.Index(fields=["quarter"], name="wellbeing_quarter")],
            },
        ),
        migrations.CreateModel(
            name="WellbeingAsked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("quarter", models.CharField(max_length=7)),
                ("answer_by", models.DateField(verbose_name="answer by")),
                ("answered", models.BooleanField(default=False)),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="asked", to="jobs.placement"
                    ),
                ),
            ],
            options={
                "verbose_name": "survey that was asked",
                "ordering": ["-pk"],
                "constraints": [models.UniqueConstraint(fields=("placement", "quarter"), name="wellbeing_asked_once")],
            },
        ),
        migrations.CreateModel(
            name="Workplace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "mentor_hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="hours of support a week in all",
                    ),
                ),
                (
                    "ordinary_employees",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=8,
                        null=True,
                        verbose_name="ordinary employees, full-time",
                    ),
                ),
                (
                    "subsidised_elsewhere",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="other subsidised places"),
                ),
                ("told_on", models.DateField(verbose_name="told on")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workplaces",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workplaces",
                        to="organisations.productionunit",
                        verbose_name="place of work",
                    ),
                ),
            ],
            options={
                "verbose_name": "workplace",
                "ordering": ["organisation", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("unit__isnull", False)), fields=("unit",), name="workplace_unit_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("unit__isnull", True)),
                        fields=("organisation",),
                        name="workplace_whole_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mentor_hours__isnull", True), ("mentor_hours__gte", 0), _connector="OR"),
                        name="workplace_mentor_hours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ordinary_employees__isnull", True), ("ordinary_employees__gte", 0), _connector="OR"
                        ),
                        name="workplace_employees",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="position",
            name="workplace",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="positions", to="jobs.workplace"
            ),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["position", "state"], name="placement_position"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["position", "state"], name="offer_position"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["found", "asked", "wanted", "shown"])),
                fields=("candidate", "position"),
                name="offer_once_while_open",
            ),
        ),
    ]
