"""Recording an exchange that is known from elsewhere, and putting one right."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from symbiose.common.actions import Conflict
from symbiose.common.pages.access import advisers_only, require, signed_in
from symbiose.common.pages.forms import show_conflict
from symbiose.listings.forms.behalf import like
from symbiose.matching import actions
from symbiose.matching.actions.exchanges.telling import page_of
from symbiose.matching.dates import say_when, write_when
from symbiose.matching.forms.changing import ChangeForm, OwnChangeForm, first_values
from symbiose.matching.forms.declaring import Amount, DeclareForm, declared
from symbiose.matching.permissions import may_tell_of_exchange
from symbiose.matching.views.exchanges import find_exchange


@advisers_only
def add(request):
    """Who, what, how much, since when, and from where it is known."""
    form = declared(request.POST) if request.method == "POST" else DeclareForm(initial=_first(request))
    if form.is_valid():
        answer = _kept(request, form, lambda: actions.declare_exchange(by=request.actor, **form.values()))
        if answer:
            return answer
    return render(request, "matching/declare.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@advisers_only
def names(request):
    """Organisations whose name holds what is being written."""
    asked = request.GET.get("giver") or request.GET.get("receiver") or ""
    return render(request, "listings/parts/firms.html", {"firms": like(asked)})


def _first(request):
    """What the address says already, for example from an organisation's page."""
    return {name: request.GET[name][:200] for name in ("giver", "receiver", "title") if name in request.GET}


def _kept(request, form: Amount, act):
    """The answer once it is kept; None where a rule refuses it, which then stands at its field."""
    try:
        address = form.run_once(lambda: page_of(act()))
    except Conflict as conflict:
        _show_both(form, conflict)
    except actions.Refused as error:
        form.add_error(_field(form, error), error.sentence)
    else:
        messages.success(request, _("The exchange is saved."))
        return HttpResponseRedirect(address)
    return None


def _field(form, error):
    """The field at which a refusal stands; days that are known loosely have a field of their own name."""
    return next((name for name in (error.field, f"{error.field}_when") if name in form.fields), None)


def _show_both(form, conflict):
    """Both texts of every field that differs, also of the days."""
    theirs = conflict.args[0]
    show_conflict(form, conflict)
    for name in ("since", "until"):
        field = f"{name}_when"
        day, precision = getattr(theirs, name), getattr(theirs, f"{name}_precision")
        typed = form.data.get(form.add_prefix(field), "")
        if field in form.fields and typed != write_when(day, precision):
            form.conflict.append((form.fields[field].label, say_when(day, precision), typed))


@signed_in
def change(request, number):
    """Put right what is known; a party what they agreed, an adviser all of it."""
    exchange = find_exchange(number, request.actor)
    require(may_tell_of_exchange(request.actor, exchange))
    data, first = request.POST or None, first_values(exchange)
    if request.actor.is_adviser:
        form = ChangeForm(data, exchange=exchange, initial=first)
    else:
        form = OwnChangeForm(data, initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        more = {"old": form.old(), "never_held": given.get("never_held", [])} if request.actor.is_adviser else {}

        def act():
            return actions.change_exchange(
                exchange,
                by=request.actor,
                version=given["version"],
                reason=given.get("reason", ""),
                **form.values(),
                **more,
            )

        answer = _kept(request, form, act)
        if answer:
            return answer
    context = {"form": form, "exchange": exchange}
    return render(request, "matching/exchange_change.html", context, status=422 if form.errors else 200)
