"""Write to the entrance without an account, the page that follows, and a link that is sent again."""

from __future__ import annotations

import time

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from symbiose.common import municipality
from symbiose.common.actor import Role
from symbiose.frontdesk import actions
from symbiose.frontdesk.enums import Channel
from symbiose.frontdesk.forms.public import SendAgainForm, WriteForm
from symbiose.frontdesk.forms.topics import DoorForm
from symbiose.frontdesk.models import Enquiry
from symbiose.frontdesk.routing import NobodyAtEntrance
from symbiose.notices import links
from symbiose.organisations.models import Organisation
from symbiose.people.models import User

TOO_MANY = 429
EVERYBODY = "everybody"  # what all that is sent is counted under
SHOWN_FOR = 1800  # seconds that the page after sending shows the link, also to the next one at a shared computer


@never_cache
def write(request):
    """The public form; a door of the front page has chosen the topic."""
    topic = DoorForm(request.GET).topic
    form = WriteForm(request.POST or None, request.FILES or None, initial=first_values(request, topic))
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.trapped:
            request.session.pop("wrote", None)
            return redirect("writing:sent")
        if form.led_to() or consume(request, action="write_to_us", key=EVERYBODY):
            return sent_once(request, form) or render(request, "frontdesk/write.html", shown(form, topic))
        form.add_error(None, _("Many have written from your connection in the last hour. Try again later, or call us."))
        status = TOO_MANY
    return render(request, "frontdesk/write.html", shown(form, topic), status=status)


def shown(form, topic):
    """What the page says beside the form: the door's words, what else can be done, and when an answer comes."""
    chosen = form.data.get("topic", topic) if form.is_bound else topic
    return {
        "form": form,
        "door": municipality.items("door").filter(data__action=topic).first() if topic else None,
        "topic": chosen,
        "promise": next((row for row in municipality.items("setting") if row.data["key"] == "response_days"), None),
        "contact": municipality.main_contact(),
        "lost_files": form.is_bound and bool(form.files),
    }


def own_firm(actor):
    """The organisation that somebody who is signed in acts for."""
    firm = actor.role is Role.FIRM and actor.membership_id is not None and actor.organisation_id
    return Organisation.objects.filter(pk=actor.organisation_id).first() if firm else None


def first_values(request, topic):
    """The topic, and for those who are signed in who they are."""
    values = {"topic": topic or "other"}
    if request.user.is_authenticated:
        person = User.objects.get(pk=request.user.pk)
        firm = own_firm(request.actor)
        values |= {"name": person.name, "email": person.email, "organisation_text": firm.name if firm else ""}
    return values


def sent_once(request, form):
    """Keep it once, and go on to the page that says what happens now; None where nobody can receive it."""

    def act():
        enquiry = actions.write_to_us(by=request.actor, channel=Channel.FORM, **form.asked(own_firm(request.actor)))
        actions.give_receipt(enquiry, by=request.actor)
        language = (translation.get_language() or "da")[:2]
        on_its_way = actions.send_receipt(enquiry, by=request.actor, language=language)
        request.session["wrote"] = [enquiry.pk, int(time.time()), on_its_way]
        return reverse("writing:sent")

    try:
        return HttpResponseRedirect(form.run_once(act))
    except NobodyAtEntrance:
        form.add_error(None, _("Nobody is here to receive it today. Keep what you wrote, and call us."))
        return None


@never_cache
def sent(request):
    """What happens now; with number and link for the one who has just written."""
    pk, at, on_its_way = [*request.session.get("wrote", [None, 0]), True][:3]
    enquiry = Enquiry.objects.filter(pk=pk).first() if time.time() - at < SHOWN_FOR else None
    link = actions.link_of(enquiry) if enquiry else None
    context = {"enquiry": enquiry, "address": links.address(link) if link else "", "link": link}
    context["on_its_way"] = on_its_way
    return render(request, "frontdesk/sent.html", context)


@never_cache
def again(request):
    """Have the link sent again; whatever is known here of the address, the answer is the same."""
    form = SendAgainForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.trapped or consume(request, action="receipt_again"):
            return sent_again(request, form)
        form.add_error(None, _("Many have asked from your connection in the last hour. Try again later, or call us."))
        status = TOO_MANY
    return render(request, "frontdesk/again.html", {"form": form}, status=status)


def sent_again(request, form):
    """The one sentence, for every address."""

    def act():
        if not form.trapped:
            given = form.cleaned_data
            actions.send_receipts_again(email=given["email"], number=given["number"], by=request.actor)
        return reverse("writing:again")

    went_to = form.run_once(act)
    messages.success(
        request, _("If somebody wrote to us from that address, a letter with the link is on its way to it.")
    )
    return HttpResponseRedirect(went_to)
