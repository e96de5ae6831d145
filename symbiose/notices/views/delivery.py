"""Letters that did not arrive: call instead, or send again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import signed_in
from symbiose.notices import actions, queries
from symbiose.notices.shown import letters_shown

PER_PAGE = 25


@signed_in
def index(request):
    """All of them for advisers; for others those to their organisation or about what is theirs."""
    page = Paginator(queries.undelivered_for(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": letters_shown(page.object_list, request.actor),
        "stuck": queries.stuck() if request.actor.is_adviser else None,
        "trouble": queries.mailbox_trouble() if request.actor.is_adviser else None,
    }
    return render(request, "notices/undelivered.html", context)


def _found(request, letter_id):
    letter = queries.letter_for(request.actor, letter_id)
    if letter is None:
        raise Http404
    return letter


@require_POST
@signed_in
def again(request, letter_id):
    """Put it in the queue once more."""
    actions.send_letter_again(_found(request, letter_id), by=request.actor)
    messages.success(request, _("The letter is on its way once more."))
    return redirect("inbox:undelivered")


@require_POST
@signed_in
def called(request, letter_id):
    """Note that it was told by telephone."""
    actions.called_instead(_found(request, letter_id), by=request.actor)
    messages.success(request, _("It is noted that you told it by telephone."))
    return redirect("inbox:undelivered")
