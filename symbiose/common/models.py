"""Base record, audit trail, the chain, the municipality, submitted forms, saved views, search documents, counts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Record(models.Model):
    """A row with history: `version` rises with each change, so that two edits of one text are noticed.

    Fields named in `PERSONAL` leave no values in the audit trail, only that they changed.
    """

    PERSONAL: frozenset[str] = frozenset()

    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class AuditEntry(models.Model):
    """One verb: who, in which membership, for whom, what, why. Append-only: the database refuses change and removal."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor_user_id = models.BigIntegerField(null=True, blank=True)
    actor_name = models.CharField(max_length=200, blank=True)
    actor_role = models.CharField(max_length=20)
    membership_id = models.BigIntegerField(null=True, blank=True)
    link_id = models.BigIntegerField(null=True, blank=True)
    on_behalf_of = models.BigIntegerField(null=True, blank=True)
    consent = models.CharField(max_length=300, blank=True)
    verb = models.CharField(max_length=80)
    subject_label = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        indexes = [models.Index(fields=["subject_label", "subject_id", "at"], name="audit_subject")]

    def __str__(self):
        return f"{self.verb} {self.subject_label} {self.subject_id}"


class Reading(models.Model):
    """Somebody read what is kept apart of a person: who, in which role, what, for which purpose. Append-only, as the trail.

    What was read is not in it. An erased person leaves the row, whose subject is then only a number.
    """

    at = models.DateTimeField(auto_now_add=True)
    reader_user_id = models.BigIntegerField(null=True, blank=True)
    reader_name = models.CharField(max_length=200, blank=True)
    reader_role = models.CharField(max_length=20)
    membership_id = models.BigIntegerField(null=True, blank=True)
    what = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        verbose_name = _("reading")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_label", "subject_id", "-id"], name="reading_subject")]

    def __str__(self):
        return f"{self.what} {self.subject_label} {self.subject_id}"


class Link(models.Model):
    """One step of the chain: what `from` led to. Written by the later verb."""

    from_label = models.CharField(max_length=80)
    from_id = models.BigIntegerField()
    to_label = models.CharField(max_length=80)
    to_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step of the chain")
        constraints = [
            models.UniqueConstraint(fields=["from_label", "from_id", "to_label", "to_id", "kind"], name="link_once"),
        ]
        indexes = [models.Index(fields=["to_label", "to_id"], name="link_to")]

    def __str__(self):
        return f"{self.from_label} {self.from_id} → {self.to_label} {self.to_id}"


class Municipality(Record):
    """The one municipality that this installation runs for."""

    slug = models.SlugField(unique=True)
    code = models.CharField(_("municipality code"), max_length=3)
    name = models.CharField(_("name"), max_length=100)
    entrance = models.CharField(_("name of the entrance"), max_length=100)
    postcode = models.CharField(max_length=4)
    data = models.JSONField(default=dict)
    only = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("municipality")
        constraints = [
            models.UniqueConstraint(fields=["only"], name="municipality_only_one"),
            models.CheckConstraint(condition=Q(only=True), name="municipality_only_true"),
        ]

    def __str__(self):
        return self.name


class MunicipalItem(Record):
    """One dated item of the municipality's configuration: a clause, a goal, a contact, a text, a prize."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    clause = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    certainty = models.CharField(max_length=20)
    data = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("configuration item")
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "valid_from"], name="municipal_item_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="municipal_item_dates"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"


class SubmittedForm(models.Model):
    """A form's key, a digest of what was sent, and where its verb led: a double click or a resent form acts once.

    A page that the browser kept has its old key. What else is written in it is another act, so both tell a repeat.
    """

    key = models.UUIDField()
    digest = models.CharField(max_length=64, blank=True, default="")  # "" is whatever was sent
    at = models.DateTimeField(auto_now_add=True)
    went_to = models.TextField(blank=True)

    class Meta:
        verbose_name = _("submitted form")
        constraints = [models.UniqueConstraint(fields=["key", "digest"], name="submitted_form_once")]

    def __str__(self):
        return str(self.key)


class SavedView(models.Model):
    """A list as somebody filtered it, under a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list_name = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=80)
    query = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("saved view")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "list_name", "name"], name="saved_view_once")]

    def __str__(self):
        return self.name


class SearchDocument(models.Model):
    """The stems of one object's text; a full-text index lies on `words` in either database."""

    label = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    words = models.TextField()

    class Meta:
        verbose_name = _("search document")
        constraints = [models.UniqueConstraint(fields=["label", "object_id"], name="search_document_once")]

    def __str__(self):
        return self.title


class SearchWord(models.Model):
    """A stem that occurs, by first letter and length, so that a slip finds its neighbours without reading them all."""

    word = models.CharField(max_length=60, unique=True)
    initial = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("search word")
        indexes = [models.Index(fields=["initial", "length"], name="search_word_near")]

    def __str__(self):
        return self.word


class SharedCount(models.Model):
    """What every process counts together, as the framework's database cache keeps it: see `common.counts`."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("shared count")

    def __str__(self):
        return self.cache_key
