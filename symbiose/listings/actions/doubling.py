"""A search that two kept which become one organisation is told of once: one copy lives, the other sends nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from symbiose.common.actions import change
from symbiose.common.actor import VISITOR, Actor
from symbiose.listings import lists
from symbiose.listings.actions.alerts import start_alert, stop_alert
from symbiose.listings.models import Alert
from symbiose.organisations.actions.moving import field_mover
from symbiose.organisations.merging import Mover

LABEL = Alert._meta.label_lower


def alert_movers() -> list[Mover]:
    """Searches that only the one kept move; of those that both kept the survivor's lives if either did.

    In this order, since what is left when the first has moved is doubled.
    """
    alerts = field_mover(Alert, plural=_("alerts"), clashing=_doubled)
    begun = Mover(f"{LABEL}.begun", _("alerts that began again"), lambda _pk: 0, _begin, _stop_again)
    stopped = Mover(f"{LABEL}.stopped", _("alerts that both kept"), lambda _pk: 0, _stop, _begin_again)
    return [alerts, begun, stopped]


def _written(alert: Alert) -> str:
    """The search in its one written form: what was kept long ago, or brought in, may be written otherwise."""
    return lists.plain_search(lists.asked_by(alert.query, VISITOR))


def _kept(organisation_id: int) -> dict[str, Alert]:
    """What an organisation keeps, by the written form; a live copy before a stopped one, the oldest first."""
    rows = Alert.objects.filter(organisation_id=organisation_id).order_by("-active", "pk")
    kept: dict[str, Alert] = {}
    for alert in rows:
        kept.setdefault(_written(alert), alert)
    return kept


def _doubled(from_id: int, to_id: int) -> list[int]:
    """All but one of each search, and all of what the other keeps too."""
    there = _kept(to_id)
    going = {alert.pk for search, alert in _kept(from_id).items() if search not in there}
    rows = Alert.objects.filter(organisation_id=from_id).exclude(pk__in=going)
    return list(rows.values_list("pk", flat=True))


def _left(organisation_id: int) -> list[Alert]:
    return list(Alert.objects.filter(organisation_id=organisation_id, active=True).order_by("pk"))


def _begin(from_id: int, to_id: int, *, by: Actor) -> list[int]:
    """The survivor's stopped copy lives again where the other's lived, and tells from where that one had told."""
    there = _kept(to_id)
    begun = []
    for alert in _left(from_id):
        own = there[_written(alert)]
        if not own.active and own.pk not in begun:
            change(own, by=by, verb="listings.alert_started", active=True, told_until=alert.told_until)
            begun.append(own.pk)
    return begun


def _stop_again(ids: Sequence[int], from_id: int, to_id: int, *, by: Actor) -> None:
    for alert in Alert.objects.filter(pk__in=ids, organisation_id=from_id, active=True).order_by("pk"):
        stop_alert(alert, by=by)


def _stop(from_id: int, to_id: int, *, by: Actor) -> list[int]:
    return [stop_alert(alert, by=by).pk for alert in _left(from_id)]


def _begin_again(ids: Sequence[int], from_id: int, to_id: int, *, by: Actor) -> None:
    for alert in Alert.objects.filter(pk__in=ids, organisation_id=to_id, active=False).order_by("pk"):
        start_alert(alert, by=by)
