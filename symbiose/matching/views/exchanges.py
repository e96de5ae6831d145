"""An exchange's page, and what is told of it there, signed in or by personal link."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from symbiose.common import links
from symbiose.common.pages.access import require, signed_in
from symbiose.common.states import NotAllowed
from symbiose.matching import actions, exchanges
from symbiose.matching.actions.exchanges.telling import page_of
from symbiose.matching.exchanges.history import history
from symbiose.matching.forms import EmptyForm
from symbiose.matching.forms.exchanges import TOLD, AgreeForm
from symbiose.matching.handing.rates import held_since, say_former
from symbiose.matching.models import Exchange
from symbiose.matching.permissions import is_party, is_side, may_agree, may_see_exchange, may_tell_of_exchange
from symbiose.matching.shown.exchanges import show_exchange
from symbiose.matching.states import EXCHANGE
from symbiose.matching.views.doors import back, find_proposal, refused
from symbiose.matching.views.handovers import part_of, set_asking
from symbiose.matching.views.pausing import PUT_RIGHT, pause_forms, put_right, told_pause

AGREE = "agree"
SIGNED_IN, BY_LINK = "common/base.html", "common/narrow.html"
ACTS = {
    "begin": lambda row, given, by: actions.begin_exchange(row, by=by, on=given["on"]),
    "pause": lambda row, given, by: actions.pause_exchange(row, by=by, on=given["on"], reason=given["reason"]),
    "resume": lambda row, given, by: actions.resume_exchange(row, by=by, on=given["on"]),
    "end": lambda row, given, by: actions.end_exchange(
        row, by=by, why=given["reason"], note=given["note"], on=given["on"]
    ),
    "reopen": lambda row, given, by: actions.reopen_exchange(row, by=by, reason=given["reason"]),
}
DONE = {
    "begin": gettext_lazy("Thank you. The exchange runs from now on."),
    "pause": gettext_lazy("The exchange is paused. Tell here when it goes on."),
    "resume": gettext_lazy("The exchange goes on."),
    "end": gettext_lazy("The exchange has ended. Everything that was told of it stays."),
    "reopen": gettext_lazy("The exchange is taken up again."),
}


def find_exchange(number, actor):
    """The exchange with its parties; 404 for those who may not know that it exists."""
    exchange = exchanges.with_parties(Exchange.objects.filter(number=number)).select_related("proposal").first()
    if exchange is None or not may_see_exchange(actor, exchange):
        raise Http404
    return exchange


@require_safe
@signed_in
def detail(request, number):
    """What it is and its state, what to do next, the facts, the handovers, the history, the chain."""
    exchange = find_exchange(number, request.actor)
    page = exchange_page(exchange, request.actor, year=request.GET.get("aar"))
    return render(request, "matching/exchange.html", page)


def exchange_page(exchange, actor, *, layout=SIGNED_IN, form=None, year=None):
    """All that the page of an exchange needs; `form` is one that was filled in wrongly, `year` that of the handovers."""
    open_verbs = [row.verb for row in EXCHANGE.open_to(actor, exchange, exchange.state)]
    verbs = ["reopen" if verb == "agree_again" else verb for verb in open_verbs]
    tell = {verb: TOLD[verb](exchange=exchange, verb=verb) for verb in verbs if verb in TOLD}
    if form is not None and form.prefix in tell:
        tell[form.prefix] = form
    by_link = layout == BY_LINK
    handed = part_of(exchange, actor, year=year)  # reads its former terms along
    return {
        "exchange": exchange,
        "shown": show_exchange(exchange, actor),
        "layout": layout,
        "by_link": by_link,
        "tell": tell,
        "form": form,
        "may_change": not by_link and may_tell_of_exchange(actor, exchange),
        "chain": [] if by_link else links.chain(exchange, actor),
        "history": history(exchange, actor),
        "pauses": pause_forms(exchange, actor, form),
        "former": [say_former(terms) for terms in exchange.former_terms.all()],
        "price_since": held_since(exchange, "price"),
        "weight_since": held_since(exchange, "kg_per_unit"),
        **handed,
    }


@require_POST
@signed_in
def agree(request, number):
    """A party, or an adviser for both, says that what was proposed is agreed."""
    proposal = find_proposal(number, request.actor)
    require(may_agree(request.actor, proposal))
    return take_agreement(request, proposal, url=back(proposal))


def take_agreement(request, proposal, *, url):
    """Make the exchanges of a proposal and go to the first of them; by a personal link, back to the same page."""
    own = is_party(request.actor, proposal)
    form = EmptyForm(request.POST) if own else AgreeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write how they agreed. It is shown beside the exchange."))
        return HttpResponseRedirect(f"{url}#{AGREE}")

    def act():
        made = actions.agree_exchanges(proposal, by=request.actor, consent=form.cleaned_data.get("consent", ""))
        messages.success(request, _("It is agreed. Tell when it begins; the other party has been told."))
        return page_of(made[0]) if url else ""

    try:
        return HttpResponseRedirect(form.run_once(act) or request.path)
    except (NotAllowed, actions.Stopped, actions.Refused) as error:
        messages.error(request, error.sentence if isinstance(error, actions.Refused) else refused(error))
        return HttpResponseRedirect(url or request.path)


@require_POST
@signed_in
def tell(request, number):
    """What somebody tells of the exchange."""
    exchange = find_exchange(number, request.actor)
    require(may_tell_of_exchange(request.actor, exchange))
    return take_told(request, exchange, layout=SIGNED_IN, url=page_of(exchange))


def by_link(request, link):
    """The page behind a personal link: GET shows, POST acts."""
    exchange = exchanges.with_parties(Exchange.objects.filter(pk=link.subject_id)).first()
    if exchange is None or not is_side(request.actor, exchange):
        raise Http404
    if request.method == "POST" and request.POST.get("asking") in {"start", "stop"}:
        set_asking(request, exchange, request.POST["asking"])
        return HttpResponseRedirect(request.path)
    if request.method == "POST":
        return take_told(request, exchange, layout=BY_LINK, url="")
    return render(request, "matching/exchange.html", exchange_page(exchange, request.actor, layout=BY_LINK))


def take_told(request, exchange, *, layout, url):
    """Keep what was told and say what follows; otherwise the page with what is missing."""
    verb = request.POST.get("verb", "")
    if verb in PUT_RIGHT:
        form = told_pause(request, exchange)
        done = form is None or put_right(request, exchange, form)
        return HttpResponseRedirect(url or request.path) if done else _page(request, exchange, layout, form)
    if verb not in TOLD:
        return HttpResponseRedirect(url or request.path)
    form = TOLD[verb](request.POST, exchange=exchange, verb=verb)
    if form.is_valid():
        answer = _told(request, exchange, form, url)
        if answer:
            return answer
    return _page(request, exchange, layout, form)


def _page(request, exchange, layout, form):
    """The page with what is missing in a form."""
    page = exchange_page(exchange, request.actor, layout=layout, form=form)
    return render(request, "matching/exchange.html", page, status=422)


def _told(request, exchange, form, url):
    """The answer to what was told, or None where a rule refuses it at its field."""

    def act():
        ACTS[form.prefix](exchange, form.cleaned_data, request.actor)
        messages.success(request, DONE[form.prefix])
        return url

    try:
        return HttpResponseRedirect(form.run_once(act) or request.path)  # a personal address is stored nowhere
    except NotAllowed:
        messages.error(request, refused(NotAllowed(form.prefix)))
        return HttpResponseRedirect(url or request.path)
    except actions.Refused as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
        return None
