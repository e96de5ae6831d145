"""A broken rule of exchanges becomes a sentence for people, by the rule's name."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from symbiose.matching.models import Exchange
from symbiose.organisations.actions.constraints import broken_constraint

# Rule: the field of a form that the sentence stands at, empty for the form itself, and the sentence.
SENTENCES: dict[str, tuple[str, Any]] = {
    "exchange_two_parties": ("receiver", _("Choose two different organisations: nobody exchanges with itself.")),
    "exchange_flow_once": ("", _("This flow of the proposal has become an exchange already.")),
    "exchange_external_id_once": ("", _("An exchange with this number of your own is recorded already.")),
    "exchange_quantity": ("quantity", _("Write a quantity above 0 with its unit, or leave both empty.")),
    "exchange_price": ("price_source", _("Write where the price is from.")),
    "exchange_weight": ("weight_source", _("Write where the weight is from.")),
    "exchange_since_has_precision": ("since", _("Write a day, a month or a year.")),
    "exchange_until_has_precision": ("until", _("Write a day, a month or a year.")),
    "exchange_dates": ("until", _("It cannot have ended before it began. Change one of the two days.")),
    "exchange_ended_says_why": ("reason", _("Choose why it ended.")),
    "exchange_paused_has_day": ("on", _("Write the day on which it paused.")),
    "exchange_declared_has_source": ("source", _("Write where you know it from, and how sure the figures are.")),
    "exchange_behalf_has_consent": ("consent", _("Write how they agreed.")),
    # Rules that no table can hold, since they look at today or at another record.
    "exchange_not_in_future": ("on", _("The day has not come yet. Write today or an earlier day.")),
    "exchange_too_early": ("since", _("That is too long ago to be right. Check the year.")),
    "exchange_paused_before_it_began": ("on", _("It cannot pause before it began.")),
    "exchange_paused_already": ("on", _("It stood still on that day already. Write a day after that pause.")),
    "exchange_paused_after_it_ended": ("ends", _("The exchange ended before that. Write an earlier day.")),
    "exchange_pause_gone": ("", _("This pause is no longer there: somebody has changed it. Here is how it stands.")),
    "pause_dates": ("ends", _("The last day cannot lie before the first. Change one of the two.")),
    "exchange_went_on_before_it_paused": ("on", _("It cannot go on before it paused. Write a later day.")),
    "exchange_began_after_all": ("reason", _("It did begin. Choose another reason.")),
    "exchange_handed_over_later": (
        "on",
        _("Somebody has told of a handover after that day. Write a later day."),
    ),
    "exchange_handed_over_earlier": (
        "since",
        _("Somebody has told of a handover before that day. Write an earlier day."),
    ),
    "exchange_counts_too_much": (
        "kg_per_unit",
        _("With that weight or price a handover would be too much to be right. Check the number."),
    ),
    "exchange_terms_unsaid": (
        "held",
        _("Say whether the old price or weight was wrong, or whether the new one holds from a day."),
    ),
    "exchange_terms_before_it_began": (
        "holds_from",
        _("The exchange began later. Write a day from then on, or say that the old one was wrong."),
    ),
    "exchange_terms_told_since": (
        "holds_from",
        _("Another price or weight held until later than that. Write a later day, or say that the old one was wrong."),
    ),
    "exchange_terms_too_far_off": ("holds_from", _("That day is too far off to be right. Check the year.")),
    "exchange_party_closed": (
        "",
        _("One of the organisations is closed or gathered in another, so nothing can run with it."),
    ),
}


class Refused(Exception):
    """A rule of exchanges that does not hold; `args[0]` is its name in SENTENCES, `args[1]` the field where it was written."""

    @property
    def field(self) -> str:
        """The field of a form that the sentence stands at; empty for the form itself."""
        return self.args[1] if len(self.args) > 1 else SENTENCES[self.args[0]][0]

    @property
    def sentence(self) -> str:
        """The rule for people, with how to mend it."""
        return str(SENTENCES[self.args[0]][1])


def refusal(error: IntegrityError) -> Refused:
    """The broken rule of the database as a refusal. An error without a sentence is a fault of ours and is raised again."""
    name = broken_constraint(error, Exchange)
    if name not in SENTENCES:
        raise error
    return Refused(name)
