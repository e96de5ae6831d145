"""Proposals of placement as the consultant reads them: the list, one person, one position, those without an option."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from symbiose.common import links
from symbiose.common.actor import Role
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.lists import build, exported
from symbiose.jobs import offers_shown as shown
from symbiose.jobs.enums import OfferState
from symbiose.jobs.fitting import fitting
from symbiose.jobs.forms.offers import ButtonForm
from symbiose.jobs.models import Placement
from symbiose.jobs.offer_lists import kit_for
from symbiose.jobs.queries import POSITION, offers_visible_to, positions_visible_to
from symbiose.jobs.queries.conditions import basis_of, outlook_of, outlooks_of
from symbiose.jobs.queries.offers import shown_once, with_parts, without_option
from symbiose.jobs.queries.runs import last_run, open_run
from symbiose.jobs.sentences import GROUP_NAMES
from symbiose.jobs.states import OFFER
from symbiose.jobs.views.doors import consultants_only
from symbiose.jobs.views.offer_answering import workplace_page
from symbiose.jobs.views.offer_doors import find_candidate, find_offer
from symbiose.jobs.words import accommodation_choices, names_of

PER_PAGE = 25


@require_safe
@consultants_only
def offer_list(request):
    """All proposals, or exactly what is shown as a file."""
    kit = kit_for(request.actor)
    rows = with_parts(offers_visible_to(request.actor))
    if answer := exported(request, rows, kit):
        return answer
    page = build(request, rows, kit)
    page.page.object_list = [shown.offer_shown(row, {}) for row in page.page.object_list]
    run = {"run": open_run(), "last": last_run(), "form": ButtonForm()}
    return render(request, "jobs/offers/list.html", {"shown": page, **run})


@require_safe
@consultants_only
def person(request, code):
    """What is proposed to one person, and why not the rest; the page says that this reading was logged."""
    candidate = find_candidate(code, request.actor)
    told = shown.person_shown(candidate, by=request.actor)
    return render(request, "jobs/offers/person.html", {**_beside(candidate, told.main), "shown": told})


def _beside(candidate, main):
    """What stands round a person's proposals: the state, and what the consultant may do next."""
    offer = main.offer if main else None
    return {
        "candidate": candidate,
        "candidate_url": shown.candidate_url(candidate),
        "weeks": shown.weeks_waited(candidate),
        "hours_now": shown.hours(candidate.hours) if candidate.hours else "",
        "asked_already": offer is not None and offer.state != OfferState.FOUND,
        "placement": Placement.objects.filter(offer=offer).first() if offer else None,
        "form": ButtonForm(),
        "read_at": timezone.now(),
    }


@require_safe
@consultants_only
def why_not(request, code, group):
    """The positions of one kind of reason, each with what is not met."""
    if group not in GROUP_NAMES:
        raise Http404
    candidate = find_candidate(code, request.actor)
    outlook = outlook_of(candidate, by=request.actor, purpose=shown.PROPOSAL)
    page = Paginator(shown.refused_of(outlook, group), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "candidate": candidate,
        "name": GROUP_NAMES[group],
        "rows": shown.why_not(page),
        "page": page,
        "read_at": timezone.now(),
    }
    return render(request, "jobs/offers/why_not.html", context)


@require_safe
@consultants_only
def without(request):
    """People for whom the last run found nothing, each with the smallest change that would open a position."""
    page = Paginator(without_option(), PER_PAGE).get_page(request.GET.get("page"))
    people = list(page)
    outlooks = outlooks_of(people, by=request.actor, purpose=shown.PROPOSAL)
    ids = [one.smallest["position"] for one in outlooks.values() if one.smallest]
    known = shown.positions_by_id(ids)
    rows = [
        {"candidate": one, "weeks": shown.weeks_waited(one), "nearest": shown.nearest_of(outlooks.get(one.pk), known)}
        for one in people
    ]
    context = {"rows": rows, "page": page, "last": last_run(), "read_at": timezone.now()}
    return render(request, "jobs/offers/without.html", context)


@require_safe
@consultants_only
def position(request, position_number):
    """Who fits one position, those who waited longest first and then by code; nobody is ranked by points."""
    row = get_object_or_404(positions_visible_to(request.actor).select_related("organisation"), number=position_number)
    context = {
        "position": row,
        "place": shown.place_of(row),
        "position_url": shown.url_of(POSITION, row),
        "fitting": fitting(row, by=request.actor),
        "form": ButtonForm(),
        "read_at": timezone.now(),
    }
    return render(request, "jobs/offers/position.html", context)


@require_safe
@signed_in
def offer(request, number):
    """One proposal: the consultant reads all of it, the workplace what the person said yes to."""
    require(request.actor.role in {Role.CONSULTANT, Role.FIRM})
    if request.actor.role is Role.FIRM:
        return _for_workplace(request, number)
    row = find_offer(number, request.actor)
    told = shown.offer_shown(row, basis_of([row], by=request.actor, purpose=shown.PROPOSAL))
    context = {
        **_beside(row.candidate, told),
        "one": told,
        "open": {transition.verb for transition in OFFER.open_to(request.actor, row, row.state)},
        "history": links.history(row),
    }
    return render(request, "jobs/offers/offer.html", context)


@require_safe
@consultants_only
def talk_sheet(request, number):
    """The proposal on paper, for a person without mail or telephone: nothing on it was told in confidence."""
    row = find_offer(number, request.actor)
    context = {
        "one": shown.offer_shown(row, {}),
        "candidate": row.candidate,
        "times": shown.times_of(row),
        "offered": [capfirst(name) for name in names_of(row.position.accommodations, accommodation_choices())],
    }
    return render(request, "jobs/offers/talk_sheet.html", context)


def _for_workplace(request, number):
    """What the person said yes to; of what was shown once and is over, that nothing waits any more."""
    if shown_once(request.actor, number):
        return render(request, "jobs/offers/closed.html", {"layout": "common/base.html"})
    row = find_offer(number, request.actor)
    return render(request, "jobs/offers/workplace.html", workplace_page(request, row, layout="common/base.html"))
