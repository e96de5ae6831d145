"""How many listings of the market place each filter value holds, without visiting every listing for every reader."""

from __future__ import annotations

from django.core.cache import caches
from django.db.models import BooleanField, Case, Count, Value, When
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry
from symbiose.listings.queries.rows import holds, market
from symbiose.organisations.enums import FactKind

KEPT_SECONDS = 60
Counted = list[tuple[str, str, bool, bool, int]]  # side, kind, name hidden, owner a social enterprise, how many


def market_counts(actor: Actor) -> dict[str, dict[str, int]]:
    """How many listings each filter value holds; of hidden owners nothing is counted that the actor may not know."""
    counts: dict[str, dict[str, int]] = {"side": {}, "kind": {}, "named": {}, "social": {"1": _own_social(actor)}}
    for side, kind, anonymous, social, how_many in _counted(actor):
        for name, value in (("side", side), ("kind", kind), ("named", "" if anonymous else "1")):
            counts[name][value] = counts[name].get(value, 0) + how_many
        if social and (actor.is_adviser or not anonymous):
            counts["social"]["1"] += how_many
    return counts


def _counted(actor: Actor) -> Counted:
    """All rows in one grouped question, kept until anything is written anywhere: every verb leaves a new audit entry."""
    latest = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    stamp = (timezone.localdate(), latest)
    kept = caches["counts"].get("market")
    if kept is not None and kept[0] == stamp:
        found: Counted = kept[1]
        return found
    social = Case(
        When(holds(FactKind.SOCIAL_ENTERPRISE), then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    rows = market(actor).order_by().annotate(social_owner=social)
    grouped = rows.values_list("side", "kind", "anonymous", "social_owner").annotate(how_many=Count("pk"))
    found = list(grouped)
    caches["counts"].set("market", (stamp, found), KEPT_SECONDS)
    return found


def _own_social(actor: Actor) -> int:
    """A firm's own listings with a hidden name, where it is a social enterprise: it knows who it is."""
    if actor.role != Role.FIRM or not actor.party_id:
        return 0
    own = market(actor).filter(organisation_id=actor.party_id, anonymous=True)
    return own.filter(holds(FactKind.SOCIAL_ENTERPRISE)).count()
