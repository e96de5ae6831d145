"""Open authority steps gathered by kind and organisation: one conversation clears many listings."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from symbiose.common.pages.access import require, signed_in
from symbiose.common.states import NotAllowed
from symbiose.listings import actions, authority, permissions
from symbiose.listings.forms.steps import ANSWERED, GatheredForm
from symbiose.listings.models import AuthorityStep
from symbiose.organisations.models import Organisation
from symbiose.organisations.permissions import may_act_for

PER_PAGE = 50
MOST_AT_ONCE = 100


@signed_in
def steps(request):
    """All open steps that are one's own task, by organisation and kind, the most urgent first."""
    require(permissions.may_write(request.actor))
    rows = authority.open_steps_of(request.actor)
    kinds = [authority.as_gathered(row) for row in authority.gathered(rows)]
    chosen = next((one for one in kinds if one.kind.code == request.GET.get("kind")), None)
    shown = rows.filter(kind=chosen.kind.code) if chosen else rows
    pages = Paginator(authority.gathered(shown, "listing__organisation"), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "kinds": kinds,
        "chosen": chosen,
        "page": page,
        "groups": [authority.as_gathered(row) for row in page],
        "total": chosen.how_many if chosen else sum(one.how_many for one in kinds),
    }
    return render(request, "listings/steps.html", context)


def _open(request, kind: str, organisation: Organisation) -> QuerySet[AuthorityStep]:
    rows = authority.open_steps_of(request.actor).filter(kind=kind, listing__organisation=organisation)
    return authority.with_owners(rows).order_by("due_on", "pk")


@signed_in
def steps_of(request, kind, organisation_id):
    """The open steps of one kind of one organisation, and one answer to those that are chosen."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    found = authority.kinds_today().get(kind)
    if found is None or not may_act_for(request.actor, organisation):
        raise Http404
    rows = _open(request, kind, organisation)
    total, listed = rows.count(), list(rows[:MOST_AT_ONCE])
    context = {
        "organisation": organisation,
        "kind": found,
        "title": authority.said(found.title),
        "meaning": authority.said(found.meaning),
        "source": authority.said(found.source),
        "total": total,
        "more": total - len(listed),
    }
    if not listed:
        return render(request, "listings/steps_of.html", context)
    form = GatheredForm(request.POST or None, steps=listed, kind=found)
    if request.method == "POST" and form.is_valid():
        return _recorded(request, form, kind, organisation)
    return render(request, "listings/steps_of.html", context | {"form": form})


def _recorded(request, form: GatheredForm, kind: str, organisation: Organisation):
    here = reverse("listings:steps_of", args=[kind, organisation.pk])

    def act() -> str:
        done = actions.record_steps(form.cleaned_data["chosen"], by=request.actor, **form.answer())
        said = ngettext(
            "The answer is recorded for %(count)s listing.", "The answer is recorded for %(count)s listings.", done
        )
        messages.success(request, said % {"count": done})
        return here if _open(request, kind, organisation).exists() else reverse("listings:steps")

    try:
        return HttpResponseRedirect(form.run_once(act))
    except NotAllowed:
        messages.error(request, ANSWERED)
        return redirect(here)
