"""What somebody outside wrote, with its files."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.files.models import Upload
from symbiose.frontdesk.models.enquiries import Enquiry
from symbiose.organisations.models import Contact


class Letter(Record):
    """A line of the dialogue that somebody outside wrote themselves, and the files that came with it.

    `enquiry` is the one whose writer it is from, `first` whether it is what they asked; `source_key` is what it is
    known by when it arrives twice. The line may have moved to a case, and moves on with it.
    """

    PERSONAL = frozenset({"source_key"})  # the number of a letter names the computer that it was written on

    line = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="letter")
    enquiry = models.ForeignKey(Enquiry, null=True, blank=True, on_delete=models.CASCADE, related_name="letters")
    first = models.BooleanField(default=False)
    source_key = models.CharField(max_length=220, blank=True)

    class Meta:
        verbose_name = _("what somebody wrote")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enquiry"], condition=Q(first=True), name="letter_first_once"),
            models.UniqueConstraint(fields=["source_key"], condition=~Q(source_key=""), name="letter_source_once"),
        ]

    def __str__(self):
        return str(self.line)


class LetterFile(Record):
    """A file that came with what somebody wrote; `refused` says why it could not be received."""

    PERSONAL = frozenset({"name"})  # people put names of people into names of files

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="files")
    upload = models.OneToOneField(Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name of the file"), max_length=200, blank=True)
    refused = models.CharField(_("why it was not received"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("file with a letter")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(upload__isnull=False, refused="") | (Q(upload__isnull=True) & ~Q(refused="")),
                name="letter_file_is_there_or_says_why",
            ),
        ]

    def __str__(self):
        return self.name
