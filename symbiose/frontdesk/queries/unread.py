"""What was written to something that is settled, so that it waits for nobody by itself."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from symbiose.frontdesk.enums import CaseState, EnquiryState
from symbiose.frontdesk.models import Case, Enquiry, Letter
from symbiose.frontdesk.queries.rows import CASE, ENQUIRY

SETTLED_ENQUIRY = Q(state__in=[EnquiryState.ANSWERED.value, EnquiryState.NOISE.value], forgotten_at__isnull=True)
SETTLED_CASE = Q(state=CaseState.CLOSED.value, forgotten_at__isnull=True)


def _newest(label: str, came: str) -> Subquery:
    """When the last letter came after somebody settled it or marked it as read; who owns it meanwhile says nothing."""
    letters = Letter.objects.filter(
        first=False,
        line__thread_label=label,
        line__thread_id=OuterRef("pk"),
        created_at__gt=Coalesce(OuterRef("read_at"), OuterRef(came)),
    )
    return Subquery(letters.order_by("-created_at").values("created_at")[:1])


def enquiries_with_letters(rows: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
    """With `wrote_at`: when somebody wrote since it was answered, set aside or marked as read."""
    return rows.annotate(wrote_at=_newest(ENQUIRY, "received_at"))


def cases_with_letters(rows: QuerySet[Case]) -> QuerySet[Case]:
    """With `wrote_at`: when somebody wrote since it was closed or marked as read."""
    return rows.annotate(wrote_at=_newest(CASE, "opened_at"))


def waiting_outside() -> QuerySet[Enquiry]:
    """Enquiries of external entrances that wait for somebody there: for an answer, or with a letter since they were settled."""
    in_closed = Letter.objects.filter(
        first=False,
        enquiry=OuterRef("pk"),
        line__thread_label=CASE,
        line__thread_id=OuterRef("case_id"),
        created_at__gt=Coalesce(OuterRef("case__read_at"), OuterRef("received_at")),
    )
    again = SETTLED_ENQUIRY & Q(wrote_at__isnull=False)
    closed = Q(case__state=CaseState.CLOSED.value, forgotten_at__isnull=True) & Exists(in_closed)
    return enquiries_with_letters(Enquiry.objects.filter(external=True)).filter(Q(waits=True) | again | closed)


def is_unread(subject: Enquiry | Case) -> bool:
    """Whether somebody wrote to it since it was settled or marked as read."""
    rows: QuerySet[Enquiry] | QuerySet[Case]
    if isinstance(subject, Case):
        rows = cases_with_letters(Case.objects.filter(SETTLED_CASE, pk=subject.pk))
    else:
        rows = enquiries_with_letters(Enquiry.objects.filter(SETTLED_ENQUIRY, pk=subject.pk))
    return rows.filter(Q(wrote_at__isnull=False)).exists()
