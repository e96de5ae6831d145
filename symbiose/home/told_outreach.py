"""The rounds of calls of a demo's story: whom the entrance and a department took, what was said, and what came of it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.frontdesk.actions.outreach import (
    Talk,
    note_call,
    open_case_of_call,
    plan_round,
    recount_prospects,
    take_call,
)
from symbiose.home.story import Story
from symbiose.organisations.actions import add_member
from symbiose.organisations.enums import Proof
from symbiose.organisations.models import Organisation

TAKEN_AT, TALKED_AT = time(8, 40), time(10, 10)


def tell_outreach(told: Story, known: dict[str, Organisation], *, by: Actor, seeder: Actor) -> None:
    """Plan the rounds, take the firms on them and write down the talks, each as many days ago as it says."""
    recount_prospects()
    for one in told.of("call_round"):
        caller = _caller(one, known, seeder) if one.get("department") else by
        today = timezone.localdate()
        made = plan_round(
            name=one["da"],
            area=one.get("area", ""),
            division=one.get("division", ""),
            starts_on=today + timedelta(days=one["start_days"]),
            ends_on=today + timedelta(days=one["end_days"]),
            example=True,
            by=caller,
        )
        for call in (call for call in told.of("call") if call["round"] == one["id"]):
            _tell_call(call, known[call["organisation"]], made, by=caller)


def _caller(one: dict[str, Any], known: dict[str, Organisation], seeder: Actor) -> Actor:
    """Somebody of a department, who calls for it."""
    department = known[one["department"]]
    member = add_member(
        department,
        email=one["mail"],
        name=one["caller"],
        proof=Proof.CALLED_BACK,
        proof_note="Eksempel: kendt medarbejder i afdelingen.",
        by=seeder,
    )
    return Actor(
        role=Role.FIRM,
        user_id=member.user_id,
        name=one["caller"],
        membership_id=member.pk,
        organisation_id=department.pk,
        organisation_name=department.name,
    )


def _tell_call(one: dict[str, Any], firm: Organisation, made: Any, *, by: Actor) -> None:
    taken = take_call(firm, by=by, call_round=made, at=_ago(one["days"], TAKEN_AT), example=True)
    if "answer" not in one:
        return
    today = timezone.localdate()
    noted = note_call(
        taken,
        Talk(
            answer=one["answer"],
            line=one["da"],
            outsource="outsource" in one.get("about", []),
            partner="partner" in one.get("about", []),
            neither_reason=one.get("neither_da", ""),
            person=one.get("person", ""),
            again_on=today + timedelta(days=one["again_days"]) if "again_days" in one else None,
            stop_until=today + timedelta(days=one["stop_days"]) if "stop_days" in one else None,
            at=_ago(one["days"], TALKED_AT),
        ),
        by=by,
    )
    if one.get("case"):
        open_case_of_call(noted, by=by)


def _ago(days: int, at: time) -> datetime:
    """A moment so many days ago, never in the future."""
    then = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), at))
    return min(then, timezone.now())
