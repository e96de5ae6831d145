"""What people write themselves: an enquiry by form or mail with its files, and what they write back to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common import actions
from symbiose.common.actor import Actor, system
from symbiose.common.states import NotAllowed
from symbiose.common.whole import whole
from symbiose.files.actions import copy_upload, receive_upload
from symbiose.files.models import Purpose
from symbiose.frontdesk.actions.receiving import receive_enquiry
from symbiose.frontdesk.actions.telling import tell
from symbiose.frontdesk.models import Case, Enquiry, Letter, LetterFile
from symbiose.frontdesk.permissions import may_keep, may_write_back
from symbiose.frontdesk.queries.receipts import counting_today, letters_of
from symbiose.frontdesk.routing import desk
from symbiose.organisations.actions import log_contact
from symbiose.organisations.enums import ContactKind, Direction
from symbiose.organisations.models import Contact
from symbiose.organisations.queries import contacts_of

Files = Sequence[UploadedFile[Any]]
Refused = Sequence[tuple[str, str]]  # name of a file, and the Danish sentence that says why it was not received
NO_TEXT = "Sendte kun filer."  # kept as what they wrote, in Danish like every record


class Forgotten(Exception):
    """What was personal in it is erased, so nothing can be added any more."""


@whole()
def write_to_us(*, by: Actor, files: Files = (), refused: Refused = (), **asked: Any) -> Enquiry:
    """Receive what somebody wrote with its files. What arrives again under the same `source_key` adds none.

    `asked` is as `receive_enquiry` takes it. Raises ValidationError for a file that breaks a rule.
    """
    enquiry = receive_enquiry(by=by, **asked)
    if not (files or refused) or enquiry.letters.filter(first=True).exists():
        return enquiry
    line = contacts_of([enquiry]).filter(direction=Direction.IN).last()
    if line is not None:
        _add_letter(line, enquiry, files=files, refused=refused, by=by, first=True)
    return enquiry


@whole()
def write_back(
    enquiry: Enquiry,
    *,
    text: str,
    by: Actor,
    files: Files = (),
    refused: Refused = (),
    source_key: str = "",
    person: str = "",
    at: datetime | None = None,
) -> Letter:
    """What the writer of an enquiry adds to it: a line where it is dealt with today, and its owner is told.

    A closed case stays closed; its owner decides. What arrives again under the same `source_key` is the same letter.
    Raises NotAllowed, and Forgotten where it is erased.
    """
    if not may_write_back(by, enquiry):
        raise NotAllowed("frontdesk.write_back")
    known = Letter.objects.filter(source_key=source_key).first() if source_key else None
    if known is not None:
        return known
    now = counting_today(Enquiry.objects.select_for_update().get(pk=enquiry.pk))
    subject = now.case or now
    if subject.forgotten_at is not None:
        raise Forgotten
    line = _line(subject, text or NO_TEXT, person=person or enquiry.name, at=at)
    letter = _add_letter(line, enquiry, files=files, refused=refused, by=by, source_key=source_key)
    told(subject, by=by)
    return letter


@whole()
def write_to_case(
    case: Case,
    *,
    text: str,
    by: Actor,
    files: Files = (),
    refused: Refused = (),
    source_key: str = "",
    person: str = "",
) -> Letter:
    """A letter of somebody whom a case knows, though they did not begin it; its owner is told. Raises NotAllowed, Forgotten."""
    if not may_keep(by, case):
        raise NotAllowed("frontdesk.write_back")
    known = Letter.objects.filter(source_key=source_key).first() if source_key else None
    if known is not None:
        return known
    if case.forgotten_at is not None:
        raise Forgotten
    line = _line(case, text or NO_TEXT, person=person)
    letter = _add_letter(line, None, files=files, refused=refused, by=by, source_key=source_key)
    told(case, by=by)
    return letter


def carry_letters(asked: Enquiry, there: Enquiry, *, by: Actor) -> None:
    """What the writer of an enquiry wrote themselves goes along to where it is passed on, each with its files and its time."""
    first = contacts_of([there]).get(direction=Direction.IN)
    for letter in letters_of(asked):
        said = letter.line
        line = first if letter.first else _line(there, said.text, person=said.person, at=said.happened_at)
        copied = _add_letter(line, there, files=(), refused=(), by=by, first=letter.first)
        for file in letter.files.all():
            _carry_file(file, copied, by=by)


def _carry_file(file: LetterFile, letter: Letter, *, by: Actor) -> None:
    """A file goes along as it is, one that was not received with its reason; one that is erased stays behind."""
    if file.refused:
        refused = LetterFile(letter=letter, name=file.name, refused=file.refused)
        actions.create(refused, by=by, verb="frontdesk.file_refused")
    elif file.upload is not None and file.upload.file:
        taken = LetterFile(letter=letter, upload=copy_upload(file.upload, by=by), name=file.name)
        actions.create(taken, by=by, verb="frontdesk.file_came")


def _line(subject: Enquiry | Case, text: str, *, person: str, at: datetime | None = None) -> Contact:
    """The line of the dialogue; what comes by itself the house writes down."""
    return log_contact(
        subject.organisation,
        kind=ContactKind.MAIL.value,
        text=text,
        direction=Direction.IN.value,
        happened_at=at or timezone.now(),
        person=person,
        thread=subject,
        spoken_for=subject.entrance,
        by=system("Symbiose"),
    )


def _add_letter(
    line: Contact,
    enquiry: Enquiry | None,
    *,
    files: Files,
    refused: Refused,
    by: Actor,
    source_key: str = "",
    first: bool = False,
) -> Letter:
    new = Letter(line=line, enquiry=enquiry, source_key=source_key, first=first)
    letter = actions.create(new, by=by, verb="frontdesk.write_back")
    for file in files:
        upload = receive_upload(file, purpose=Purpose.LETTER, by=by)
        one = LetterFile(letter=letter, upload=upload, name=upload.name)
        actions.create(one, by=by, verb="frontdesk.file_came")
    for name, reason in refused:
        one = LetterFile(letter=letter, name=name[:200], refused=reason[:300])
        actions.create(one, by=by, verb="frontdesk.file_refused")
    return letter


def told(subject: Enquiry | Case, *, by: Actor) -> None:
    """Its owner hears of it, and while they are away also the one who stands in or else the first who is there."""
    at = desk(subject.entrance, external=subject.external, on=timezone.localdate())
    hears = {subject.owner_id}
    if subject.owner_id not in at.present:
        deputy = at.deputy_of(subject.owner_id)
        hears |= {deputy} if deputy is not None else set(sorted(at.present)[:1])
    tell(subject, hears, _("They wrote again: %(title)s") % {"title": subject.title}, by=by)
