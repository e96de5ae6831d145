"""What the other party of an exchange is told: that something happened, and where to read it. In Danish, whoever caused it."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.matching.exchanges.changed import changed, values_of
from symbiose.matching.handing.pauses import Still
from symbiose.matching.models import Exchange
from symbiose.notices import links
from symbiose.notices.actions import give_link, notify, queue_mail
from symbiose.notices.models import AnswerLink
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import representatives

PURPOSE = "exchange"
LINK_DAYS = 90  # how long a personal link opens an exchange after the letter


def page_of(exchange: Exchange) -> str:
    """The page for those who sign in."""
    return reverse("exchanges:detail", args=[exchange.number])


def tell_agreed(exchange: Exchange, *, by: Actor) -> None:
    """It is agreed: both parties get the page on which they say that it began, the one that said so itself by inbox alone."""
    with translation.override("da"):
        for organisation in (exchange.giver, exchange.receiver):
            _tell(exchange, organisation, _("An exchange is agreed. Tell here when it begins."))
            if organisation.pk != by.organisation_id or by.link_id is not None:
                _write(exchange, organisation, by=by)


def tell_moved(exchange: Exchange, verb: str, *, by: Actor) -> None:
    """The other party learns in its inbox what was told."""
    with translation.override("da"):
        text = {
            "begin": _("An exchange has begun."),
            "pause": _("An exchange is paused."),
            "resume": _("An exchange goes on."),
            "end": _("An exchange has ended."),
            "reopen": _("An exchange is taken up again."),
            "agree_again": _("An exchange is taken up again."),
        }[verb]
        for organisation in (exchange.giver, exchange.receiver):
            if organisation.pk != by.organisation_id:
                _tell(exchange, organisation, text)


def tell_pause(exchange: Exchange, before: Still, after: Still | None, *, by: Actor) -> None:
    """The other party, or both where an adviser did it, learns what a pause was put right to, or that it was none."""
    with translation.override("da"):
        if after is None:
            text = _("A pause of an exchange is taken out: it did not stand still. Before: %(before)s.")
            said = {"before": str(before)}
        else:
            text = _("A pause of an exchange is put right. %(before)s → %(after)s.")
            said = {"before": capfirst(str(before)), "after": str(after)}
        for organisation in (exchange.giver, exchange.receiver):
            if organisation.pk != by.organisation_id:
                _tell(exchange, organisation, text % said)


def tell_changed(before: Exchange, now: Exchange, *, by: Actor) -> None:
    """The other party, or both where an adviser did it, learns by whom and from what to what the agreement was put right."""
    with translation.override("da"):
        told = changed(values_of(before), values_of(now), agreed_alone=True)
        if not told:
            return
        parties = (now.giver, now.receiver)
        who = next((one.name for one in parties if one.pk == by.organisation_id), _("The municipality"))
        text = _("%(who)s has put an exchange right. %(changes)s") % {
            "who": who,
            "changes": " · ".join(str(one) for one in told),
        }
        for organisation in parties:
            if organisation.pk != by.organisation_id:
                _tell(now, organisation, text)


def _tell(exchange: Exchange, organisation: Organisation, text: str) -> None:
    people = representatives(organisation.pk).values_list("pk", flat=True)
    notify(people, subject=exchange, text=text, url=page_of(exchange), kind=PURPOSE)


def link_for(exchange: Exchange, organisation: Organisation, *, by: Actor) -> AnswerLink | None:
    """The personal link of one party; None where no mail address is known."""
    if not organisation.contact_email:
        return None
    return give_link(
        PURPOSE,
        exchange,
        organisation_id=organisation.pk,
        email=organisation.contact_email,
        valid_until=timezone.localdate() + timedelta(days=LINK_DAYS),
        by=by,
    )


def _write(exchange: Exchange, organisation: Organisation, *, by: Actor) -> None:
    link = link_for(exchange, organisation, by=by)
    if link is None:
        return
    body = _(
        "An exchange that you are part of is agreed. Tell here when it begins, pauses or ends. You need no account:"
    )
    queue_mail(
        to=link.email,
        subject=_("An exchange is agreed"),
        body=f"{body}\n\n{links.address(link)}",
        once_key=f"exchange-agreed:{exchange.pk}:{organisation.pk}",
        about=link,
    )
