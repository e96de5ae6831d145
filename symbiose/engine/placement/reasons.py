"""Every reason that placement can give: its code, the names of its values, and how it bears on a pair.

Hours and `short_hours` are hours a week, minutes are minutes, and times of the day stand as 07:30. Windows stand in the
text form that `engine.windows.parse_windows` reads. `engine.explain` turns each code into a sentence.
"""

from __future__ import annotations

from symbiose.engine.reason import Vocabulary

REASON_CODES: dict[str, tuple[str, ...]] = {
    # When: `asked` is what the position asks, `can` what the person can, `short` what is missing between them.
    "hours_fit": ("hours", "windows"),  # met: so many hours a week can be worked, inside these windows
    "person_hours_short": ("can_hours", "asked_hours", "short_hours"),  # unmet: the person can do fewer hours
    "common_hours_short": ("hours", "asked_hours", "short_hours"),  # unmet: the windows meet too little
    "travel_hours_short": ("hours", "asked_hours", "short_hours"),  # unmet: they meet, but not between the journeys
    "shift_starts_early": ("windows", "short_minutes"),  # unmet: the person can come so many minutes too late
    "shift_ends_late": ("windows", "short_minutes"),  # unmet: the person must leave so many minutes too early
    "shift_not_free": ("windows", "short_hours"),  # unmet: the person is not free in so many hours of the shift
    "first_way_late": ("windows", "first_out", "short_minutes"),  # unmet: the first way out is so much too late
    "last_way_early": ("windows", "last_home", "short_minutes"),  # unmet: the last way home is so much too early
    "shifts_short": ("shifts", "asked_shifts", "short_shifts"),  # unmet: too few shifts can be worked
    "shifts_over_hours": ("asked_hours", "most_hours", "short_hours"),  # unmet: longer than the position's own hours
    # Where.
    "travel_fits": ("minutes", "limit_minutes", "transport"),  # met
    "travel_near": ("limit_minutes", "transport"),  # met: in one place, how long the way is there is unknown
    "travel_estimated": ("minutes",),  # note: no timetable stands behind it
    "travel_long": ("minutes", "limit_minutes", "short_minutes", "transport"),  # unmet
    "no_way": ("transport",),  # unmet: the table of travel has no row
    "home_unknown": (),  # unmet: nobody said where the person lives
    "position_place_unknown": (),  # unmet: nobody said where the work is
    # What the place is like and what the work takes.
    "accommodations_covered": (),  # met: all that the person asks for is offered
    "accommodation_missing": ("accommodation",),  # unmet: one reason for each
    "skills_had": (),  # met
    "skill_missing": ("skill",),  # unmet: one reason for each
    "form_not_possible": ("form",),  # unmet: another job form is the person's
    # Who said no.
    "person_never": ("never",),  # unmet: a task, an organisation or a position
    "said_no": (),  # unmet: one of the parties said no to this pair
    "has_place": (),  # unmet: the person has a main placement, which is not moved
    # Whether there is room beside those who are there.
    "room_left": ("seats",),  # met
    "seats_full": ("seats",),  # unmet: all seats are taken
    "hours_taken": ("hours", "asked_hours", "short_hours"),  # unmet: too few of the position's hours are left
    "mentor_short": ("hours", "asked_hours", "short_hours"),  # unmet: too few mentor hours are left
    "ratio_full": ("most", "now"),  # unmet: the unit has as many subsidised places as the rule allows
    # Every condition of one pair, one by one, where somebody asks about that pair.
    "nobody_said_no": (),  # met
    "no_accommodations_asked": (),  # met
    "accommodation_offered": ("accommodation",),  # met: one reason for each that was asked for
    "no_skills_asked": (),  # met
    "skill_had": ("skill",),  # met: one reason for each that the work takes
    "person_hours_enough": ("can_hours", "asked_hours"),  # met
    "windows_enough": ("hours", "asked_hours"),  # met: the windows meet, whatever else fails
    "shift_free": ("windows",),  # met: one shift that can be worked
    "hours_left": ("hours", "asked_hours"),  # met: of the position
    "mentor_enough": ("hours", "asked_hours"),  # met
    "ratio_room": ("most", "now"),  # met
    "ratio_unknown": (),  # note: nobody said how many ordinary employees there are
    "form_unknown": (),  # note: nobody said which job form it is, which the ratio rule asks for
    # What came of a person in a plan.
    "taken_by_plan": (),  # note: others of the plan have the room that there was
    "not_in_plan": ("points",),  # note: a position is open, and the plan does not choose it
    "no_positions": (),  # note
    "no_single_change": (),  # note: no change by itself would open a position
    # What is wrong with a row, which then takes no part.
    "not_half_hours": ("value",),  # unmet
    "hours_out_of_range": ("value", "most_hours"),  # unmet
    "more_than_form": ("value", "form", "most_hours"),  # unmet
    "least_over_most": ("asked_hours", "most_hours"),  # unmet: asks for at least more than at most
    "no_windows": (),  # unmet
    "shifts_overlap": ("windows",),  # unmet
    "too_few_windows": ("shifts", "asked_shifts"),  # unmet: the pattern asks for more shifts than there are
    "no_seats": (),  # unmet
    "not_quarter_hours": ("value",),  # unmet
    "unknown_accommodation": ("value",),  # unmet
    "outside_denmark": ("place",),  # unmet
    "same_id": ("value",),  # unmet: several rows carry it
    "no_organisation": (),  # unmet
    "unknown_unit": ("value",),  # unmet
    "unit_conflict": ("value",),  # unmet: rows of one production unit do not agree
    "cpr_like": (),  # unmet: a text looks like a personal number
    # The smallest single change that would open a position.
    "change_accommodation": ("accommodation", "position"),  # note
    "change_skill": ("skill", "position"),  # note
    "change_travel": ("short_minutes", "limit_minutes", "position"),  # note: a longer wish
    "change_hours": ("short_hours", "position"),  # note: more hours that the person can do
    "change_time": ("short_minutes", "position"),  # note: so many minutes more in the person's week
    "change_room": ("position",),  # note: a seat, hours, mentor hours or a place under the ratio rule
}

_SAID = Vocabulary(REASON_CODES)
reason, met, unmet, note = _SAID.reason, _SAID.met, _SAID.unmet, _SAID.note
