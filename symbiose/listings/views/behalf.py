"""A listing by telephone: one page from the call to the market place, and the names that turn up while one writes."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from symbiose.common.pages.access import advisers_only
from symbiose.listings import actions
from symbiose.listings.forms.behalf import PhoneForm, like


@advisers_only
def phone(request):
    """Who, what and how they agreed, on one page."""
    form = PhoneForm(request.POST) if request.method == "POST" else PhoneForm(initial=_first(request))
    if request.method == "POST" and form.is_valid():
        return redirect(form.run_once(lambda: _taken_down(request, form)))
    return render(request, "listings/phone.html", {"form": form})


def _first(request) -> dict[str, str]:
    """What the address says already, for example from a search that found nothing."""
    return {name: request.GET[name][:200] for name in ("firm", "text") if name in request.GET}


def _taken_down(request, form: PhoneForm) -> str:
    made = actions.take_down(form.known, by=request.actor, items=form.items(), consent=form.consent, new=form.new())
    said = ngettext(
        "The listing can be seen now, on behalf of %(name)s.",
        "%(count)s listings can be seen now, on behalf of %(name)s.",
        len(made),
    ) % {"count": len(made), "name": made[0].organisation.name}
    again = _("Look through how it was read.")
    messages.success(request, f"{said} {again}")
    return reverse("listings:detail", args=[made[0].pk]) if len(made) == 1 else reverse("listings:own")


@require_safe
@advisers_only
def firms(request):
    """Names for the field in which one writes."""
    return render(request, "listings/parts/firms.html", {"firms": like(request.GET.get("firm", ""))})
