"""Every reason that symbioses can give: its code, the names of its values, and how it bears on a bundle.

`party` is a role of the model. Hours are a week's, money and weights are a year's, `quantity` stands in the unit and
rhythm beside it. `engine.explain` turns each code into a sentence.
"""

from __future__ import annotations

from symbiose.engine.reason import Vocabulary

REASON_CODES: dict[str, tuple[str, ...]] = {
    # What the parts are.
    "link": ("party", "family", "quantity", "unit", "per", "km"),  # met: what goes from one to the other
    "link_estimated": ("party",),  # note: the quantity is an estimate
    "link_carried": ("party",),  # note: a flow already runs between the two, and the bundle takes it up
    "link_once": ("party",),  # note: a single occasion, reckoned over a year
    "room_own": (),  # met: the hub has a room
    "room_unasked": (),  # open: nobody said whether it has one
    "amounts_linked": ("made_share",),  # note: so much of what comes in is in what goes out, by weight
    "amounts_apart": (),  # open: what comes in and what goes out cannot be compared
    # Hours of work.
    "work_position": ("position", "work_hours"),  # met: a position has hours for it
    "work_proposed": ("positions", "work_hours"),  # met: so many positions could be made
    "work_range": ("low_hours", "high_hours", "source"),  # note: an estimate, and where it is from
    "work_as_said": (),  # note: nobody knows the hours for a unit, so the position's own hours count
    "people_many": ("count",),  # met: so many who wait could fill the hours
    "people_few": (),  # met: under five, never how many
    "people_unknown": (),  # open: nobody has looked
    # What each party gains; `amount` in the measure's own unit, None where nobody knows.
    "gain": ("party", "measure", "amount"),  # met
    "gain_estimated": ("party", "measure", "amount"),  # met: rests on an estimate
    "gain_sourced": ("party", "measure", "amount", "source"),  # met: rests on what somebody else says
    "gain_unknown": ("party", "measure"),  # open: nobody knows how much, so ask
    "cost": ("party", "measure", "amount"),  # note: known, and no more than the party accepts
    "cost_sourced": ("party", "measure", "amount", "source"),  # note
    # Why a bundle is not kept.
    "party_loses": ("party", "column", "amount", "accepted", "measure_unit"),  # unmet: more than it declared acceptable
    "party_gains_nothing": ("party",),  # unmet
    "party_gain_unproven": ("party",),  # unmet: it could gain, and nobody has given the figures
    "part_missing": ("party",),  # unmet: nobody near has it or lacks it
    "no_links": (),  # unmet: nothing near fits what the hub has and lacks
    "too_few_parties": ("parties", "asked_parties"),  # unmet
    "too_many_parties": ("parties", "most_parties"),  # unmet
    "room_missing": (),  # unmet: the hub has no room, and the bundle has none
    "link_far": ("party", "km", "limit_km"),  # unmet
    "link_stopped": ("party",),  # stop: an authority's step must be recorded first
    "lot_short": ("party", "quantity", "lot", "unit"),  # unmet: less than the smallest lot
    "link_taken": ("party",),  # unmet: flows with others leave nothing of it
    "work_unknown": (),  # unmet: no position has hours left, and nobody knows what the work takes
    "work_little": ("work_hours", "least_hours"),  # unmet
    "work_full": ("position",),  # unmet: all hours or seats are taken
    "hub_full": (),  # unmet: the hub can take on no more hours
    "people_nobody": (),  # unmet: nobody who waits could fill the hours
    "bundle_thin": (),  # unmet: what it gives does not outweigh the way and what nobody knows
    "bundle_refused": (),  # unmet: one of the parties said no to it
    # What another bundle took; amounts a year in the listing's own unit.
    "taken_listing": ("party", "amount", "left", "measure_unit"),  # unmet
    "taken_hours": ("position", "work_hours", "left_hours"),  # unmet
    "taken_seats": ("position", "seats", "left_seats"),  # unmet
    "taken_hub": ("work_hours", "left_hours"),  # unmet: hours that the hub could take on
    # What is wrong with a row, which then takes no part.
    "effort_wrong": ("family",),  # unmet: not low ≤ central ≤ high, or none at all
    "unit_wrong": ("value",),  # unmet: no unit that is known
    "number_wrong": ("value",),  # unmet: below 0 or no number
    "unknown_row": ("value",),  # unmet: names a row that is not there
    "measure_wrong": ("measure",),  # unmet: not for an effect to say
}

_SAID = Vocabulary(REASON_CODES)
reason, met, unmet, todo, note, stop = _SAID.reason, _SAID.met, _SAID.unmet, _SAID.todo, _SAID.note, _SAID.stop
