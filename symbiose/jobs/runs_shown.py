"""Runs as their pages show them: how far, what took no part and why, and how each tier fares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.jobs.models import PlacementRun
from symbiose.jobs.sentences import said
from symbiose.jobs.shown import unbroken


def step_name(step: str) -> str:
    """What a run does now."""
    return {
        "read": _("Reads who waits and which positions are open"),
        "solve": _("Looks for what fits"),
        "write": _("Writes the proposals"),
    }.get(step, _("Waits for its turn"))


def failure(error: str) -> str:
    """Why a run failed, as far as it is known."""
    if error == "stopped":
        return _("It stood still: the program that carried it out was stopped.")
    return _("Something went wrong in the program (%(error)s). Tell those who look after it.") % {"error": error}


def passed_over(run: PlacementRun) -> list[str]:
    """A sentence for each row that took no part, or was gone when the run came to write."""
    gone = sum(one["kind"] == "person_gone" for one in run.passed_over)
    told = [_one(one) for one in run.passed_over if one["kind"] != "person_gone"]
    if gone:
        text = ngettext(
            "%(count)s person waited no more when the search ended. Nothing is written of them.",
            "%(count)s persons waited no more when the search ended. Nothing is written of them.",
            gone,
        )
        told.append(text % {"count": gone})
    return told


def _one(one: Mapping[str, Any]) -> str:
    name = unbroken(one["name"])
    if one["kind"] == "position_gone":
        return _("%(name)s was closed while the search went on. Nothing is written of it.") % {"name": name}
    unsaid = (
        _("What the person asks for cannot be read. Look at it on the person's page.")
        if one["kind"] == "candidate"
        else _("Its times cannot be read.")
    )
    why = " ".join(said(reason).text for reason in one["reasons"]) or unsaid
    if one["kind"] == "workplace":
        return _("A workplace takes no part: %(why)s") % {"why": why}
    return _("%(name)s takes no part: %(why)s") % {"name": name, "why": why}


@dataclass(frozen=True, slots=True)
class TierShown:
    """A tier by its name, with how many wait and how many have a proposal; None where the number is hidden."""

    name: str
    waiting: int | None
    covered: int | None
    guaranteed: int | None


def tier_name(weeks: float, before: float | None) -> str:
    """Those who waited so long, and less than those before them."""
    if not weeks:
        return _("Waited less") if before else _("All who wait")
    if before is None:
        return _("Waited %(weeks)s weeks or more") % {"weeks": int(weeks)}
    return _("Waited %(weeks)s to %(before)s weeks") % {"weeks": int(weeks), "before": int(before)}


def tiers_covered(stored: Iterable[Mapping[str, Any]]) -> list[TierShown]:
    """The tiers of a run with every number, for consultants."""
    found: list[TierShown] = []
    before: float | None = None
    for one in stored:
        name = tier_name(one["weeks"], before)
        found.append(TierShown(name, one["waiting"], one["covered"], one["guaranteed"]))
        before = one["weeks"]
    return found
