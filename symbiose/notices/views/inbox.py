"""The inbox: what waits for me, and what I was told."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import signed_in
from symbiose.common.pages.lists import build, exported
from symbiose.notices import actions, queries
from symbiose.notices.kinds import name_of
from symbiose.notices.lists import NOTICES, with_unread
from symbiose.notices.models import Notice
from symbiose.notices.waiting import waiting_for

MOST_WAITING = 4


@signed_in
def index(request):
    """Everything that waits for a person and everything that they were told, newest first."""
    rows = with_unread(queries.notices_of(request.actor))
    if answer := exported(request, rows, NOTICES):
        return answer
    shown = build(request, rows, NOTICES)
    for row in shown.page.object_list:
        row.about = name_of(row.kind)
    waiting = waiting_for(request.actor)
    context = {
        "shown": shown,
        "waiting": waiting[:MOST_WAITING],
        "waiting_more": max(0, len(waiting) - MOST_WAITING),
        "upto": max((row.pk for row in shown.page.object_list), default=0),
    }
    return render(request, "notices/inbox.html", context)


def _own(request, notice_id):
    return get_object_or_404(Notice, pk=notice_id, user_id=request.user.pk)


def _back(request):
    """To the list as it was filtered; an address elsewhere is not followed."""
    address = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/")
    return redirect(address if safe else "inbox:list")


@require_POST
@signed_in
def open_notice(request, notice_id):
    """Mark as read and go to what it is about."""
    notice = _own(request, notice_id)
    actions.read_notice(notice, by=request.actor)
    return redirect(notice.url)


@require_POST
@signed_in
def read(request, notice_id):
    """Mark as read and stay."""
    actions.read_notice(_own(request, notice_id), by=request.actor)
    return _back(request)


@require_POST
@signed_in
def unread(request, notice_id):
    """Mark as unread again."""
    actions.unread_notice(_own(request, notice_id), by=request.actor)
    return _back(request)


@require_POST
@signed_in
def read_all(request):
    """Mark as read all that the page showed, and what is older."""
    upto = request.POST.get("upto", "")
    if upto.isascii() and upto.isdigit():
        actions.read_all(upto=min(int(upto[:18]), 2**62), by=request.actor)
        messages.success(request, _("All is marked as read."))
    return redirect("inbox:list")
