"""Putting a pause of an exchange right or taking it out, on the exchange's page and by personal link."""

from __future__ import annotations

from django.contrib import messages
from django.utils.translation import gettext as _

from symbiose.common.pages.forms import row_number
from symbiose.common.states import NotAllowed
from symbiose.matching import actions
from symbiose.matching.enums import PauseState
from symbiose.matching.forms.exchanges import PauseRightForm
from symbiose.matching.handing.pauses import pauses_of
from symbiose.matching.states import PAUSE
from symbiose.matching.views.doors import refused

PUT_RIGHT = ("change_pause", "remove_pause")
NOW = "now"


def pause_forms(exchange, actor, form=None):
    """A form for each pause that the actor may put right, the newest first; `form` is one that was filled in wrongly."""
    found = [
        PauseRightForm(still=still)
        for still in reversed(pauses_of(exchange))
        if PAUSE.open_to(actor, exchange, PauseState.OVER if still.ends else PauseState.LASTS)
    ]
    return [form if form is not None and form.prefix == one.prefix else one for one in found]


def told_pause(request, exchange):
    """The form of the pause that was sent; None where it is no longer there, with a sentence unless that was wanted."""
    asked = request.POST.get("pause", "")
    pk = None if asked == NOW else row_number(asked) or 0
    still = next((one for one in pauses_of(exchange) if one.pk == pk), None)
    remove = request.POST["verb"] == "remove_pause"
    if still:
        return PauseRightForm(request.POST, still=still, remove=remove)
    if not remove:
        messages.warning(request, actions.Refused("exchange_pause_gone").sentence)
    return None


def put_right(request, exchange, form):
    """Keep what was told of a pause; False where something is missing or a rule refuses it at its field."""
    if form.sent.get("seen") != form.seen and form.led_to() is None:
        form.add_error(
            None, _("Somebody else has changed the pause: %(days)s. Save again to keep yours.") % {"days": form.still}
        )
    if not form.is_valid():
        return False
    given, remove = form.cleaned_data, request.POST["verb"] == "remove_pause"

    def act():
        told = {"by": request.actor, "pause": form.pause, "reason": given["reason"]}
        if remove:
            actions.remove_pause(exchange, **told)
        else:
            actions.change_pause(exchange, starts=given["starts"], ends=given.get("ends"), **told)
        messages.success(request, _("The pause is taken out.") if remove else _("The pause is put right."))
        return ""

    try:
        form.run_once(act)
    except NotAllowed as error:
        messages.error(request, refused(error))
    except actions.Refused as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
        return False
    return True
