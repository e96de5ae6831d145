"""Letters to the entrance: what became of each, and a letter that is brought as a file."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from symbiose.common.pages.access import advisers_only
from symbiose.common.pages.lists import build, exported
from symbiose.notices import actions, queries
from symbiose.notices.forms import DropForm
from symbiose.notices.incoming import receiver
from symbiose.notices.lists import INCOMING
from symbiose.notices.models import IncomingState
from symbiose.notices.shown import became_shown


@advisers_only
def index(request):
    """Every letter that came in, newest first."""
    rows = queries.letters_in()
    if answer := exported(request, rows, INCOMING):
        return answer
    shown = build(request, rows, INCOMING)
    became_shown(shown.page.object_list, request.actor)
    context = {"shown": shown, "may_drop": receiver() is not None, "trouble": queries.mailbox_trouble()}
    return render(request, "notices/incoming.html", context)


@advisers_only
def drop(request):
    """Take in a letter from a file; where no room takes letters there is no such page."""
    if receiver() is None:
        raise Http404
    form = DropForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        mail = actions.take_in(form.cleaned_data["file"].read(), by=request.actor)
        if mail.state == IncomingState.HANDLED:
            messages.success(request, _("The letter is read in."))
            return redirect(reverse("inbox:incoming"))
        form.add_error("file", mail.refusal or _("The letter could not be read in. Write it in by hand."))
    return render(request, "notices/drop.html", {"form": form})
