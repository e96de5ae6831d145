"""One organisation, named by its number or name."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from symbiose.organisations import queries
from symbiose.organisations.models import Organisation

MOST_NAMED = 5


def read_named(
    text: str, *, other_than: Organisation | None = None, among: QuerySet[Organisation] | None = None
) -> Organisation:
    """The one that stands under a company number or name, of those that the reader may see where `among` says them.

    Raises ValidationError where none or several are meant.
    """
    rows = queries.active() if among is None else among.filter(pk__in=queries.active().values("pk"))
    rows = rows.exclude(pk=other_than.pk) if other_than else rows
    wanted = text.strip()
    digits = wanted.replace(" ", "")
    exact = list(rows.filter(company_number=digits)[:1]) if digits.isdigit() else []
    exact = exact or list(rows.filter(name__iexact=wanted).order_by("pk")[: MOST_NAMED + 1])
    like = exact or list(queries.found(rows, wanted).order_by("name", "pk")[: MOST_NAMED + 1])
    if len(like) == 1:
        return like[0]
    if not like:
        unknown = (
            _("We know no other organisation by that name or number. Add it first.")
            if other_than
            else _("We know no organisation by that name or number. Add it first, or leave this empty.")
        )
        raise ValidationError(unknown, code="unknown")
    names = "; ".join(_said(one) for one in like[:MOST_NAMED])
    raise ValidationError(
        _("Several fit: %(names)s. Write the company number or the whole name."),
        code="several",
        params={"names": names},
    )


def _said(one: Organisation) -> str:
    number = f"CVR {one.company_number}" if one.company_number else ""
    return ", ".join(filter(None, (one.name, one.place, number)))
