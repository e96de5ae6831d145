"""What somebody who wrote sees of their enquiry behind their personal link: how far it is, and nothing internal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Q, QuerySet
from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.frontdesk.enums import CaseState, Channel, EnquiryState
from symbiose.frontdesk.models import Case, Enquiry, Letter, LetterFile
from symbiose.frontdesk.queries.rows import CASE, ENQUIRY, cases_visible_to, enquiries_visible_to
from symbiose.notices.models import AnswerLink

PURPOSE = "enquiry"  # of the personal link that a receipt carries
NOBODY = 0  # whoever holds it acts for no organisation
MAILED = "mail "  # what the source key of a letter that came by itself begins with
PASSED_ON = "passed on "  # what the source key of an enquiry begins with that another entrance passed on
MOST_AGAIN = 5  # so many receipts are sent again at once, the newest


@dataclass(frozen=True, slots=True)
class Receipt:
    """An enquiry as its writer sees it.

    `now` is the enquiry that counts today (another one where it was passed on), `case` the case that it is in, `state`
    one word for the sentence that the page shows, `late` whether its writer should have had an answer by now.
    """

    enquiry: Enquiry
    now: Enquiry
    case: Case | None
    state: str
    late: bool
    later: list[Letter]
    files: list[LetterFile]
    own_words: bool

    @property
    def subject(self) -> Enquiry | Case:
        """Whose owner has it."""
        return self.case or self.now

    @property
    def next_on(self) -> date | None:
        """The day of an agreed next step of an open case, unless it is past."""
        case = self.case
        if case is None or case.state != CaseState.OPEN or case.next_on is None or case.next_on < timezone.localdate():
            return None
        return case.next_on


def holds_receipt(actor: Actor, enquiry: Enquiry) -> bool:
    """Whether somebody came by the personal link of this very enquiry."""
    if actor.link_id is None:
        return False
    own = {"purpose": PURPOSE, "subject_label": ENQUIRY, "subject_id": enquiry.pk}
    return AnswerLink.objects.filter(pk=actor.link_id, withdrawn_at__isnull=True, **own).exists()


def counting_today(enquiry: Enquiry) -> Enquiry:
    """The enquiry itself, or the one at the municipality that it was passed on to."""
    if enquiry.state != EnquiryState.PASSED_ON:
        return enquiry
    rows = Enquiry.objects.select_related("owner", "entrance", "case__owner", "case__entrance")
    return rows.filter(source_key=f"{PASSED_ON}{enquiry.number}").first() or enquiry


def receipt_of(enquiry: Enquiry) -> Receipt:
    """All that the page behind the link shows; lines of others and notes are not among it."""
    now = counting_today(enquiry)
    case = now.case
    letters = Letter.objects.filter(Q(enquiry=enquiry) | Q(enquiry=now)).select_related("line")
    mine = _once(letters.prefetch_related("files").order_by("line__happened_at", "pk"))
    return Receipt(
        enquiry=enquiry,
        now=now,
        case=case,
        state=state_of(now, case),
        late=now.waits and now.respond_by < timezone.localdate(),
        later=[one for one in mine if not one.first],
        files=[file for one in mine if one.first for file in one.files.all()],
        own_words=in_own_words(enquiry),
    )


def _once(letters: Iterable[Letter]) -> list[Letter]:
    """In their order, each once: what was passed on lies in both places, and the later one counts."""
    found: dict[tuple[object, ...], Letter] = {}
    for one in letters:
        found[(one.first, *(() if one.first else (one.line.happened_at, one.line.text)))] = one
    return list(found.values())


def state_of(enquiry: Enquiry, case: Case | None) -> str:
    """One word for where it stands."""
    if enquiry.forgotten_at is not None:
        return "forgotten"
    if case is not None:
        if case.state != CaseState.OPEN:
            return "closed"
        if not enquiry.waits:
            return "in_dialogue"
        return "again" if enquiry.answered_at else "in_case"
    if enquiry.state == EnquiryState.NEW:
        return "again" if enquiry.answered_at else "new"
    return str(enquiry.state)


def in_own_words(enquiry: Enquiry) -> bool:
    """Whether the one who asks wrote it themself, by form or mail; what was typed in for them is a note of ours."""
    if enquiry.source_key.startswith(PASSED_ON):
        first = Enquiry.objects.filter(number=enquiry.source_key.removeprefix(PASSED_ON)).first()
        return first is not None and in_own_words(first)
    return enquiry.channel == Channel.FORM or enquiry.source_key.startswith(MAILED)


def written_from(email: str, number: str = "") -> list[Enquiry]:
    """The newest enquiries that somebody wrote themself from an address, or the one of that number.

    Where the address was put right since it was passed on, only the new one counts.
    """
    rows = Enquiry.objects.filter(email__iexact=email, forgotten_at__isnull=True)
    if number:
        rows = rows.filter(Q(number=number) | Q(case__number=number))
    own = Q(channel=Channel.FORM) | Q(source_key__startswith=MAILED) | Q(source_key__startswith=PASSED_ON)
    newest = rows.filter(own).order_by("-received_at", "-pk")[: 4 * MOST_AGAIN]
    theirs = (one for one in newest if in_own_words(one) and counting_today(one).email.lower() == email.lower())
    return list(islice(theirs, MOST_AGAIN))


def letters_of(enquiry: Enquiry) -> list[Letter]:
    """What its writer wrote themselves, oldest first, with files."""
    rows = Letter.objects.filter(enquiry=enquiry).select_related("line").prefetch_related("files__upload")
    return list(rows.order_by("line__happened_at", "pk"))


def can_be_forgotten(subject: Enquiry | Case) -> bool:
    """Whether what is personal can be erased: it waits for no answer, is not open, and is not erased already."""
    waits = subject.state in {EnquiryState.NEW.value, CaseState.OPEN.value}
    return subject.forgotten_at is None and not waits


def files_visible_to(actor: Actor) -> QuerySet[LetterFile]:
    """The files of lines that somebody may read in the enquiries and cases that they see; confidential ones only for advisers."""
    of_case = Q(letter__line__thread_label=CASE, letter__line__thread_id__in=cases_visible_to(actor).values("pk"))
    of_enquiry = Q(
        letter__line__thread_label=ENQUIRY, letter__line__thread_id__in=enquiries_visible_to(actor).values("pk")
    )
    rows = LetterFile.objects.filter(of_case | of_enquiry)
    return rows if actor.is_adviser else rows.filter(letter__line__confidential=False)
