"""Kept searches: begun, stopped, begun again, and once a day at most the letter that says what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.actions import change, create
from symbiose.common.actor import VISITOR, Actor, Role
from symbiose.common.states import NotAllowed
from symbiose.listings import lists
from symbiose.listings.models import Alert, Listing
from symbiose.listings.permissions import may_add, may_change_alert
from symbiose.listings.queries import alerts_due, is_news, market, new_between, newest_moment
from symbiose.notices import links
from symbiose.notices.actions import give_link, notify, queue_mail
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import representatives

PURPOSE = "alert"
LINK_DAYS = 60
MOST_TOLD = 10  # titles of one search in a letter; the page holds them all
NAME_LENGTH = 80
MOST_AT_ONCE = 900  # ids in one question

News = tuple[Alert, list[Listing]]


@transaction.atomic
def keep_alert(organisation: Organisation, *, query: str, by: Actor, name: str = "") -> Alert:
    """Tell the organisation when something new fits a search. The same search is kept once; asked again it begins again."""
    if not may_add(by, organisation):
        raise NotAllowed("listings.alert_kept")
    asked = lists.asked_by(query, firm_of(organisation))
    plain = lists.plain_search(asked)
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two at once keep one
    known = Alert.objects.filter(organisation=organisation, query=plain).first()
    if known:
        return start_alert(known, by=by)
    on_behalf = by.on_behalf_of is not None
    new = Alert(
        organisation=organisation,
        name=(name.strip() or lists.search_name(asked))[:NAME_LENGTH],
        query=plain,
        told_until=timezone.now(),
        on_behalf=on_behalf,
        consent=by.consent if on_behalf else "",
    )
    return create(new, by=by, verb="listings.alert_kept")


def firm_of(organisation: Organisation) -> Actor:
    """The organisation as one who looks at the market place: it sees what a firm sees, whoever set the alert."""
    return Actor(role=Role.FIRM, organisation_id=organisation.pk, organisation_name=organisation.name)


@transaction.atomic
def stop_alert(alert: Alert, *, by: Actor) -> Alert:
    """No more letters about this search; it can begin again. A second time changes nothing."""
    if not may_change_alert(by, alert):
        raise NotAllowed("listings.alert_stopped")
    return change(alert, by=by, verb="listings.alert_stopped", active=False)


@transaction.atomic
def start_alert(alert: Alert, *, by: Actor) -> Alert:
    """Letters again, about what comes from now on."""
    if not may_change_alert(by, alert):
        raise NotAllowed("listings.alert_started")
    now = Alert.objects.select_for_update().get(pk=alert.pk)
    if now.active:
        return now
    return change(now, by=by, verb="listings.alert_started", active=True, told_until=timezone.now())


def tell_alerts(*, on: date, by: Actor) -> int:
    """Tell organisations what is new, each once a day at most; how many were told.

    What costs is looking. The market place is read once for what is new, each search once however many keep it, and
    only among what is new; nothing is locked meanwhile. Then each organisation is told in a transaction of its own.
    """
    until = newest_moment(on=on)
    due = list(alerts_due(on=on, until=until))
    news = _news(due, until)
    quiet = [alert.pk for alert in due if not news[alert.pk]]
    Alert.objects.filter(pk__in=quiet, told_until__lt=until).update(told_until=until)  # nothing found: no event
    found = [alert for alert in due if news[alert.pk]]
    owners = [list(own) for _owner, own in groupby(found, key=lambda alert: alert.organisation_id)]
    return sum(_tell_owner([(one, news[one.pk]) for one in own], on=on, until=until, by=by) for own in owners)


def _news(due: Sequence[Alert], until: datetime) -> dict[int, list[Listing]]:
    """What is new to each alert, by its id. Everybody is shown what a visitor sees, so that nothing hidden is told."""
    if not due:
        return {}
    since = min(alert.told_until for alert in due)
    new = list(new_between(market(VISITOR), since, until).order_by("-shown_at", "pk").values_list("pk", flat=True))
    found: dict[tuple[str, str], list[Listing]] = {}
    for alert in due if new else ():
        key = (alert.query, alert.organisation.postcode)
        if key not in found:
            found[key] = _found(*key, new)
    return {
        alert.pk: [
            row for row in found.get((alert.query, alert.organisation.postcode), ()) if is_news(row, alert, until)
        ]
        for alert in due
    }


def _found(query: str, postcode: str, new: Sequence[int]) -> list[Listing]:
    """The new listings that a search finds, the newest first."""
    asked = lists.asked_by(query, VISITOR)
    rows = lists.found_by(asked, lists.seen_from(asked, postcode)).select_related(None).prefetch_related(None)
    parts = (new[place : place + MOST_AT_ONCE] for place in range(0, len(new), MOST_AT_ONCE))
    return [row for part in parts for row in rows.filter(pk__in=part).order_by("-shown_at", "pk")]


@transaction.atomic
def _tell_owner(news: Sequence[News], *, on: date, until: datetime, by: Actor) -> bool:
    """Tell one organisation, unless its alerts were stopped or told while one looked."""
    ids = [alert.pk for alert, _rows in news]
    rows = Alert.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk__in=ids, active=True)
    now = {row.pk: row for row in rows}
    still = [(now[one.pk], rows) for one, rows in news if one.pk in now and now[one.pk].told_until == one.told_until]
    if still:
        _tell([(_told(alert, on=on, until=until, by=by), rows) for alert, rows in still], on=on, by=by)
    return bool(still)


def _told(alert: Alert, *, on: date, until: datetime, by: Actor) -> Alert:
    told = change(alert, by=by, verb="listings.alert_told", told_from=alert.told_until, told_until=until, told_on=on)
    told.organisation = alert.organisation
    return told


def _tell(news: Sequence[News], *, on: date, by: Actor) -> None:
    """One line of the inbox, and one letter with a link per search. In Danish, whoever caused it."""
    owner = news[0][0].organisation
    many = len({row.pk for _alert, rows in news for row in rows})
    with translation.override("da"):
        said = ngettext(
            "%(count)s new listing fits what you look for.", "%(count)s new listings fit what you look for.", many
        ) % {"count": many}
        people = representatives(owner.pk).values_list("pk", flat=True)
        notify(people, subject=news[0][0], text=said, url=reverse("listings:alerts"), kind="alert")
        if not owner.contact_email:
            return
        told = [_paragraph(alert, rows, by=by) for alert, rows in news]
        queue_mail(
            to=owner.contact_email,
            subject=_("Something new that you look for"),
            body="\n\n".join([said, *told, _("You need no account. The same links stop the letters.")]),
            once_key=f"alert:{owner.pk}:{on.isoformat()}",
            about=news[0][0],
            organisation_id=owner.pk,
        )


def _paragraph(alert: Alert, rows: Sequence[Listing], *, by: Actor) -> str:
    """What the search is called, what is new, and where it can be seen; whose it is only where all may know."""
    lines = [f"· {row.title}{', ' if row.place else ''}{row.place}" for row in rows[:MOST_TOLD]]
    if len(rows) > MOST_TOLD:
        lines.append(_("and %(more)s more") % {"more": len(rows) - MOST_TOLD})
    owner = alert.organisation
    until = timezone.localdate() + timedelta(days=LINK_DAYS)
    link = give_link(PURPOSE, alert, organisation_id=owner.pk, email=owner.contact_email, valid_until=until, by=by)
    return "\n".join([f"{alert.name}:", *lines, links.address(link)])
