"""A placement as the workplace sees it, signed in or by a personal link: code, hours, talks, help, the first day. No conditions."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.jobs import words
from symbiose.jobs.enums import Voice
from symbiose.jobs.first_day import sheet_of
from symbiose.jobs.forms.placements import HelpForm
from symbiose.jobs.models import Placement
from symbiose.jobs.permissions import is_workplace
from symbiose.jobs.queries.placement_page import page_of
from symbiose.jobs.views.doors import consultants_only
from symbiose.jobs.views.placement_help import answer_photo, take_help, take_photo, take_sheet, voices_of
from symbiose.jobs.views.placements import WRONG, find_placement, to_page
from symbiose.notices.actions import give_link, send_link
from symbiose.notices.actions.personal_links import TooSoon
from symbiose.reference import placement_follow_up

SIGNED_IN, BY_LINK = "common/base.html", "common/narrow.html"
PURPOSE = "placement"
PHOTO_BUTTONS = {"show_photo", "remove"}
HELP_FIELDS = {"voice", "note"}


def firm_page(request, placement, *, layout=SIGNED_IN, help_form=None):
    """The page; the form of job is that of the position, as the workplace stated it itself.

    `help_form` is a call that was filled in wrongly.
    """
    shown = page_of(placement)
    context = {
        "placement": placement,
        "shown": shown,
        "sheet": sheet_of(placement),
        "layout": layout,
        "by_link": layout == BY_LINK,
        "job_form": words.form_name(placement.position.form),
        "help_form": (help_form or _help_form(request.actor)) if shown.is_open else None,
        "form": help_form,
        "open_help": [call for call in shown.open_calls if call.voice != "person"],
    }
    return render(request, "jobs/placement_firm.html", context, status=WRONG if help_form else 200)


def _help_form(actor):
    """Help is one press: the workplace itself asks, unless it says that its mentor does."""
    return HelpForm(voices=voices_of(actor), initial={"voice": Voice.EMPLOYER})


def by_link(request, link):
    """The page behind a personal link: GET shows, POST asks for help, saves the first-day sheet or its photo."""
    rows = Placement.objects.select_related("candidate__consultant", "position__organisation", "position__workplace")
    rows = rows.prefetch_related("curve", "pauses", "reviews", "help_calls")
    placement = rows.filter(pk=link.subject_id).first()
    if placement is None or not is_workplace(request.actor, placement.position):
        raise Http404
    if request.method == "POST" and HELP_FIELDS & request.POST.keys():
        return take_help(
            request, placement, "", again=lambda form: firm_page(request, placement, layout=BY_LINK, help_form=form)
        )
    if request.method == "POST" and PHOTO_BUTTONS & request.POST.keys():
        return take_photo(request, placement, url="")
    if "foto" in request.GET:
        return answer_photo(placement)
    if request.method == "POST" or "ark" in request.GET:
        return take_sheet(request, placement, url="", layout=BY_LINK)
    return firm_page(request, placement, layout=BY_LINK)


@require_POST
@consultants_only
def send(request, number):
    """Send the workplace its personal link; a letter names neither the person nor the work."""
    placement = find_placement(number, request.actor)
    organisation, today = placement.position.organisation, timezone.localdate()
    if not organisation.contact_email:
        messages.error(request, _("The workplace has no e-mail address here. Write one on its page first."))
        return to_page(placement)
    days = placement_follow_up(today)["help.link_days"].value
    link = give_link(
        PURPOSE,
        placement,
        organisation_id=organisation.pk,
        email=organisation.contact_email,
        valid_until=today + timedelta(days=days),
        by=request.actor,
    )
    try:
        send_link(link, by=request.actor)
    except TooSoon:
        messages.info(request, _("The link was sent a moment ago."))
        return redirect("placements:detail", number)
    messages.success(request, _("The link is on its way to the workplace. It opens this placement without an account."))
    return redirect("placements:detail", number)
