"""The page behind the link of a receipt: how far an enquiry is; a POST adds to it."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from symbiose.common.pages.access import signed_in
from symbiose.files.queries import file_answer
from symbiose.frontdesk import actions
from symbiose.frontdesk.forms.public import WriteBackForm
from symbiose.frontdesk.models import Enquiry
from symbiose.frontdesk.queries.receipts import files_visible_to, receipt_of
from symbiose.frontdesk.shown import next_step_in_words

TOO_MANY = 429


def by_link(request, link):
    """What the writer sees, and what they add."""
    rows = Enquiry.objects.select_related("owner", "entrance", "case__owner", "case__entrance", "passed_to")
    enquiry = get_object_or_404(rows, pk=link.subject_id)
    form = WriteBackForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.led_to() is not None or consume(request, action="write_back", key=str(link.pk)):
            added(request, enquiry, form)
            return redirect(request.path)
        form.add_error(None, _("You have written many times in the last hour. Try again later, or call us."))
        status = TOO_MANY
    return render(request, "frontdesk/receipt.html", shown(enquiry, form), status=status)


def shown(enquiry, form):
    """What the page needs."""
    receipt = receipt_of(enquiry)
    return {
        "receipt": receipt,
        "next_step": next_step_in_words(receipt.case) if receipt.next_on else "",
        "form": form,
        "lost_files": form.is_bound and bool(form.files),
    }


def added(request, enquiry, form):
    """Keep it once; the address is empty, since a personal one is stored nowhere."""

    def act():
        given = form.cleaned_data
        actions.write_back(enquiry, text=given["text"], files=given["files"], by=request.actor)
        return ""

    try:
        form.run_once(act)
    except actions.Forgotten:
        messages.error(request, _("What you wrote to us has been erased. Write to us anew."))
    else:
        messages.success(request, _("Thank you. Whoever has your enquiry has been told."))


@signed_in
def letter_file(request, letter_file_id):
    """A file that came with what somebody wrote, for those who may read the line that it came with."""
    file = files_visible_to(request.actor).select_related("upload").filter(pk=letter_file_id).first()
    if file is None or file.upload is None:
        raise Http404
    return file_answer(file.upload)
