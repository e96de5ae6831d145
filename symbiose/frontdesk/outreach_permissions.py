"""Who may call on firms: the one entrance, and the municipality's departments among themselves."""

from __future__ import annotations

from symbiose.common.actor import Actor, Role
from symbiose.frontdesk.models import Call, CallRound, CallStop
from symbiose.organisations.enums import OrganisationKind
from symbiose.organisations.models import Organisation


def in_department(actor: Actor) -> bool:
    """Acts for one of the municipality's departments."""
    if actor.role is not Role.FIRM or actor.membership_id is None or actor.organisation_id is None:
        return False
    return Organisation.objects.filter(pk=actor.organisation_id, kind=OrganisationKind.DEPARTMENT).exists()


def own_place(actor: Actor) -> int:
    """The department or entrance that the actor calls for. Raises PermissionError for those who act for none."""
    if actor.organisation_id is None:
        raise PermissionError
    return actor.organisation_id


def may_call_on_firms(actor: Actor) -> bool:
    """Advisers and departments. Firms are called on, and an external entrance has its own ways."""
    return actor.is_adviser or in_department(actor)


def is_theirs(actor: Actor, department_id: int) -> bool:
    """The one entrance keeps everything, a department what is its own."""
    return actor.is_adviser or (actor.organisation_id == department_id and in_department(actor))


def may_keep_call(actor: Actor, call: Call) -> bool:
    """Write what was said, give the firm back, go on from a yes: colleagues of the one who took it, and the entrance."""
    return is_theirs(actor, call.department_id)


def may_take_over(actor: Actor, call: Call) -> bool:
    """Another one who calls on firms, knowing that it was taken; who took it gives it back instead."""
    return actor.user_id != call.user_id and may_call_on_firms(actor)


def may_keep_round(actor: Actor, call_round: CallRound) -> bool:
    """Those who run it, and the entrance."""
    return is_theirs(actor, call_round.department_id)


def may_lift_stop(actor: Actor, stop: CallStop) -> bool:
    """The department that was told no, and the entrance."""
    return is_theirs(actor, stop.department_id)


def is_clock(actor: Actor, _subject: object) -> bool:
    """What falls due by itself."""
    return actor.role is Role.SYSTEM
