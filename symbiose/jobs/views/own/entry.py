"""In by the code of a slip, the start page, and out again."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from symbiose.jobs.actions.slips import note_use
from symbiose.jobs.forms.own import EnterForm
from symbiose.jobs.limits import limit
from symbiose.jobs.own_tiles import own_tiles
from symbiose.jobs.queries.slips import slip_of_code
from symbiose.jobs.slips import beginning
from symbiose.jobs.views.doors import SLIP, person_of, person_only, sent
from symbiose.people.limits import minutes_to_wait

TOO_MANY, NOT_RIGHT = 429, 422
EVERYBODY = "everybody"  # what all wrong codes together are counted under
SECONDS = 60


@never_cache
def enter(request):
    """Write the code of the slip. What is wrong with a code that does not open is told to nobody."""
    if request.method == "GET" and person_of(request):
        return redirect("own:home")
    form, status = EnterForm(sent(request)), 200
    if request.method == "POST":
        if minutes := to_wait(request):
            said = ngettext(
                "Too many codes were wrong. Wait %(minutes)s minute. Or call us.",
                "Too many codes were wrong. Wait %(minutes)s minutes. Or call us.",
                minutes,
            )
            form.add_error(None, said % {"minutes": minutes})
            status = TOO_MANY
        elif form.is_valid() and (slip := slip_of_code(form.cleaned_data["code"], on=timezone.localdate())):
            return let_in(request, slip)
        else:
            count_wrong(request)
            if form.is_valid():
                form.add_error("code", _("This code does not open. Look at your slip again."))
            status = NOT_RIGHT
    return render(request, "jobs/own/enter.html", {"form": form}, status=status)


def limits_of(request):
    """What a wrong code is counted under: its connection and all together, and how it begins."""
    return {"slip_code": EVERYBODY, "slip_prefix": beginning(request.POST.get("code", ""))}


def to_wait(request):
    """Whole minutes until one more code may be tried; 0 where it may be tried now."""
    reached = [
        minutes_to_wait(request, key, action=action)
        for action, key in limits_of(request).items()
        if not consume(request, action=action, key=key, dry_run=True)
    ]
    return max(reached, default=0)


def count_wrong(request):
    """Count the code as wrong under each of its limits."""
    for action, key in limits_of(request).items():
        consume(request, action=action, key=key)


def let_in(request, slip):
    """A visit of its own: whoever was signed in on this machine is signed out, so that the two are never mixed."""
    logout(request)
    request.session[SLIP] = slip.pk
    request.session.set_expiry(SECONDS * limit("session.minutes", timezone.localdate()))
    note_use(slip)
    return redirect("own:home")


@person_only
def home(request):
    """What waits for the person, and what else can be opened."""
    tiles = own_tiles(request.actor, request.candidate)
    return render(request, "jobs/own/home.html", {"tiles": tiles, "waits": any(tile.waits for tile in tiles)})


@require_POST
def leave(request):
    """Done: the code is needed again, and the browser forgets what it showed. Whoever is signed in stays so."""
    if SLIP not in request.session:
        return redirect("own:enter")
    logout(request)
    messages.success(request, _("You are out. Thank you."))
    answer = redirect("own:enter")
    answer["Clear-Site-Data"] = '"cache"'
    return answer
