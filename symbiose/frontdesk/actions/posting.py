"""Letters to the entrance's mailbox: one that answers goes to what it answers, any other becomes an enquiry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.frontdesk.actions.letters import write_back, write_to_case, write_to_us
from symbiose.frontdesk.actions.receipts import send_receipt
from symbiose.frontdesk.actions.receiving import LONGEST_TITLE, Writer
from symbiose.frontdesk.enums import Channel
from symbiose.frontdesk.models import Case, Enquiry, Letter
from symbiose.frontdesk.queries.threads import mail_key, thread_of
from symbiose.notices.incoming import IncomingMessage, LetterRefused
from symbiose.notices.incoming.message import Sign
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import active

NO_WORDS = "Brevet har ingen tekst."  # kept as what they wrote, in Danish like every record
NO_SUBJECT = "Brev uden emne"


def take_letter(message: IncomingMessage, by: Actor) -> models.Model:
    """What a letter became: an enquiry of its own, or the enquiry or case that it answers.

    Runs in the transaction of whoever reads the mailbox, once per letter. A letter of a machine gets no receipt. Raises
    LetterRefused for one in which nothing stands.
    """
    known = already(message)
    if known is not None:
        return known
    if not (message.text or message.subject or message.attachments or message.refused):
        with translation.override("da"):
            raise LetterRefused(_("The letter is empty."))
    thread = thread_of(message)
    if thread is None:
        return _begin(message, by=by)
    key, name, said = mail_key(message.message_id), message.from_name or message.from_address, _words(message)
    carried: dict[str, Any] = {"files": _files(message), "refused": _refused(message), "source_key": key}
    if isinstance(thread, Enquiry):
        return _where(write_back(thread, text=said, person=name, by=by, **carried))
    return _where(write_to_case(thread, text=said, person=name, by=by, **carried))


def already(message: IncomingMessage) -> models.Model | None:
    """What this very letter became when it came before."""
    key = mail_key(message.message_id)
    letter = Letter.objects.filter(source_key=key).first()
    return _where(letter) if letter else Enquiry.objects.filter(source_key=key).first()


def _where(letter: Letter) -> models.Model:
    """The enquiry or case under which its line stands."""
    kind: type[models.Model] = Case if letter.line.thread_label == Case._meta.label_lower else Enquiry
    return kind._default_manager.get(pk=letter.line.thread_id)


def _begin(message: IncomingMessage, *, by: Actor) -> Enquiry:
    title = message.subject if message.text else message.subject or NO_SUBJECT
    enquiry = write_to_us(
        by=by,
        files=_files(message),
        refused=_refused(message),
        channel=Channel.MAIL,
        text=_words(message, whole=True),
        title=title[:LONGEST_TITLE],
        writer=Writer(message.from_name, message.from_address, claimed=firm_of(message.from_address)),
        source_key=mail_key(message.message_id),
    )
    if message.sign is Sign.NONE:
        send_receipt(enquiry, by=by, seldom=True)
    return enquiry


def firm_of(address: str) -> Organisation | None:
    """The one organisation that can be written to at an address; None where there are several or none."""
    found = list(active().filter(contact_email__iexact=address).order_by("pk")[:2]) if address else []
    return found[0] if len(found) == 1 else None


def _words(message: IncomingMessage, *, whole: bool = False) -> str:
    """What is new in the letter; `whole` also what it quotes, which was not said here before."""
    said = "\n\n".join(filter(None, (message.text, message.quoted))) if whole else message.text or message.quoted
    return said or NO_WORDS


def _files(message: IncomingMessage) -> Sequence[UploadedFile[Any]]:
    return [SimpleUploadedFile(one.name, one.content) for one in message.attachments]


def _refused(message: IncomingMessage) -> Sequence[tuple[str, str]]:
    return [(one.name, one.reason) for one in message.refused]
