"""What of enquiries and cases follows an organisation that is gathered in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from symbiose.frontdesk.actions.numbering import find_case_by, find_enquiry_by
from symbiose.frontdesk.models import Case, CaseParty, CaseTask, Enquiry
from symbiose.organisations.actions.moving import field_mover
from symbiose.organisations.merging import register_mover


def register() -> None:
    """Enquiries, cases, parties and tasks; a party that stands in the case already stays under the old name."""
    register_mover(field_mover(Enquiry, plural=_("enquiries"), after=_index_enquiries))
    register_mover(field_mover(Case, plural=_("cases"), after=_index_cases))
    register_mover(field_mover(CaseParty, plural=_("parties of cases"), clashing=_same_parties))
    register_mover(field_mover(CaseTask, plural=_("tasks of cases"), field="owner_organisation_id"))
    for kind in (Enquiry, Case):
        for field in ("entrance_id", "door_id"):
            _silent(kind, field)


def _silent(kind: type[models.Model], field: str) -> None:
    """A department as entrance or door follows too, without a line of its own on the page that asks."""
    mover = field_mover(
        kind, field=field, plural=kind._meta.verbose_name_plural, label=f"{kind._meta.label_lower}.{field}"
    )
    register_mover(replace(mover, count=lambda _organisation_id: 0))


def _same_parties(from_id: int, to_id: int) -> list[int]:
    there = set(CaseParty.objects.filter(organisation_id=to_id).values_list("case_id", "name"))
    mine = CaseParty.objects.filter(organisation_id=from_id).values_list("pk", "case_id", "name")
    return [pk for pk, *key in mine if tuple(key) in there]


def _index_enquiries(ids: Sequence[int]) -> None:
    """The firm's name is part of what an enquiry is found by."""
    for enquiry in Enquiry.objects.filter(pk__in=ids).select_related("organisation"):
        find_enquiry_by(enquiry)


def _index_cases(ids: Sequence[int]) -> None:
    for case in Case.objects.filter(pk__in=ids).select_related("organisation"):
        find_case_by(case)
