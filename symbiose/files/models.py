"""An uploaded file with its rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record


class Purpose(models.TextChoices):
    """What a file was uploaded for; each purpose has its own rules in `files.actions`."""

    IMPORT = "import", _("import")
    PHOTO = "photo", _("photo")
    LETTER = "letter", _("file with a letter")


class Upload(Record):
    """A file as it was received, kept until `keep_until`; the row of an erased one has neither file nor name."""

    PERSONAL = frozenset({"file", "name"})  # people put names of people into names of files

    purpose = models.CharField(max_length=20, choices=Purpose)
    file = models.FileField(upload_to="uploads/%Y/%m/")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    uploaded_by = models.BigIntegerField(null=True)
    keep_until = models.DateField()

    class Meta:
        verbose_name = _("uploaded file")
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="upload_not_empty")]

    def __str__(self):
        return self.name
