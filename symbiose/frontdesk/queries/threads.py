"""What a letter answers: the enquiry or case that it names or replies to, and whether its sender is known there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from symbiose.frontdesk.enums import CaseState
from symbiose.frontdesk.models import Case, Enquiry, Letter
from symbiose.frontdesk.queries.receipts import MAILED, counting_today
from symbiose.frontdesk.queries.rows import CASE, ENQUIRY
from symbiose.notices.incoming import IncomingMessage
from symbiose.notices.models import OutgoingMail
from symbiose.organisations.models import Membership
from symbiose.organisations.queries import holding

NUMBER = re.compile(r"(?<![\w-])(H-)?(20\d{2}-\d{4,6})(?![\w-])", re.IGNORECASE)
OURS = re.compile(r"^symbiose-(\d{1,18})-[0-9a-f]{24}@")
LONGEST_KEY = 200
MOST_NAMED = 10  # numbers and letters that are looked up; a letter with more was made to be slow

Thread = Enquiry | Case


def mail_key(message_id: str) -> str:
    """What a letter is known by when it comes twice; a long number by its digest, so that two are never one."""
    key = f"{MAILED}{message_id}"
    if len(key) <= LONGEST_KEY:
        return key
    return f"{MAILED}long:{hashlib.sha256(message_id.encode('utf-8', 'replace')).hexdigest()}"


def thread_of(message: IncomingMessage) -> Thread | None:
    """The first enquiry or case that the letter answers or names and that knows its sender; None for a new matter.

    A number alone is no proof: whoever forges one begins an enquiry of their own.
    """
    if not message.from_address:
        return None
    for found in _named(message):
        now = counting_today(found) if isinstance(found, Enquiry) else found
        subject = (now.case or now) if isinstance(now, Enquiry) else now
        if not subject.external and subject.forgotten_at is None and message.from_address in addresses_of(now):
            return now
    return None


def _named(message: IncomingMessage) -> Iterator[Thread]:
    ids = list(dict.fromkeys(filter(None, (message.in_reply_to, *reversed(message.references)))))[:MOST_NAMED]
    yield from _answered(ids)
    for before, number in NUMBER.findall(message.subject)[:MOST_NAMED]:
        kind: type[Enquiry | Case] = Enquiry if before else Case
        found = kind._default_manager.filter(number=f"{before.upper()}{number}").first()
        if found is not None:
            yield found if isinstance(found, Enquiry) else standing(found)


def standing(case: Case) -> Case:
    """The case that it was gathered in, or itself."""
    seen = {case.pk}
    while case.state == CaseState.MERGED and case.merged_into is not None and case.merged_into_id not in seen:
        case = case.merged_into
        seen.add(case.pk)
    return case


def _answered(ids: Iterable[str]) -> Iterator[Thread]:
    """What letters of ours and earlier letters of theirs were about."""
    for one in ids:
        ours = OURS.match(one)
        if ours:
            letter = OutgoingMail.objects.filter(pk=int(ours[1])).first()
            yield from _subject_of(letter.subject_label, letter.subject_id) if letter else ()
            continue
        first = Enquiry.objects.filter(source_key=mail_key(one)).first()
        if first is not None:
            yield first
        later = Letter.objects.filter(source_key=mail_key(one)).select_related("enquiry", "line").first()
        if later is not None:
            yield from [later.enquiry] if later.enquiry else _subject_of(later.line.thread_label, later.line.thread_id)


def _subject_of(label: str, number: int | None) -> Iterator[Thread]:
    if number is None:
        return
    if label == ENQUIRY:
        yield from Enquiry.objects.filter(pk=number)
    elif label == CASE:
        yield from map(standing, Case.objects.filter(pk=number))


def addresses_of(subject: Thread) -> set[str]:
    """The addresses that an enquiry or a case knows, in lower case: who wrote, who takes part, who acts for the firm."""
    case = subject.case if isinstance(subject, Enquiry) else subject
    found: set[str] = {subject.email} if isinstance(subject, Enquiry) else set()
    firms = {subject.organisation}
    if case is not None:
        found |= set(case.enquiries.values_list("email", flat=True))
        found |= set(case.parties.values_list("email", flat=True))
        firms.add(case.organisation)
    for firm in filter(None, firms):
        found.add(firm.contact_email)
        acting = Membership.objects.filter(holding(), organisation=firm, user__is_active=True)
        found |= set(acting.values_list("user__email", flat=True))
    return {one.lower() for one in found if one}
