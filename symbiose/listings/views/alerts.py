"""Kept searches: begin one from the market place, see one's own, stop and begin again, also by personal link."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form, row_number
from symbiose.listings import actions, lists, permissions, queries
from symbiose.listings.forms.alerts import AlertForm
from symbiose.listings.models import Alert
from symbiose.organisations import queries as organisations
from symbiose.organisations.models import Organisation

PER_PAGE = 50
MOST_SHOWN = 25
MOST_FOUND = 10


@signed_in
def alerts(request):
    """One's kept searches; every organisation's for an adviser."""
    require(permissions.may_write(request.actor))
    rows = queries.alerts_of(request.actor)
    owner = row_number(request.GET.get("organisation", ""))
    page = Paginator(rows.filter(organisation=owner) if owner else rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = [(alert, lists.search_name(lists.asked_by(alert.query, request.actor))) for alert in page]
    return render(request, "listings/alerts.html", {"alerts": shown, "page": page, "form": Form()})


def _owner(request) -> Organisation | None:
    if not request.actor.is_adviser:
        return Organisation.objects.filter(pk=request.actor.party_id).first()
    asked = row_number(request.POST.get("organisation") or request.GET.get("organisation", ""))
    return Organisation.objects.filter(pk=asked).first() if asked else None


@signed_in
def add_alert(request):
    """Keep a search: the search in words, for whom, and the yes."""
    require(permissions.may_write(request.actor))
    owner = _owner(request)
    if owner is None:
        return _choose(request)
    form = AlertForm(request.POST or None, initial=_first(request, owner), actor=request.actor, owner=owner)
    require(form.may())
    if request.method == "POST" and form.is_valid():
        return redirect(form.run_once(lambda: _kept(request, form)))
    query = form["query"].value() or ""
    context = {"form": form, "owner": owner, "words": lists.search_name(lists.asked_by(query, request.actor))}
    return render(request, "listings/alert_add.html", context)


def _first(request, owner: Organisation) -> dict[str, object]:
    asked = request.GET.copy()
    asked.pop("organisation", None)
    asked.pop("find", None)
    return {"query": lists.plain_search(lists.asked_by(asked.urlencode(), request.actor)), "organisation": owner.pk}


def _choose(request):
    """For which organisation: an adviser finds it by name."""
    require(request.actor.is_adviser)
    text = request.GET.get("find", "").strip()[:80]
    seen = organisations.visible_to(request.actor)
    found = organisations.found(seen, text).order_by("name", "pk")[:MOST_FOUND] if text else []
    return render(request, "listings/alert_choose.html", {"text": text, "found": found})


def _kept(request, form: AlertForm) -> str:
    given = form.cleaned_data
    actions.keep_alert(form.owner, query=given["query"], name=given["name"], by=form.acting)
    if form.on_behalf:
        said = _("%(name)s is told when something new fits. At most one letter a day.") % {"name": form.owner.name}
    else:
        said = _("You are told when something new fits. At most one letter a day, and you can stop it here.")
    messages.success(request, said)
    return reverse("listings:alerts")


@signed_in
@require_POST
def alert_step(request, alert_id, verb):
    """Stop, or begin again."""
    alert = get_object_or_404(queries.alerts_of(request.actor), pk=alert_id)
    return redirect(_stepped(request, alert, verb) or "listings:alerts")


def _stepped(request, alert: Alert, verb: str) -> str:
    """Run the verb once; the address is empty, since a personal one is stored nowhere."""
    act, said = {
        "stop": (actions.stop_alert, _("Stopped. You get no more letters about this search.")),
        "start": (actions.start_alert, _("Begun again. You are told about what comes from now on.")),
    }[verb]
    form = Form(request.POST)
    if not form.is_valid():
        raise PermissionDenied

    def run() -> str:
        act(alert, by=request.actor)
        messages.success(request, said)
        return ""

    return form.run_once(run)


def alert_by_link(request, link):
    """The page behind the link of a letter: GET shows what is new, POST stops the letters or begins them again."""
    alert = get_object_or_404(
        Alert.objects.select_related("organisation"), pk=link.subject_id, organisation_id=link.organisation_id
    )
    if request.method == "POST":
        verb = request.POST.get("step")
        if verb not in {"stop", "start"}:
            raise Http404
        _stepped(request, alert, verb)
        return redirect(request.path)
    asked = lists.asked_by(alert.query, actions.firm_of(alert.organisation))
    spot = lists.spot_for(asked)
    rows = list(lists.found_by(asked, spot).exclude(organisation_id=alert.organisation_id)[:MOST_SHOWN])
    lists.dress(rows, spot)
    new = [row for row in rows if alert.told_from and row.shown_at > alert.told_from]
    context = {
        "alert": alert,
        "new": new,
        "earlier": [row for row in rows if row not in new],
        "words": lists.search_name(asked),
        "form": Form(),
    }
    return render(request, "listings/alert_link.html", context)
