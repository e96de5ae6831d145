"""What goes with an enquiry or a case when it is erased: people, lines, letters, files, calls, and reasons in the trail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from django.db.models import Q

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.links import STARTED
from symbiose.common.models import AuditEntry, Link, Record
from symbiose.files.actions import erase_upload
from symbiose.frontdesk.models import (
    Call,
    Case,
    CaseParty,
    Enquiry,
    Letter,
    LetterFile,
    SharedPart,
    SharedTask,
    TopicTouched,
)
from symbiose.frontdesk.queries.outreach import CALL
from symbiose.frontdesk.queries.receipts import PASSED_ON
from symbiose.frontdesk.queries.rows import CASE
from symbiose.frontdesk.queries.threads import mail_key
from symbiose.notices.actions import forget_letter
from symbiose.notices.models import AnswerLink, IncomingMail, Notice, OutgoingMail
from symbiose.organisations.models import Contact

Told: TypeAlias = Enquiry | Case | Call | SharedTask | SharedPart

ERASED = "Slettet"  # what stands where words are needed, in Danish like every record
PARTY = CaseParty._meta.label_lower
ASKED = "nogen bad om det (databeskyttelsesforordningen, artikel 17)."
OVER = "kommunens frist for at gemme det er gået ({}; databeskyttelsesforordningen, artikel 5, stk. 1, litra e)."


def rule_of(over: str) -> str:
    """The sentence for the trail: a period of the municipality is over, or somebody asked."""
    return OVER.format(f"keep_{over}_days") if over else ASKED


def rows_of(lines: Iterable[Contact]) -> list[Record]:
    """Lines of the dialogue with the letters and files that came as them."""
    kept = list(lines)
    letters = Letter.objects.filter(line__in=kept)
    files = LetterFile.objects.filter(letter__line__in=kept).select_related("upload")
    uploads = [file.upload for file in files if file.upload is not None]
    return [*kept, *letters, *files, *uploads, *TopicTouched.objects.filter(contact__in=kept)]


def lines_of_writer(asked: Enquiry) -> list[Contact]:
    """What the writer of an enquiry wrote later, where it stands now: in the case, or at the entrance that it was passed on to.

    What stands at another entrance is that entrance's to erase.
    """
    mine = Q(letter__enquiry=asked)
    if asked.source_key.startswith(PASSED_ON):
        mine |= Q(letter__enquiry__number=asked.source_key.removeprefix(PASSED_ON))
    mine |= Q(
        letter__enquiry__isnull=True, letter__source_key__in=[mail_key(one.message_id) for one in mails_of(asked)]
    )
    here = Q(thread_label=CASE, thread_id=asked.case_id) if asked.case_id else Q(pk__in=[])
    return list(Contact.objects.filter(here, mine).order_by("pk"))


def mails_of(asked: Enquiry) -> list[IncomingMail]:
    """Letters from the writer's address that went into the case of their enquiry."""
    if not asked.email or asked.case_id is None:
        return []
    came = IncomingMail.objects.filter(became_label=CASE, became_id=asked.case_id, from_address__iexact=asked.email)
    return list(came.order_by("pk"))


def calls_to(case: Case) -> list[Call]:
    """The calls that led to a case."""
    led = Link.objects.filter(from_label=CALL, to_label=CASE, to_id=case.pk, kind=STARTED).values("from_id")
    return list(Call.objects.filter(pk__in=led).order_by("pk"))


def links_to(parts: Sequence[SharedPart]) -> list[AnswerLink]:
    """The personal links of departments that were asked in a shared task, with which letters about it went out."""
    ids, label = [part.pk for part in parts], SharedPart._meta.label_lower
    return list(AnswerLink.objects.filter(subject_label=label, subject_id__in=ids).order_by("pk"))


def parties_ever(case: Case) -> list[CaseParty]:
    """Those who take part, and, as far as the trail knows, those who did."""
    now = list(case.parties.order_by("pk"))
    came = AuditEntry.objects.filter(subject_label=PARTY, changes__case_id=[None, case.pk])
    return [*now, *(CaseParty(pk=pk) for pk in came.values_list("subject_id", flat=True))]


def forget_lines(lines: Iterable[Contact], *, by: Actor) -> None:
    """Who said what, its files, and which topics it touched in which words."""
    for line in lines:
        for letter in Letter.objects.filter(line=line).exclude(source_key=""):
            actions.change(letter, by=by, verb="frontdesk.forget", source_key="")
        for file in LetterFile.objects.filter(letter__line=line).select_related("upload"):
            if file.upload is not None:
                erase_upload(file.upload, by=by)
            actions.change(file, by=by, verb="frontdesk.forget", name="")
        for touched in TopicTouched.objects.filter(contact=line).exclude(line=""):
            actions.change(touched, by=by, verb="frontdesk.forget", line="")
        whys: dict[str, Any] = {
            name: ERASED for name in ("confidential_reason", "withdrawn_reason") if getattr(line, name)
        }
        actions.change(line, by=by, verb="frontdesk.forget", person="", text=ERASED, **whys)


def forget_told(subject: Told, *, rule: str, by: Actor) -> None:
    """Letters out and in about it, and what inboxes say of it."""
    about = {"subject_label": subject._meta.label_lower, "subject_id": subject.pk}
    OutgoingMail.objects.filter(**about).delete()
    Notice.objects.filter(**about).update(text=ERASED)
    came = IncomingMail.objects.filter(became_label=about["subject_label"], became_id=subject.pk)
    forget_mails(came.exclude(from_address="", subject="").order_by("pk"), rule=rule, by=by)


def forget_mails(mails: Iterable[IncomingMail], *, rule: str, by: Actor) -> None:
    """Who wrote, and about what."""
    for mail in mails:
        forget_letter(mail, rule=rule, by=by)


def forget_writer(case: Case, asked: Enquiry, *, rule: str, by: Actor) -> None:
    """Whoever asked takes part in the case no longer, unless they asked there more than once; inboxes quote them no more."""
    forget_mails(mails_of(asked), rule=rule, by=by)
    here = [case.pk, *case.merged_from.values_list("pk", flat=True)]
    Notice.objects.filter(subject_label=CASE, subject_id__in=here, text__contains=asked.title).update(text=ERASED)
    if not asked.name or case.enquiries.filter(name=asked.name).exclude(pk=asked.pk).exists():
        return
    theirs = Q(organisation=asked.organisation_id) | Q(organisation__isnull=True)  # before their firm was confirmed
    parties = list(case.parties.filter(theirs, name=asked.name))
    actions.erase_from_trail(parties, rule=rule)
    for party in parties:
        forget_party(party, by=by)
    for line in Contact.objects.filter(thread_label=CASE, thread_id=case.pk, person=asked.name).order_by("pk"):
        actions.change(line, by=by, verb="frontdesk.forget", person="")


def forget_party(party: CaseParty, *, by: Actor) -> None:
    """A person goes; the organisation that they came from stays a party, once."""
    firm = party.organisation_id
    if firm is None or CaseParty.objects.filter(case=party.case_id, organisation=firm, name="").exists():
        actions.record(party, by=by, verb="frontdesk.remove_party")
        party.delete()
        return
    actions.change(party, by=by, verb="frontdesk.forget", name="", role="", email="", phone="")


def blank(row: Record, *, by: Actor) -> None:
    """Nothing of what is personal in a row is left but that it was there."""
    filled: dict[str, Any] = {name: ERASED for name in sorted(row.PERSONAL) if getattr(row, name)}
    actions.change(row, by=by, verb="frontdesk.forget", **filled)
