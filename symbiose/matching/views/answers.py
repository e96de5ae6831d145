"""An organisation's answers: how many of its proposals it has answered, row by row, and how many it wants at a time."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from symbiose.common.pages.access import require, signed_in
from symbiose.matching import actions, capacity
from symbiose.matching.forms import LimitForm
from symbiose.matching.permissions import may_limit
from symbiose.matching.shown import titled
from symbiose.organisations.models import Organisation

PER_PAGE = 25


def _organisation(request, organisation_id: int | None) -> Organisation:
    asked = organisation_id or request.actor.party_id
    if asked is None:
        raise Http404
    found = get_object_or_404(Organisation, pk=asked)
    require(may_limit(request.actor, found))
    return found


@require_safe
@signed_in
def answers(request, organisation_id=None):
    """The rate with the rows that it is counted from."""
    return _page(request, _organisation(request, organisation_id))


def _page(request, organisation: Organisation, form: LimitForm | None = None):
    rows = capacity.got(organisation.pk).prefetch_related("proposal__flows")
    if request.GET.get("missing"):
        rows = rows.filter(answer="")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "own": organisation.pk == request.actor.party_id,
        "rate": capacity.answer_rate(organisation.pk),
        "page": page,
        "rows": [(party, titled(party.proposal)) for party in page],
        "form": form or LimitForm(initial={"most": organisation.most_open}),
    }
    return render(request, "matching/answers.html", context, status=422 if form else 200)


@signed_in
@require_POST
def limit(request, organisation_id):
    """Say how many at a time."""
    organisation = _organisation(request, organisation_id)
    form = LimitForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation, form)

    def act() -> str:
        most = form.cleaned_data["most"]
        actions.limit_open(organisation, most=most, by=request.actor)
        said = _("There is no limit now.")
        if most:
            said = ngettext(
                "At most %(most)s unanswered proposal at a time.",
                "At most %(most)s unanswered proposals at a time.",
                most,
            ) % {"most": most}
        messages.success(request, said)
        return reverse("matching:answers", args=[organisation.pk])

    return HttpResponseRedirect(form.run_once(act))
