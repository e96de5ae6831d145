"""What was written to something that is settled, so that it waits for nobody by itself."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from symbiose.frontdesk.enums import CaseState, EnquiryState
from symbiose.frontdesk.models import Case, Enquiry, Letter
from symbiose.frontdesk.queries.rows import CASE, ENQUIRY

SETTLED_ENQUIRY = Q(state__in=[EnquiryState.ANSWERED.value, EnquiryState.NOISE.value], forgotten_at__isnull=True)
SETTLED_CASE = Q(state=CaseState.CLOSED.value, forgotten_at__isnull=True)


def _letters(label: str, came: str) -> QuerySet[Letter]:
    """What came after somebody settled it or marked it as read; who owns it meanwhile says nothing."""
    return Letter.objects.filter(
        first=False,
        line__thread_label=label,
        line__thread_id=OuterRef("pk"),
        created_at__gt=Coalesce(OuterRef("read_at"), OuterRef(came)),
    )


def _newest(letters: QuerySet[Letter], settled: Q) -> models.Case:
    """When the last of them came, looked up for settled rows alone."""
    newest = Subquery(letters.order_by("-created_at").values("created_at")[:1])
    return models.Case(models.When(settled, then=newest), output_field=models.DateTimeField())


def enquiries_with_letters(rows: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
    """With `wrote_at`: when somebody wrote since it was answered, set aside or marked as read."""
    return rows.annotate(wrote_at=_newest(_letters(ENQUIRY, "received_at"), SETTLED_ENQUIRY))


def cases_with_letters(rows: QuerySet[Case]) -> QuerySet[Case]:
    """With `wrote_at`: when somebody wrote since it was closed or marked as read."""
    return rows.annotate(wrote_at=_newest(_letters(CASE, "opened_at"), SETTLED_CASE))


def unread_enquiries() -> QuerySet[Enquiry]:
    """Settled ones to which somebody wrote since.

    Ask for their ids: letters and enquiries meet once, where a page's other conditions would ask for each row anew.
    """
    return Enquiry.objects.filter(SETTLED_ENQUIRY, Exists(_letters(ENQUIRY, "received_at")))


def unread_cases() -> QuerySet[Case]:
    """Like enquiries."""
    return Case.objects.filter(SETTLED_CASE, Exists(_letters(CASE, "opened_at")))


def waiting_outside() -> QuerySet[Enquiry]:
    """Enquiries of external entrances that wait for somebody there: for an answer, or with a letter since they were settled."""
    outside = Enquiry.objects.filter(external=True)
    in_closed = Letter.objects.filter(
        first=False,
        enquiry=OuterRef("pk"),
        line__thread_label=CASE,
        line__thread_id=OuterRef("case_id"),
        created_at__gt=Coalesce(OuterRef("case__read_at"), OuterRef("received_at")),
    )
    closed = outside.filter(Exists(in_closed), case__state=CaseState.CLOSED.value, forgotten_at__isnull=True)
    again = unread_enquiries().filter(external=True)
    return outside.filter(Q(waits=True) | Q(pk__in=again.values("pk")) | Q(pk__in=closed.values("pk")))


def is_unread(subject: Enquiry | Case) -> bool:
    """Whether somebody wrote to it since it was settled or marked as read."""
    rows: QuerySet[Enquiry] | QuerySet[Case]
    rows = unread_cases() if isinstance(subject, Case) else unread_enquiries()
    return rows.filter(pk=subject.pk).exists()
