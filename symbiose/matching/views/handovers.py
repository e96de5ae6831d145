"""A handover's page, what is told on it, and the table of an exchange's handovers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from symbiose.common import links
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import row_number
from symbiose.common.pages.lists import csv_answer, xlsx_answer
from symbiose.common.states import NotAllowed
from symbiose.ledger.enums import PartyRole
from symbiose.matching import actions
from symbiose.matching.actions.handing.letters import OTHER, page_of
from symbiose.matching.enums import ExchangeState, HandoverState
from symbiose.matching.exchanges.changed import amount, values_of
from symbiose.matching.forms import EmptyForm
from symbiose.matching.forms.handovers import BehalfTellForm, PicturesForm, TellForm
from symbiose.matching.handing import rows
from symbiose.matching.handing.periods import first_ask
from symbiose.matching.handing.table import kit_of
from symbiose.matching.models import Exchange, Handover, HandoverReport
from symbiose.matching.permissions import (
    may_ask,
    may_see_exchange,
    may_tell_of_exchange,
    may_tell_side,
    side_of,
)

SIGNED_IN, BY_LINK = "common/base.html", "common/narrow.html"


def find_handover(handover_id, actor):
    """The handover with its exchange, parties, reports and pictures; 404 for those who may not know of it."""
    found = rows.with_parts(Handover.objects.filter(pk=handover_id))
    times = ("exchange__pauses", "exchange__former_terms")
    handover = found.select_related("exchange__giver", "exchange__receiver").prefetch_related(*times).first()
    if handover is None or not may_see_exchange(actor, handover.exchange):
        raise Http404
    return handover


def find_exchange(number, actor):
    """The exchange with its parties; 404 for those who may not know that it exists."""
    found = Exchange.objects.filter(number=number).select_related("giver", "receiver").first()
    if found is None or not may_see_exchange(actor, found):
        raise Http404
    return found


def part_of(exchange, actor, *, year=None):
    """What the page of an exchange shows of its handovers."""
    by_link = actor.link_id is not None
    return {
        "handed": rows.handed(exchange, actor, year=row_number(year or "")),
        "handover_links": not by_link,
        "may_tell_handover": may_tell_of_exchange(actor, exchange) and not by_link,
        "asking": asking_of(exchange) if may_tell_of_exchange(actor, exchange) else "",
        "handover_button": EmptyForm(),
    }


def asking_of(exchange):
    """How it stands with asking both sides: `next` on a day, `paused` until it goes on, `off`; empty where nobody could be asked."""
    if exchange.state == ExchangeState.ENDED:
        return ""
    if not exchange.asking:
        return "off"
    if exchange.state == ExchangeState.PAUSED:
        return "paused"
    if exchange.ask_on:
        return "next"
    return "off" if first_ask(exchange, on=timezone.localdate()) else ""


def page(handover, actor, *, layout=SIGNED_IN, form=None, pictures=None):
    """All that a handover's page needs; an adviser reads both sides, a side reads both and tells its own."""
    own = side_of(actor, handover.exchange)
    shown = rows.shown(handover, handover.exchange)
    silent = [handover.exchange.party(side) for side in PartyRole if side not in shown.reports]
    return {
        "handover": handover,
        "exchange": handover.exchange,
        "agreed": amount(values_of(handover.exchange)) if handover.exchange.quantity is not None else "",
        "shown": shown,
        "sides": [(side, handover.exchange.party(side), shown.reports.get(side)) for side in PartyRole],
        "own": own,
        "mine": shown.reports.get(own),
        "theirs": shown.reports.get(OTHER.get(own, "")),
        "layout": layout,
        "by_link": layout == BY_LINK,
        "form": form or (tell_form(handover, own, None) if own else None),
        "pictures": pictures or PicturesForm(),
        "may_ask": may_ask(actor) and bool(silent) and not shown.pause,
        "silent": silent[0] if len(silent) == 1 else None,
        "history": links.history(handover) if actor.is_adviser else [],
        "button": EmptyForm(),
    }


def tell_form(handover, side, data, *, kind=TellForm):
    """The form for one side's figure, with what was said before."""
    reports = rows.by_side(handover.reports.all())
    return kind(data, handover=handover, mine=reports.get(side), theirs=reports.get(OTHER[side]))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def handover(request, handover_id):
    """What both sides said, and the form for one's own side."""
    found = find_handover(handover_id, request.actor)
    if request.method != "POST":
        return render(request, "matching/handover.html", page(found, request.actor))
    own = side_of(request.actor, found.exchange)
    require(bool(own))
    return take_told(request, found, own, layout=SIGNED_IN, url=page_of(found))


def take_told(request, found, side, *, layout, url):
    """Keep what one's own side tells; otherwise the page with the one thing that is wrong, and all that was typed."""
    form = tell_form(found, side, request.POST)
    answer = told(request, form, url, lambda given: actions.tell_handover(found, side=side, **given))
    if answer:
        return answer
    fresh = find_handover(found.pk, request.actor)
    return render(request, "matching/handover.html", page(fresh, request.actor, layout=layout, form=form), status=422)


def told(request, form, url, verb):
    """The answer to what was told, or None where the form or a rule refuses it; `verb` takes what was given.

    `url` is where it leads, None for the handover's own page, empty for the personal address at hand.
    """
    if not form.is_valid():
        return None

    def act():
        kept = verb(_given(form, request.actor))
        messages.success(request, _thanks(kept))
        return page_of(kept.handover) if url is None else url

    try:
        return HttpResponseRedirect(form.run_once(act) or request.path)  # a personal address is stored nowhere
    except actions.AnsweredMeanwhile as meanwhile:
        form.add_error(None, _meanwhile(meanwhile.args[0]))
        form.take_up(meanwhile.args[0])
    except actions.HandoverRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    return None


def _given(form, actor):
    given = form.cleaned_data
    return {
        "said": form.said,
        "by": actor,
        "comment": given["comment"],
        "consent": given.get("consent", ""),
        "seen": given.get("seen") or 0,
        **({"on": given["when"]} if given.get("when") else {}),
    }


def _thanks(report):
    state = Handover.objects.values_list("state", flat=True).get(pk=report.handover_id)
    both = HandoverReport.objects.filter(handover=report.handover_id)
    if state == HandoverState.CONFIRMED and both.filter(quantity=None).exists():
        return _("Thank you. You both say that it was handed over.")
    return {
        HandoverState.REPORTED: _("Thank you. We ask the other side whether they say the same."),
        HandoverState.CONFIRMED: _("Thank you. You both say the same."),
        HandoverState.DIFFERS: _("Thank you. The two sides say different things. Both figures are shown."),
        HandoverState.NOTHING: _("Thank you. It is noted that nothing was handed over this time."),
    }[HandoverState(state)]


def _meanwhile(report):
    """Somebody else of the same side has answered since the page was opened."""
    return _(
        "In the meantime %(name)s answered: %(said)s. What you wrote stands below; send it once more to put that right."
    ) % {"name": report.said_by, "said": rows.said(report)}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tell_for(request, handover_id, side):
    """An adviser tells on behalf of one side, with how it agreed."""
    found = find_handover(handover_id, request.actor)
    require(request.actor.is_adviser and may_tell_side(request.actor, found.exchange, side))
    form = tell_form(found, side, request.POST if request.method == "POST" else None, kind=BehalfTellForm)
    if request.method == "POST":
        answer = told(request, form, page_of(found), lambda given: actions.tell_handover(found, side=side, **given))
        if answer:
            return answer
    context = page(found, request.actor, form=form) | {"side": side, "party": found.exchange.party(side)}
    return render(request, "matching/handover_for.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def ask(request, handover_id):
    """Send the question once more."""
    found = find_handover(handover_id, request.actor)
    require(may_ask(request.actor))
    form = EmptyForm(request.POST)
    form.is_valid()

    def act():
        asked = actions.ask_once_more(found, by=request.actor)
        both = _("Both sides are asked again. Call those whose mail address we do not know.")
        one = _("The other side is asked again. Call if we do not know its mail address.")
        messages.success(request, both if asked.state == HandoverState.ASKED else one)
        return page_of(found)

    try:
        return HttpResponseRedirect(form.run_once(act))
    except NotAllowed:
        messages.error(request, _("It is answered already. Here is how it stands."))
        return redirect(page_of(found))


@require_POST
@signed_in
def asking(request, number, verb):
    """Ask both sides from now on, or no more."""
    exchange = find_exchange(number, request.actor)
    require(may_tell_of_exchange(request.actor, exchange))
    set_asking(request, exchange, verb)
    return redirect("exchanges:detail", number)


def set_asking(request, exchange, verb):
    """Start or stop the asking, and say what follows."""
    act, said = {
        "start": (actions.start_asking, _("Both sides are asked from now on.")),
        "stop": (actions.stop_asking, _("Nobody is asked any more. You can still tell of handovers here.")),
    }[verb]
    try:
        now = act(exchange, by=request.actor)
    except NotAllowed:
        messages.error(request, _("Nobody is asked about an exchange that has ended."))
    else:
        waits = verb == "start" and now.state == ExchangeState.PAUSED
        messages.success(request, _("Both sides are asked once it goes on.") if waits else said)


@require_safe
@signed_in
def table(request, number):
    """All handovers of an exchange as a file: CSV, or a workbook where the address asks for one."""
    exchange = find_exchange(number, request.actor)
    write = xlsx_answer if request.GET.get("format") == "xlsx" else csv_answer
    return write(rows.with_parts(exchange.handovers.order_by("-starts_on", "-pk")), kit_of(exchange))
