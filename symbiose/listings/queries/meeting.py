"""Meeting what a file says with what is here: listings by their id, organisations by name or number."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from symbiose.common.pages.forms import row_number
from symbiose.listings.models import Listing
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import stands_for

EXPORTED = "symbiose-"
OWN_NUMBER = 8  # eight digits are a company number


def by_external_id(keys: Sequence[tuple[int, str]]) -> dict[tuple[int, str], Listing]:
    """Listings that are here already, by organisation and the file's id: its own, or the one that our export gave."""
    ids = {external for _organisation, external in keys}
    given = {
        number
        for one in ids
        if one.startswith(EXPORTED) and (number := row_number(one.removeprefix(EXPORTED))) is not None
    }
    rows: QuerySet[Listing, Any] = Listing.objects.filter(
        Q(external_id__in=ids) | Q(pk__in=given), organisation_id__in={organisation for organisation, _id in keys}
    ).prefetch_related("codes")
    named = {(row.organisation_id, row.external_id): row for row in rows if row.external_id}
    return {(row.organisation_id, export_id(row)): row for row in rows} | named


def export_id(listing: Listing) -> str:
    """The id under which a listing leaves in a file, and by which it is met again when the file comes back."""
    return f"{EXPORTED}{listing.pk}"


def organisations_named(names: Collection[str]) -> dict[str, list[Organisation]]:
    """Organisations by what a file calls them: company number, exact name in any case, or our own number.

    A record that was gathered in another stands for that one, so that two of the same name are one.
    """
    lowered = {name.casefold() for name in names}
    rows = Organisation.objects.annotate(lower_name=Lower("name")).filter(
        Q(lower_name__in=lowered)
        | Q(name__in=names)
        | Q(company_number__in=lowered)
        | Q(pk__in=[int(name) for name in lowered if name.isascii() and name.isdigit() and len(name) < OWN_NUMBER])
    )
    found: dict[str, list[Organisation]] = {}
    for row in rows:
        standing = stands_for(row)
        for name in {row.name.casefold(), row.company_number, str(row.pk)} & lowered:
            if standing not in found.setdefault(name, []):
                found[name].append(standing)
    return found
