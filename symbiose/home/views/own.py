"""The start page of those who are signed in, and the search over everything."""

from django.shortcuts import render
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.pages.access import signed_in
from symbiose.common.pages.forms import Form
from symbiose.common.search import expression
from symbiose.frontdesk.permissions import works_at_an_entrance
from symbiose.home.forms import SearchForm
from symbiose.home.queries import callers, everything
from symbiose.home.queries import today as queries
from symbiose.home.queries.day import side_of
from symbiose.notices.queries import unread

MOST_NOTICES = 10
PLAIN = {Role.CONSULTANT: "home/today_consultant.html", Role.LEADER: "home/today_leader.html"}


@signed_in
def today(request):
    """What needs me today? Without a membership, who can give one."""
    actor = request.actor
    shown = {
        "now": timezone.localtime(),
        "sections": queries.sections(actor),
        "notices": unread(actor)[:MOST_NOTICES],
        "memberships": queries.memberships(actor),
    }
    shown["first"] = shown["sections"][0].rows[0] if shown["sections"] else None
    if works_at_an_entrance(actor):
        shown |= {"side": side_of(actor), "count_form": Form()}
    if actor.role == Role.ADVISER:
        return render(request, "home/today_adviser.html", shown | _quiet(actor, shown["first"]))
    if actor.role == Role.ENTRANCE:
        return render(request, "home/today_entrance.html", shown)
    if actor.role == Role.FIRM:
        return render(request, "home/today_firm.html", shown | {"own": queries.own_shown(actor)[:5]})
    return render(request, PLAIN.get(actor.role, "home/today_nobody.html"), shown)


def _quiet(actor, first):
    """What to use the time for where nothing waits."""
    if first:
        return {}
    return {"next_expiry": queries.next_expiry(actor), "without_listing": queries.without_listing()}


def search(request):
    """Everything that the reader may see and the words find."""
    words = SearchForm(request.GET).words
    asked = expression(words)
    groups = everything.find(request.actor, words, asked) if asked else []
    also = everything.also_searched(request.actor, asked)
    total = sum(group.total for group in groups)
    firms = callers.by_number_or_person(request.actor, words)
    context = {"words": words, "groups": groups, "also": also, "firms": firms, "total": total + len(firms)}
    return render(request, "home/search.html", context)
