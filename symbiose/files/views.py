"""The way of a file into a room, the same for every import: received, looked through, and written after a yes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _

from symbiose.common.plans import PlanChanged
from symbiose.files.actions import receive_upload
from symbiose.files.models import Purpose
from symbiose.files.queries import own_upload


def received(request, form, preview, *, days=0):
    """Keep the file of a form that is sent and valid, and go on to its preview; None where the form is to be shown.

    `preview` is the address for an upload, `days` how long the file is kept; 0 as every import's.
    """
    if request.method != "POST" or not form.is_valid():
        return None

    def act():
        return preview(receive_upload(form.cleaned_data["file"], purpose=Purpose.IMPORT, by=request.actor, days=days))

    try:
        return HttpResponseRedirect(form.run_once(act))
    except ValidationError as error:
        form.add_error("file", error)
        return None


def find_upload(request, upload_id):
    """The file that the actor brought in; 404 for everybody else's."""
    upload = own_upload(upload_id, actor=request.actor)
    if upload is None:
        raise Http404
    return upload


def written(request, form, act, again):
    """Write once what was said yes to; where that is no longer so, write nothing and show with `again` what it is now."""
    try:
        return HttpResponseRedirect(form.run_once(act))
    except (PlanChanged, IntegrityError):
        say_changed(request)
        return again()


def say_changed(request):
    """What was said yes to is no longer what would be written."""
    messages.warning(request, _("Something changed in the meantime. Nothing is written. Look through the rows again."))
