"""A person's own work as their pages tell it, in short sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.engine.windows import parse_windows
from symbiose.jobs.drawing.week import Layer, Look, Week, week_drawing
from symbiose.jobs.enums import LIVING, PlacementState
from symbiose.jobs.models import Candidate, Placement
from symbiose.jobs.own_tiles import OwnTile
from symbiose.jobs.queries.placement_page import page_of
from symbiose.jobs.queries.wellbeing import to_answer
from symbiose.jobs.words import figure


@dataclass(frozen=True, slots=True)
class Said:
    """One placement in short sentences."""

    placement: Placement
    sentences: tuple[str, ...]
    times: Week | None


def own_placements(candidate: Candidate) -> list[Placement]:
    """The placements of a person that are agreed, running or paused, the main one first."""
    rows = Placement.objects.filter(candidate=candidate, state__in=LIVING)
    rows = rows.select_related("candidate__consultant", "position__organisation", "position__workplace", "first_day")
    return list(rows.prefetch_related("curve", "pauses", "reviews", "help_calls").order_by("-main", "-pk"))


def to_begin(placements: Sequence[Placement]) -> Placement:
    """The one whose first day lies ahead, also where it is the second; the main one where none does."""
    return next((one for one in placements if one.state == PlacementState.AGREED), placements[0])


def said_of(placement: Placement) -> Said:
    """What the page of one's own work says of a placement."""
    return Said(placement, tuple(_sentences(placement)), _times(placement))


def _sentences(placement: Placement) -> Iterator[str]:
    shown = page_of(placement)
    day = formats.date_format(placement.starts_on, r"l j. F Y")
    if placement.state == PlacementState.AGREED:
        yield _("You begin on %(day)s.") % {"day": day}
    elif placement.state == PlacementState.PAUSED:
        yield _("You have a pause now.")
    else:
        yield _("You began on %(day)s.") % {"day": day}
    if shown.hours is not None:
        yield _("You work %(hours)s hours a week.") % {"hours": figure(float(shown.hours))}
    for step in shown.steps:
        if step.planned and step.from_day > shown.today and placement.state != PlacementState.AGREED:
            said = {
                "hours": figure(float(step.hours)),
                "day": formats.date_format(step.from_day, "DATE_FORMAT"),
            }
            yield _("The plan is %(hours)s hours a week from %(day)s.") % said
    if placement.mentor:
        yield _("%(name)s helps you at work.") % {"name": placement.mentor}
    talk = shown.next_review
    if talk is not None and talk.due_on >= timezone.localdate():
        yield _("We talk about how it goes on %(day)s.") % {"day": formats.date_format(talk.due_on, "DATE_FORMAT")}


def _times(placement: Placement) -> Week | None:
    """The week of the position, where its times are known."""
    if not placement.position.windows:
        return None
    layer = Layer(_("the work"), parse_windows(placement.position.windows), Look.FRAME)
    return week_drawing([layer], title=_("The week at work"))


def tiles(actor: Actor, candidate: Candidate) -> Iterator[OwnTile]:
    """What a person with work can open, and the four questions where they wait."""
    found = own_placements(candidate)
    if not found:
        return
    main = found[0]
    yield OwnTile(_("My work"), reverse("own:work"), main.position.title, order=20)
    yield OwnTile(_("I want help"), reverse("own:help"), _("Your job consultant has it at once."), order=21)
    if to_begin(found).state == PlacementState.AGREED:
        yield OwnTile(_("My first day"), reverse("own:first_day"), _("Who meets you, where and when."), order=19)
    yield OwnTile(_("What do I have left each month?"), reverse("own:left"), _("See an estimate."), order=30)
    if to_answer(candidate, on=timezone.localdate()) is not None:
        text = _("Four questions about your work. You decide if you answer.")
        yield OwnTile(_("How is it at work?"), reverse("own:survey"), text, order=40)
