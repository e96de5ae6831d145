"""What an adviser does with a proposal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from symbiose.common.pages.access import require, signed_in
from symbiose.matching import actions
from symbiose.matching.forms import BehalfForm, EmptyForm, ReasonForm
from symbiose.matching.permissions import may_answer_for, may_decide
from symbiose.matching.shown import show
from symbiose.matching.views.doors import back, find_proposal, settled


def _button(request, number, verb, done):
    """A verb behind a single button: once per form, then back with what happened."""
    proposal = find_proposal(number, request.actor)
    require(may_decide(request.actor, proposal))
    form = EmptyForm(request.POST)
    form.is_valid()

    def act():
        verb(proposal, by=request.actor)
        messages.success(request, done)
        return back(proposal)

    return HttpResponseRedirect(form.run_once(act))


@require_POST
@signed_in
@settled
def send(request, number):
    """Ask the parties."""
    done = _("The proposal is sent. The parties get a personal link where we know an address; call the others.")
    return _button(request, number, actions.send, done)


@require_POST
@signed_in
@settled
def remind(request, number):
    """Ask those again who have not answered."""
    return _button(request, number, actions.remind, _("Those who have not answered are asked again."))


@require_POST
@signed_in
@settled
def take_up(request, number):
    """Bring back what was set aside."""
    return _button(request, number, actions.take_up, _("The proposal is taken up again. It can be sent now."))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@settled
def set_aside(request, number):
    """Set aside with a reason."""
    proposal = find_proposal(number, request.actor)
    require(may_decide(request.actor, proposal))
    form = ReasonForm(request.POST or None)
    if form.is_valid():

        def act():
            actions.set_aside(proposal, reason=form.cleaned_data["reason"], by=request.actor)
            messages.success(request, _("The proposal is set aside. You can take it up again."))
            return back(proposal)

        return HttpResponseRedirect(form.run_once(act))
    context = {"form": form, "shown": show(proposal, request.actor), "proposal": proposal}
    return render(request, "matching/set_aside.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@settled
def answer_for(request, number, party_id):
    """Answer on behalf of a party, with how it agreed."""
    proposal = find_proposal(number, request.actor)
    party = get_object_or_404(proposal.parties.select_related("organisation"), pk=party_id)
    require(request.actor.is_adviser and may_answer_for(request.actor, party))
    form = BehalfForm(request.POST) if request.method == "POST" else BehalfForm.of(party)
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(form.run_once(lambda: _answered(request, proposal, party, form.cleaned_data)))
    context = {"form": form, "shown": show(proposal, request.actor), "proposal": proposal, "party": party}
    return render(request, "matching/answer_for.html", context)


def _answered(request, proposal, party, given):
    actions.answer(
        party,
        answer=given["answer"],
        by=request.actor,
        no_reasons=given["no_reasons"],
        comment=given["comment"],
        consent=given["consent"],
    )
    messages.success(request, _("The answer of %(name)s is kept.") % {"name": party.organisation.name})
    return back(proposal)
