"""Conditions of a proposal as sentences with their amounts, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from symbiose.engine import explain
from symbiose.engine.explain import number, times_text
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.resources.graph import load_graph
from symbiose.jobs.words import accommodation_choices, form_name, language, names_of, skill_choices, template_choices

ICONS = {"met": "check", "unmet": "close", "note": "info"}

# What a position that does not fit is counted under; the codes are those of the bridge.
GROUP_NAMES = {
    "never": gettext_lazy("Said no to"),
    "travel": gettext_lazy("Too far to travel"),
    "hours": gettext_lazy("Not enough hours in common"),
    "conditions": gettext_lazy("At least one condition is missing"),
    "skills": gettext_lazy("Something must be learnt first"),
    "form": gettext_lazy("Another form of job"),
    "room": gettext_lazy("No free place"),
    "mentor": gettext_lazy("No mentor free"),
    "ratio": gettext_lazy("Too many subsidised places already"),
    "placed": gettext_lazy("Has a placement already"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One condition: what it is about in bold, the sentence, and whether it is met."""

    head: str
    text: str
    tone: str

    @property
    def icon(self) -> str:
        """The sign beside it."""
        return ICONS.get(self.tone, "info")


@dataclass(frozen=True, slots=True)
class Conditions:
    """All conditions of a proposal, what is met first, and how many of them are."""

    lines: tuple[Said, ...]

    @property
    def met(self) -> int:
        """How many conditions are met."""
        return sum(line.tone == "met" for line in self.lines)

    @property
    def all(self) -> int:
        """How many there are, without what is only good to know."""
        return sum(line.tone in {"met", "unmet"} for line in self.lines)

    @property
    def unmet(self) -> tuple[Said, ...]:
        """Those that fail."""
        return tuple(line for line in self.lines if line.tone == "unmet")

    @property
    def notes(self) -> tuple[Said, ...]:
        """What is good to know beside."""
        return tuple(line for line in self.lines if line.tone == "note")


def conditions_said(stored: Iterable[Mapping[str, Any]]) -> Conditions:
    """Every condition as it was stored, in words."""
    return Conditions(tuple(said(one) for one in stored))


def said(one: Mapping[str, Any], *, position: str = "") -> Said:
    """A stored condition as a sentence; `position` is what the position of a change is called."""
    code, values = one["code"], dict(one["values"])
    own = _OWN.get(code)
    text = own(values) if own else _by_engine(one, values, position)
    return Said(str(_HEADS.get(code, "")), text, one["tone"])


def _by_engine(one: Mapping[str, Any], values: dict[str, Any], position: str) -> str:
    if "skill" in values:
        values["skill"] = _skill(values["skill"])
    if "never" in values:
        values["never"] = _never(values["never"])
    if "position" in values:
        values["position"] = f"“{position}”"
    return explain.sentence(Reason(one["code"], Tone(one["tone"]), values), language=language(), graph=load_graph())


def _skill(code: str) -> str:
    return names_of([code], skill_choices())[0]


def _accommodation(code: str) -> str:
    return names_of([code], accommodation_choices())[0]


def task_names(codes: Iterable[str]) -> str:
    """Tasks by name: of our templates, else of the resource families."""
    found = names_of(codes, template_choices())
    families = load_graph().families
    named = [
        (families[one].name_da if language() == "da" else families[one].name_en) if one in families else one
        for one in found
    ]
    return ", ".join(named)


def _never(code: str) -> str:
    """A task by its name; organisations and positions are told apart on the page, where their names are known."""
    return _("this workplace") if ":" in code else task_names([code])


def _hours(value: Any) -> str:
    return number(float(value), "hour", language=language())


def _accommodation_met(values: Mapping[str, Any]) -> str:
    return _("%(what)s: the place offers it.") % {"what": capfirst(_accommodation(values["accommodation"]))}


def _accommodation_missing(values: Mapping[str, Any]) -> str:
    return _("%(what)s: the place does not offer it.") % {"what": capfirst(_accommodation(values["accommodation"]))}


def _hours_fit(values: Mapping[str, Any]) -> str:
    return _("%(hours)s a week: %(times)s.") % {
        "hours": _hours(values["hours"]),
        "times": times_text(values["windows"], language=language()),
    }


def _travel_fits(values: Mapping[str, Any]) -> str:
    return _("%(minutes)s minutes %(how)s, at most %(most)s.") % {
        "minutes": values["minutes"],
        "how": how_one_gets_there(values["transport"]),
        "most": values["limit_minutes"],
    }


def _travel_long(values: Mapping[str, Any]) -> str:
    return _("%(minutes)s minutes %(how)s, at most %(most)s: %(short)s minutes too far.") % {
        "minutes": values["minutes"],
        "how": how_one_gets_there(values["transport"]),
        "most": values["limit_minutes"],
        "short": values["short_minutes"],
    }


def how_one_gets_there(mode: str) -> str:
    """By bus, by bicycle."""
    return {
        "walk": _("on foot"),
        "bike": _("by bicycle"),
        "public": _("by bus or train"),
        "car": _("by car"),
    }[mode]


def _starts_early(values: Mapping[str, Any]) -> str:
    return _("The shift %(times)s begins %(short)s minutes too early.") % {
        "times": times_text(values["windows"], language=language()),
        "short": values["short_minutes"],
    }


def _ends_late(values: Mapping[str, Any]) -> str:
    return _("The shift %(times)s ends %(short)s minutes too late.") % {
        "times": times_text(values["windows"], language=language()),
        "short": values["short_minutes"],
    }


_OWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "accommodation_met": _accommodation_met,
    "accommodation_missing": _accommodation_missing,
    "skill_met": lambda values: _("%(what)s: can do it.") % {"what": capfirst(_skill(values["skill"]))},
    "skill_missing": lambda values: _("%(what)s: must be learnt first.") % {"what": capfirst(_skill(values["skill"]))},
    "form_not_possible": lambda values: (
        _("%(what)s is not the form of job that the person can have.") % {"what": form_name(values["form"])}
    ),
    "hours_fit": _hours_fit,
    "travel_fits": _travel_fits,
    "travel_long": _travel_long,
    "travel_near": lambda values: (
        _("Same postal district, the travel time is unknown; at most %(most)s minutes.")
        % {"most": values["limit_minutes"]}
    ),
    "travel_estimated": lambda values: (
        _("The %(minutes)s minutes are an estimate by distance, without a timetable.") % values
    ),
    "shift_starts_early": _starts_early,
    "shift_ends_late": _ends_late,
    "room_left": lambda values: (
        ngettext(
            "%(seats)s free place beside other proposals.",
            "%(seats)s free places beside other proposals.",
            values["seats"],
        )
        % values
    ),
    "mentor_fits": lambda values: (
        _("Takes %(asked)s of a mentor a week; the place has %(left)s left.")
        % {"asked": _hours(values["asked_hours"]), "left": _hours(values["hours"])}
    ),
    "mentor_unknown": lambda values: (
        _("Takes %(asked)s of a mentor a week. How much the place has is unknown: ask them.")
        % {"asked": _hours(values["asked_hours"])}
    ),
    "ratio_fits": lambda values: _("The ratio of subsidised places holds: %(now)s of at most %(most)s.") % values,
    "ratio_unknown": lambda _values: _("How many subsidised places there may be is unknown: ask how many they employ."),
    "put_away": lambda _values: _("Put away by a consultant."),
    "wish_met": lambda values: _("What the person would like to do: %(tasks)s.") % {"tasks": _tasks(values)},
    "wish_part": lambda values: (
        _("Only in part what the person would like to do: %(tasks)s.") % {"tasks": _tasks(values)}
    ),
    "wish_not": lambda _values: _("Not among what the person said that they would like to do."),
}


def _tasks(values: Mapping[str, Any]) -> str:
    return task_names(filter(None, values["tasks"].split("|")))


_TRAVEL, _TIMES, _ROOM = gettext_lazy("Travel"), gettext_lazy("Hours"), gettext_lazy("Room")
_HEADS: dict[str, Any] = {
    **dict.fromkeys(
        ("travel_fits", "travel_near", "travel_long", "travel_estimated", "no_way", "home_unknown"), _TRAVEL
    ),
    "position_place_unknown": _TRAVEL,
    **dict.fromkeys(("hours_fit", "person_hours_short", "common_hours_short", "travel_hours_short"), _TIMES),
    **dict.fromkeys(("shift_starts_early", "shift_ends_late", "shift_not_free", "shifts_short"), _TIMES),
    **dict.fromkeys(("first_way_late", "last_way_early", "shifts_over_hours"), _TIMES),
    **dict.fromkeys(("room_left", "seats_full", "hours_taken"), _ROOM),
    **dict.fromkeys(("mentor_fits", "mentor_unknown", "mentor_short"), gettext_lazy("Mentor")),
    **dict.fromkeys(("ratio_fits", "ratio_unknown", "ratio_full"), gettext_lazy("Subsidised places")),
    **dict.fromkeys(("wish_met", "wish_part", "wish_not"), gettext_lazy("Wish")),
    **dict.fromkeys(("skill_met", "skill_missing"), gettext_lazy("Skill")),
    "form_not_possible": gettext_lazy("Form of job"),
    **dict.fromkeys(("person_never", "said_no", "put_away"), gettext_lazy("No")),
}
