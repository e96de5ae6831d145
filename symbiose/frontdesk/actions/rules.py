"""Who gets what: rules are dated, and ended rather than removed, so that an owner can be explained later."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.models import RoutingRule
from symbiose.frontdesk.permissions import may_keep_rules
from symbiose.frontdesk.routing import members_of
from symbiose.organisations.enums import MembershipRole
from symbiose.organisations.models import Membership


@transaction.atomic
def set_rule(
    member: Membership, *, valid_from: date, by: Actor, topic: str = "", postcode_from: str = "", postcode_to: str = ""
) -> RoutingRule:
    """From a day on, a topic, an area, or both fall to one member of the entrance. A repeat gives the same rule.

    Raises NotAllowed.
    """
    if not may_keep_rules(by, member):
        raise NotAllowed("frontdesk.set_rule")
    what = {"topic": topic, "postcode_from": postcode_from, "postcode_to": postcode_to}
    theirs = members_of(member.organisation, external=member.role == MembershipRole.ENTRANCE).filter(
        user=member.user_id
    )
    known = RoutingRule.objects.filter(membership__in=theirs, valid_to__isnull=True, **what).first()
    if known is not None:
        return known
    return actions.create(
        RoutingRule(membership=member, valid_from=valid_from, **what), by=by, verb="frontdesk.set_rule"
    )


@transaction.atomic
def end_rule(rule: RoutingRule, *, on: date, by: Actor) -> RoutingRule:
    """It holds no longer from a day on; the day before was its last, or its first where it never held."""
    if not may_keep_rules(by, rule.membership):
        raise NotAllowed("frontdesk.end_rule")
    known = RoutingRule.objects.select_for_update().get(pk=rule.pk)
    if known.valid_to is not None:
        return known
    last = max(known.valid_from, on - timedelta(days=1))
    return actions.change(known, by=by, verb="frontdesk.end_rule", valid_to=last)
