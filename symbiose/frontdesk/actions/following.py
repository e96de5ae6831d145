"""What of enquiries and cases follows an organisation that is gathered in another, and what is left when one closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from symbiose.common.actions import change
from symbiose.common.actor import Actor
from symbiose.frontdesk.actions.numbering import find_case_by, find_enquiry_by
from symbiose.frontdesk.actions.telling import tell
from symbiose.frontdesk.models import Case, CaseParty, CaseTask, Enquiry
from symbiose.organisations.actions.moving import field_mover
from symbiose.organisations.closing import register_closer
from symbiose.organisations.merging import register_mover


def register() -> None:
    """Enquiries, cases, parties and tasks; a party that stands in the case already stays under the old name."""
    register_mover(field_mover(Enquiry, plural=_("enquiries"), after=_index_enquiries))
    register_mover(field_mover(Case, plural=_("cases"), after=_index_cases))
    register_mover(field_mover(CaseParty, plural=_("parties of cases"), clashing=_same_parties))
    register_mover(field_mover(CaseTask, plural=_("tasks of cases"), field="owner_organisation_id"))
    register_closer(CaseTask._meta.label_lower, _give_tasks_to_owners)
    for kind in (Enquiry, Case):
        for field in ("entrance_id", "door_id"):
            _silent(kind, field)
    _silent(Enquiry, "claimed_id")


def _give_tasks_to_owners(organisation_id: int, *, on: date, by: Actor, reason: str) -> int:
    """What a department that has closed had not done yet is the owner's of each case, who is told."""
    rows = CaseTask.objects.filter(owner_organisation_id=organisation_id, done_at__isnull=True)
    tasks = list(rows.select_related("case__owner").order_by("pk"))
    for task in tasks:
        owner = task.case.owner
        change(task, by=by, verb="frontdesk.hand_over_task", reason=reason, owner_user=owner, owner_organisation=None)
        tell(task.case, [owner.pk], _("A task is yours: %(what)s") % {"what": task.what}, by=by)
    return len(tasks)


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
