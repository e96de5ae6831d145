"""What is known of an organisation year by year."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from symbiose.organisations.models import Organisation, OrganisationYear


def with_headcount(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """The rows with their numbers of employees until today read along, so that `headcount_of` asks the database nothing."""
    return rows.prefetch_related(Prefetch("years", queryset=_counted(timezone.localdate()), to_attr="headcounts"))


def headcount_of(organisation: Organisation, on: date | None = None) -> OrganisationYear | None:
    """The newest year until a day, today unless said, whose number of employees is known; None where none is."""
    read: list[OrganisationYear] | None = getattr(organisation, "headcounts", None)
    if read is None or on is not None:
        return _counted(on or timezone.localdate()).filter(organisation=organisation).first()
    return next(iter(read), None)


def _counted(on: date) -> QuerySet[OrganisationYear]:
    return OrganisationYear.objects.filter(headcount__isnull=False, year__lte=on.year).order_by("-year")
