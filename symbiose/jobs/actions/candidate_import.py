"""Import people from a file: everything or nothing, in one transaction and one row of the trail, and the file is erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common import search
from symbiose.common.actor import Actor, Role
from symbiose.common.numbering import next_numbers
from symbiose.common.plans import Plan, record_import, require_same, told_changes
from symbiose.common.states import NotAllowed
from symbiose.files.actions import erase_upload
from symbiose.jobs.actions.candidate_plans import PlannedCandidate, plan_candidates
from symbiose.jobs.actions.candidates import ROW
from symbiose.jobs.actions.people_files import write_over
from symbiose.jobs.enums import CandidateState
from symbiose.jobs.models import Candidate, CandidateConditions
from symbiose.jobs.permissions import reads_people
from symbiose.jobs.queries.candidates import IMPORT
from symbiose.jobs.queries.rows import CANDIDATE as LABEL
from symbiose.jobs.questions import BY_CODE, lacks, noted

BATCH = 500  # rows to a statement


@transaction.atomic
def import_candidates(
    data: bytes, *, fingerprint: str, upload: Any, by: Actor, ready: bool = False
) -> Plan[PlannedCandidate]:
    """Write the plan whose fingerprint the reader saw. Raises PlanChanged where it is another now, or holds faults.

    New people are followed by the actor; with `ready` those who lack no answer wait from now, or from when the file
    says. The file is erased, since it says in one place what is kept behind a door here. Raises NotAllowed.
    """
    if not reads_people(by):
        raise NotAllowed(IMPORT)
    type(upload)._default_manager.select_for_update().get(pk=upload.pk)  # the same yes twice at once writes once
    plan = plan_candidates(data, by=by)
    require_same(plan, fingerprint)
    _add([row for row in plan.written if row.what == "new"], ready=ready, by=by)
    for row in plan.written:
        if row.what == "changed":
            write_over(row.candidate, row.values | {"answered": noted(row.candidate.answered, _told(row))}, plan)
    _tell_conditions([row for row in plan.written if row.conditions], plan)
    search.index_all(LABEL, ((row.candidate.pk, row.candidate.code, "") for row in plan.written))
    told = {
        f"k{row.candidate.pk}": told_changes(Candidate, row)
        | {name: ["personal", "personal"] for name in row.conditions}
        for row in plan.written
    }
    record_import(upload, [row.candidate for row in plan.written], verb=IMPORT, rows=told, plan=plan, by=by)
    erase_upload(upload, by=by)
    return plan


def _told(row: PlannedCandidate) -> dict[str, Any]:
    """What the row answers, by question."""
    return {name: value for name, value in (row.values | row.conditions).items() if name in BY_CODE}


def _add(rows: Sequence[PlannedCandidate], *, ready: bool, by: Actor) -> None:
    made = []
    consultant = by.user_id if by.role is Role.CONSULTANT else None
    for row, code in zip(rows, next_numbers(Candidate, row=ROW, field="code", count=len(rows)), strict=True):
        new = Candidate(code=code, consultant_id=consultant, answered=noted([], _told(row)), **row.values)
        if ready and not lacks(new):
            new.state = CandidateState.WAITING
            new.waiting_since = new.waiting_since or timezone.localdate()
        row.known = new
        made.append(new)
    Candidate.objects.bulk_create(made, batch_size=BATCH)


def _tell_conditions(rows: Sequence[PlannedCandidate], plan: Plan[PlannedCandidate]) -> None:
    """What people ask for, into its own table."""
    new = [CandidateConditions(candidate=row.candidate, **row.conditions) for row in rows if row.held is None]
    CandidateConditions.objects.bulk_create(new, batch_size=BATCH)
    for row in rows:
        if row.held is not None:
            write_over(row.held, row.conditions, plan)
