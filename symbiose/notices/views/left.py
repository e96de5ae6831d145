"""Letters that a person wrote and that were not read in: somebody reads the original and settles what becomes of it."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import advisers_only
from symbiose.common.states import NotAllowed
from symbiose.notices import actions, queries
from symbiose.notices.forms import AsideForm, TellForm
from symbiose.notices.incoming import LetterRefused, receiver
from symbiose.notices.models import IncomingMail
from symbiose.notices.shown import became_shown
from symbiose.notices.states import LETTER

PER_PAGE = 25


@advisers_only
def index(request):
    """All that wait, the oldest first."""
    page = Paginator(queries.left_to_people(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/left.html", {"page": page})


@advisers_only
def detail(request, incoming_id):
    """One letter: who wrote, why it was not read in, and what can be done."""
    return _page(request, _found(incoming_id))


def _found(incoming_id):
    return get_object_or_404(IncomingMail, pk=incoming_id)


def _page(request, mail, *, tell=None, aside=None):
    became_shown([mail], request.actor)
    can = {row.verb for row in LETTER.open_to(request.actor, mail, mail.state)}
    context = {
        "mail": mail,
        "box": settings.MAILBOX,
        "may_drop": receiver() is not None,
        "tell": (tell or TellForm()) if "take_in" in can and receiver() is not None else None,
        "aside": (aside or AsideForm(auto_id="id_aside_%s")) if "set_aside" in can else None,
        "may_take_up": "take_up" in can,
    }
    return render(request, "notices/left_letter.html", context)


def _done(request, form, act, sentence):
    """Run the verb once and go where it leads; None where the form must be shown again."""

    def run():
        went_to = act()
        messages.success(request, sentence)
        return went_to

    try:
        return HttpResponseRedirect(form.run_once(run))
    except LetterRefused as refusal:
        form.add_error(None, refusal.args[0])
    except NotAllowed:
        form.add_error(None, _("That cannot be done as it stands now. Look at the page once more."))
    return None


@require_POST
@advisers_only
def tell(request, incoming_id):
    """Make an enquiry of it with the words of the original."""
    mail, form = _found(incoming_id), TellForm(request.POST)

    def act():
        taken = actions.take_in_by_hand(mail, text=form.cleaned_data["text"], by=request.actor)
        became_shown([taken], request.actor)
        return taken.became.url if taken.became else reverse("inbox:left")

    done = _done(request, form, act, _("The letter is read in.")) if form.is_valid() else None
    return done or _page(request, mail, tell=form)


@require_POST
@advisers_only
def set_aside(request, incoming_id):
    """Set it aside with a reason."""
    mail, form = _found(incoming_id), AsideForm(request.POST, auto_id="id_aside_%s")

    def act():
        actions.set_letter_aside(mail, reason=form.cleaned_data["reason"], by=request.actor)
        return reverse("inbox:left")

    done = _done(request, form, act, _("The letter is set aside.")) if form.is_valid() else None
    return done or _page(request, mail, aside=form)


@require_POST
@advisers_only
def take_up(request, incoming_id):
    """Let it wait once more."""
    mail = _found(incoming_id)
    try:
        actions.take_letter_up(mail, by=request.actor)
        messages.success(request, _("The letter waits once more."))
    except NotAllowed:
        messages.warning(request, _("That cannot be done as it stands now. Look at the page once more."))
    return redirect("inbox:left_letter", mail.pk)
