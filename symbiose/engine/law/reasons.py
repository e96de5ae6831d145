"""Every reason that the law's arithmetic can give: its code and the names of its values.

A reason that carries `source_da`, `source_en` and `certainty` is said with its source. `engine.explain.law_sentence`
turns each code into a sentence.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from symbiose.engine.reason import Vocabulary

SOURCED = ("source_da", "source_en", "certainty")

REASON_CODES: dict[str, tuple[str, ...]] = {
    # The ratio rule of one production unit.
    "ratio_most": ("employees", "most", "per_first", "first", "per_next", "least", *SOURCED),  # note: the rule itself
    "ratio_employees_unknown": (),  # to do: nobody said how many ordinary employees there are
    "ratio_counted": ("counted", "rule_da", "rule_en", *SOURCED),  # note: how many places count, and by which reading
    "ratio_room": ("left", "counted", "most"),  # met
    "ratio_no_room": ("counted", "most"),  # unmet: as many as the rule allows
    "ratio_over": ("counted", "most", "over"),  # unmet: more than the rule allows
    "ratio_form_unclear": ("unclear",),  # to do: the reading says nothing of the form of so many places
    # The flex subsidy of a month; amounts in whole DKK.
    "flex_sum": ("year", "most", "share_below", "below", "share_above", "above", "reduced", *SOURCED),  # note
    "flex_limit": ("full_time_wage", "wage", "amount"),  # note: wage and subsidy meet the full-time wage
    # What is left each month: how a part came about; amounts in whole DKK.
    "left_wage": ("hours", "weeks", "hourly", "amount"),  # note
    "left_wage_between": ("hours", "weeks", "hourly_low", "hourly_high", "low", "high"),  # note
    "left_wage_assumed": ("hours", "weeks", "hourly_low", "hourly_high", "low", "high"),  # note: nobody said a wage
    "left_benefit": ("name_da", "name_en", "rate", "per", "weeks", "amount", "year", *SOURCED),  # note
    "left_no_benefit": (),  # note
    "left_taken": ("least", "most", "low", "high"),  # note: what of the benefit falls away
    # What the range is worth, and how it stands beside now.
    "left_estimate": (),  # note: always
    "left_year": ("year",),  # note: all rates are of one year
    "left_years": ("first_year", "last_year"),  # note: they are not
    "left_highest": ("name_da", "name_en"),  # note: the highest rate was used
    "left_same": (),  # note
    "left_less": ("least", "most"),  # note
    "left_less_by": ("amount",),  # note
    "left_more": ("least", "most"),  # note
    "left_more_by": ("amount",),  # note
    "left_either": ("less", "more"),  # note
    # Why it is unknown.
    "left_benefit_unknown": (),  # to do
    "left_rate_replaced": ("name_da", "name_en", "year", "amount", "end_da", "end_en"),  # to do
}

_SAID = Vocabulary(REASON_CODES)
met, unmet, todo, note = _SAID.met, _SAID.unmet, _SAID.todo, _SAID.note


def kroner(amount: Decimal) -> int:
    """Whole kroner as a sentence says them; half a krone is rounded up."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
