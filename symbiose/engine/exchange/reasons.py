"""Every reason that the exchange can give: its code, the names of its values, and how it bears on a pair.

The comment beside a code says its tone: met, unmet, note, stop, or open (something to clarify or do first).
Values are in natural units: km, hours a week, DKK per unit of the need, quantities in the unit and rhythm that stand
beside them. `side` is "have" or "need". Windows stand in the text form that `engine.windows.parse_windows` reads.
Dates are ISO text. A list of family codes is parted by `|`. `engine.explain` turns each code into a sentence.
"""

from __future__ import annotations

from functools import lru_cache

from symbiose.engine.reason import Reason, Tone, Value, Vocabulary

REASON_CODES: dict[str, tuple[str, ...]] = {
    # What it is.
    "same_family": ("family",),  # met: what one has is what the other needs
    "narrower_family": ("have_family", "need_family"),  # met: a kind of what is needed
    "used_for": ("have_family", "need_family", "share", "basis", "reference", "certainty"),  # met: a known use
    "no_common_use": ("have_families", "need_families"),  # unmet: no use is known
    "no_family": ("side",),  # unmet: the text was not read into any family
    "code_unconfirmed": ("side", "family", "confidence"),  # note: read by the engine, not confirmed by a person
    "other_kind": ("side", "family"),  # note: the reading is of another kind than the listing states
    "words_alike": ("words", "share"),  # note: what both texts name, and how alike they are, 0–1
    "words_only": (),  # open: nothing but the words joins them
    # Who it is.
    "own_organisation": (),  # unmet: both listings are of one organisation
    "refused": (),  # unmet: one of the parties said no to this pair
    # When it holds.
    "ended": ("side", "date"),  # unmet: the listing ran out on that date
    "never_same_time": ("first_ends", "second_starts"),  # unmet: one ends before the other starts
    "valid_from": ("date",),  # note: both hold from that date
    "valid_until": ("date",),  # note: both hold to that date
    # Where it is.
    "distance": ("km", "limit_km", "straight_km", "factor"),  # met: km by road = straight line × factor, an estimate
    "too_far": ("km", "limit_km", "straight_km", "factor"),  # unmet
    "same_place": ("place",),  # met
    "place_unknown": ("side",),  # open: counted as half of the limit until it is known
    # What it must be like. `required_by` is "use" or "need".
    "condition_said": ("condition", "required_by"),  # met
    "condition_unknown": ("condition", "required_by"),  # open: must be clarified
    "condition_denied": ("condition", "required_by"),  # unmet
    # At what hours.
    "windows_overlap": ("hours", "windows"),  # met: hours a week in common
    "windows_none": ("have_windows", "need_windows"),  # unmet where hours are the thing itself, else open
    "no_window_said": ("side",),  # open: taken as any time
    # How much. `have` and `need` in the need's `unit` `per` rhythm.
    "quantity_covers": ("have", "need", "unit", "per"),  # met: the whole need
    "quantity_part": ("have", "need", "unit", "per", "share"),  # met: a share 0–1 of the need
    "quantity_unknown": ("side",),  # open
    "quantity_estimated": ("side", "quantity", "unit", "per"),  # note: the text says about
    "units_differ": ("have_unit", "need_unit"),  # open: cannot be compared
    "unit_converted": ("have_unit", "need_unit", "factor"),  # note: one need unit is about `factor` have units
    "rhythm_differs": ("have_per", "need_per"),  # note
    "rhythm_unknown": ("side",),  # open: counted as a single time
    "lot_least": ("side", "lot", "unit"),  # note: smaller amounts are not handed over or taken
    "lot_too_large": ("side", "lot", "most", "unit"),  # unmet: the smallest lot is more than the pair can move
    # What authorities must see first.
    "hazard_stop": ("side", "family", "source"),  # stop; family is "" where the listing itself says so
    "hazard_step_recorded": ("side", "family"),  # met
    "waste_unknown": (),  # open
    "waste_step": (),  # open: it is waste, so the receiver and the carrier must be allowed to take it
    "waste_stated": ("status",),  # note: the owner states by_product or end_of_waste
    # What it costs: DKK per `unit` of the need.
    "price_ok": ("ask", "ceiling", "unit"),  # met
    "price_unknown": ("side",),  # open
    "price_too_high": ("ask", "ceiling", "unit"),  # unmet
    # How robust it is.
    "other_haves": ("count",),  # note: so many others could give the same need what it lacks
    "only_have": (),  # note: nobody else can, so the need hangs on one
}


_SAID = Vocabulary(REASON_CODES)
reason, met, unmet, todo, note, stop = _SAID.reason, _SAID.met, _SAID.unmet, _SAID.todo, _SAID.note, _SAID.stop


@lru_cache(maxsize=4096)
def shared(code: str, tone: Tone, *values: tuple[str, Value]) -> Reason:
    """One object for all pairs that have the same reason: most reasons recur thousands of times in a run."""
    return reason(code, tone, **dict(values))
