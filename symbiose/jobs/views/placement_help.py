"""Help wanted, the first-day sheet with its photo, and what is left each month, as consultants and firms open them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from symbiose.common.actions import Conflict
from symbiose.common.actor import Role
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import show_conflict
from symbiose.common.states import NotAllowed
from symbiose.files.queries import photo_answer
from symbiose.jobs.actions import first_day as sheets
from symbiose.jobs.actions.helping import call_for_help, settle_call, take_call
from symbiose.jobs.enums import Voice
from symbiose.jobs.first_day import sheet_of
from symbiose.jobs.forms.placements import ButtonForm, FirstDayForm, HelpForm, PhotoForm, SettleForm
from symbiose.jobs.views.doors import consultants_only
from symbiose.jobs.views.placements import WRONG, act, address_of, find_placement, press

METHODS = ("GET", "HEAD", "POST")
SHEET = ("at", "who_meets", "where", "way", "work", "break_at", "bring")


def voices_of(actor):
    """Whom somebody may speak for."""
    return tuple(Voice) if actor.role is Role.CONSULTANT else (Voice.MENTOR, Voice.EMPLOYER)


def take_help(request, placement, url, *, again):
    """Keep the call and say what happens next; pressed twice, it is one call. `again` is the page with what is wrong."""
    form = HelpForm(request.POST, voices=voices_of(request.actor))
    if not form.is_valid():
        return again(form)

    def run():
        told = form.cleaned_data
        call_for_help(placement, voice=told["voice"], note=told["note"], by=request.actor)
        messages.success(request, _said_of(request.actor))
        return url

    try:
        return HttpResponseRedirect(form.run_once(run) or request.path)  # a personal address is stored nowhere
    except NotAllowed:
        messages.error(request, _("The placement has ended. Call us instead."))
        return HttpResponseRedirect(url or request.path)


def _said_of(actor):
    """What happens next: whoever calls is told who has it, and a consultant who writes it down, where it stands."""
    if actor.role is Role.CONSULTANT:
        return _("It is written down and stands at the top, until somebody has dealt with it.")
    return _("The job consultant has it now, and gets back today or on the next working day.")


@require_POST
@consultants_only
def calls(request, number):
    """A consultant takes a call, or says that it is settled."""
    placement, by = find_placement(number, request.actor), request.actor
    if "take" in request.POST:
        return press(request, placement, take_call, row="call", done=_("You have taken it."), part="hjaelp")
    form = SettleForm(request.POST)

    def settle(told):
        settle_call(placement, call=told["row"], settlement=told["settlement"], by=by)

    return act(request, placement, form, settle, name="settle_form", done=_("It is settled."), part="hjaelp")


@require_http_methods(METHODS)
@signed_in
def first_day(request, number):
    """Fill in the sheet: the workplace, or a consultant for it."""
    placement = find_placement(number, request.actor)
    require(sheets.may_write_first_day(request.actor, placement))
    return take_sheet(request, placement, url=address_of(placement))


def take_sheet(request, placement, *, url, layout="common/base.html"):
    """Keep the sheet, or show it with what is missing; two who write at once see both texts."""
    known = getattr(placement, "first_day", None)
    initial = {name: getattr(known, name) for name in SHEET} if known else {}
    form = FirstDayForm(
        request.POST if request.method == "POST" else None,
        initial={**initial, "version": known.version if known else 0},
    )
    if request.method == "POST" and form.is_valid():

        def run():
            told = {name: form.cleaned_data[name] for name in SHEET}
            sheets.write_first_day(placement, by=request.actor, version=form.cleaned_data["version"], **told)
            messages.success(request, _("The first-day sheet is saved. The person can see it now."))
            return url

        try:
            return HttpResponseRedirect(form.run_once(run) or request.path)
        except Conflict as conflict:
            show_conflict(form, conflict)
    context = {
        "placement": placement,
        "form": form,
        "photo_form": PhotoForm(),
        "button": ButtonForm(),
        "sheet": known,
        "layout": layout,
    }
    return render(request, "jobs/first_day_form.html", context, status=WRONG if form.errors else 200)


@require_POST
@signed_in
def photo_change(request, number):
    """Show a photo on the sheet, or take it away and erase it."""
    placement = find_placement(number, request.actor)
    return take_photo(request, placement, url=address_of(placement))


def take_photo(request, placement, *, url):
    """The photo that was sent, or none any more, and back to `url`; "" is the address of a personal link itself.

    A photo that cannot be shown leads back to the sheet's form, where another is chosen.
    """
    require(sheets.may_write_first_day(request.actor, placement))
    back = url or request.path
    again = reverse("placements:first_day", args=[placement.number]) if url else f"{request.path}?ark=1"
    if "remove" in request.POST:
        sheets.take_photo_away(placement, by=request.actor)
        messages.success(request, _("The photo is removed and its file erased."))
        return HttpResponseRedirect(back)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():

        def run():
            sheets.show_photo(placement, file=form.cleaned_data["photo"], by=request.actor)
            messages.success(request, _("The photo is on the sheet."))
            return url

        try:
            return HttpResponseRedirect(form.run_once(run) or back)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(again)
    messages.error(request, _("Choose a photo, and say that those in it have said yes."))
    return HttpResponseRedirect(again)


@require_safe
@signed_in
def photo(request, number):
    """The photo of the sheet, for those who may see the placement."""
    return answer_photo(find_placement(number, request.actor))


def answer_photo(placement):
    """The photo of a placement's sheet; 404 where there is none."""
    sheet = getattr(placement, "first_day", None)
    if sheet is None or sheet.photo is None:
        raise Http404
    return photo_answer(sheet.photo)


@require_safe
@signed_in
def print_first_day(request, number):
    """The sheet in large plain text, to be handed to the person."""
    placement = find_placement(number, request.actor)
    context = {"placement": placement, "sheet": sheet_of(placement)}
    return render(request, "jobs/first_day_print.html", context)
