"""A personal link's page, and a new link for an old one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from symbiose.common.actor import Actor, Role
from symbiose.notices import actions, links


def holder(link):
    """Whoever holds the link acts for the organisation that it was given to."""
    with translation.override("da"):  # the name is kept with what is said, and read by others
        name = _("By personal link")
    return Actor(role=Role.FIRM, organisation_id=link.organisation_id, link_id=link.pk, name=name)


def found_or_404(token):
    link = links.find(token)
    if link is None or link.purpose not in links.PURPOSES:
        raise Http404
    return link


@never_cache
def answer(request, token):
    """Show what waits; a POST acts. An old or withdrawn link offers a new one instead."""
    link = found_or_404(token)
    request.actor = holder(link)
    if link.withdrawn_at or link.valid_until < timezone.localdate():
        return render(request, "notices/link_closed.html", {"link": link, "token": token}, status=410)
    response = links.PURPOSES[link.purpose](request, link)
    response["Referrer-Policy"] = "same-origin"  # "no-referrer" would make browsers send the answer with Origin: null
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
def send_again(request, token):
    """Send the link again to the address that it was given to; whoever asks learns nothing about that address."""
    link = found_or_404(token)
    try:
        if link.email and not link.withdrawn_at:
            actions.renew_link(link, by=holder(link))
    except actions.TooSoon:
        pass
    messages.success(request, _("A new link is on its way to the address that we know."))
    return redirect("notices:answer", token=token)
