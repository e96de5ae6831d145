"""Save a dated item once, or say at the form why not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import formats
from django.utils.translation import gettext as _

from symbiose.common.actions import Conflict
from symbiose.home.actions import Overlap
from symbiose.home.forms import show_item_conflict


def saved(request, form, act, sentence):
    """Run the verb once and go where it led; None where it was refused, with the reason at the form."""
    try:
        address = form.run_once(act)
    except Conflict as conflict:
        show_item_conflict(form, conflict)
    except Overlap as overlap:
        first = formats.date_format(overlap.args[0].valid_from, "DATE_FORMAT")
        form.add_error(
            "valid_from",
            _("Another wording is written from %(day)s. Change that one, or write a last day before it.")
            % {"day": first},
        )
    else:
        messages.success(request, sentence)
        return HttpResponseRedirect(address)
    return None
