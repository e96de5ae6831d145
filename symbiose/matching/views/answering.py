"""A party answers and writes, signed in or by its personal link."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import require, signed_in
from symbiose.matching import actions, queries
from symbiose.matching.enums import Answer, ProposalState
from symbiose.matching.forms import AnswerForm, MessageForm
from symbiose.matching.models import Proposal
from symbiose.matching.permissions import is_party, may_write
from symbiose.matching.shown import show
from symbiose.matching.views.doors import REFUSALS, back, find_proposal, refused, settled
from symbiose.matching.views.exchanges import take_agreement
from symbiose.matching.views.proposals import adviser_page, party_page, table_file


@require_POST
@signed_in
@settled
def answer(request, number):
    """A party's own answer."""
    proposal = find_proposal(number, request.actor)
    require(is_party(request.actor, proposal))
    return take_answer(request, proposal, layout="common/base.html", url=back(proposal))


@require_POST
@signed_in
@settled
def write(request, number):
    """A message to the other parties, from a party or from the adviser who brought them together."""
    proposal = find_proposal(number, request.actor)
    require(may_write(request.actor, proposal))
    return take_message(request, proposal, layout="common/base.html", url=back(proposal))


def by_link(request, link):
    """The page behind a personal link: GET shows, POST acts."""
    proposal = queries.with_parts(Proposal.objects.filter(parties=link.subject_id)).first()
    if proposal is None or not is_party(request.actor, proposal):
        raise Http404
    layout = "common/narrow.html"
    if request.method == "POST" and "agree" in request.POST:
        return take_agreement(request, proposal, url="")
    try:
        if request.method == "POST" and "text" in request.POST:
            return take_message(request, proposal, layout=layout, url="")
        if request.method == "POST":
            return take_answer(request, proposal, layout=layout, url="")
    except REFUSALS as error:
        messages.error(request, refused(error))
        return HttpResponseRedirect(request.path)
    if request.GET.get("format") == "csv":
        return table_file(show(proposal, request.actor))
    return render(request, "matching/party.html", party_page(proposal, request.actor, layout=layout))


def take_answer(request, proposal, *, layout, url):
    """Keep a valid answer and say what happens next; otherwise the page with what is missing."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        page = party_page(proposal, request.actor, layout=layout, form=form)
        return render(request, "matching/party.html", page, status=422)
    given = form.cleaned_data
    party = next(row for row in proposal.parties.all() if row.organisation_id == request.actor.organisation_id)

    def act():
        kept = actions.answer(
            party,
            answer=given["answer"],
            by=request.actor,
            no_reasons=given["no_reasons"],
            comment=given["comment"],
        )
        messages.success(request, _next_after(kept))
        return url

    return HttpResponseRedirect(form.run_once(act) or request.path)  # a personal address is stored nowhere


def _next_after(party):
    state = Proposal.objects.values_list("state", flat=True).get(pk=party.proposal_id)
    if state == ProposalState.TALKING:
        return _("All have said yes. You can see each other's contact details and write to each other now.")
    return {
        Answer.YES: _("Thank you. You said yes. We write to you when the others have answered."),
        Answer.LATER: _("Thank you. We ask again in a month."),
        Answer.NO: _("Thank you for answering. We will not ask about this again. A no does not count against you."),
    }[Answer(party.answer)]


def take_message(request, proposal, *, layout, url):
    """Keep a message and tell the others; otherwise the page with what is missing."""
    form = MessageForm(request.POST)
    if form.is_valid():

        def act():
            actions.write(proposal, text=form.cleaned_data["text"], by=request.actor)
            messages.success(request, _("The message is sent. The others are told that something waits."))
            return url

        return HttpResponseRedirect(form.run_once(act) or request.path)
    if request.actor.is_adviser:
        page = adviser_page(proposal, request.actor) | {"message_form": form}
        return render(request, "matching/proposal.html", page, status=422)
    page = party_page(proposal, request.actor, layout=layout, message_form=form)
    return render(request, "matching/party.html", page, status=422)
