"""The lists of placements: all for consultants, a firm's own for a firm; with who needs a talk and who asked for help."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.actor import Actor, Role
from symbiose.common.pages.forms import row_number
from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, one_of, word_of
from symbiose.jobs.enums import LIVING, FirmKind, PlacementState
from symbiose.jobs.models import HelpCall, Placement, Review
from symbiose.jobs.queries.placement_room import hours_of, with_hours
from symbiose.jobs.queries.rows import placements_visible_to
from symbiose.people.models import User

NEEDS = (
    ("help", gettext_lazy("wants help")),
    ("talk", gettext_lazy("a talk is due")),
    ("begin", gettext_lazy("should have begun")),
    ("step", gettext_lazy("planned hours have come")),
)
STATE = one_of(
    "state", gettext_lazy("State"), lambda: [(value, capfirst(str(label))) for value, label in PlacementState.choices]
)
KIND = one_of(
    "firm_kind", gettext_lazy("Where"), lambda: [(value, capfirst(str(label))) for value, label in FirmKind.choices]
)
NEED = Filter(
    "need",
    gettext_lazy("What waits"),
    lambda: [(value, capfirst(str(label))) for value, label in NEEDS],
    lambda rows, values: rows.filter(_any_need(values)),
)
NEWEST = Sort("newest", gettext_lazy("newest"), ("-pk",))
TALK = Sort("talk", gettext_lazy("next talk"), (F("next_talk").asc(nulls_last=True), "pk"))
LONGEST = Sort("since", gettext_lazy("first day"), ("starts_on", "pk"))


def rows_for(actor: Actor, *, on: date | None = None) -> QuerySet[Placement]:
    """The rows of a list with what it shows of each: hours, the next talk, whether help is wanted; one question for all."""
    rows = placements_visible_to(actor).select_related("candidate__consultant", "position__organisation")
    # A question of its own and no join: rows are counted by state, and each talk would count its placement once more.
    ahead = Review.objects.filter(placement=OuterRef("pk"), placement__state__in=LIVING, held_on__isnull=True)
    return with_hours(rows, on=on).annotate(
        next_talk=Subquery(ahead.order_by("due_on").values("due_on")[:1]),
        wants_help=Exists(HelpCall.objects.filter(placement=OuterRef("pk"), settled_at__isnull=True)),
    )


def talk_due(on: date) -> Q:
    """A talk whose day has come."""
    due = Review.objects.filter(placement=OuterRef("pk"), held_on__isnull=True, due_on__lte=on)
    return Q(Exists(due), state__in=LIVING)


def should_have_begun(on: date) -> Q:
    """The first day is over and nobody told that it began."""
    return Q(state=PlacementState.AGREED, starts_on__lt=on)


def step_has_come(on: date) -> Q:
    """More hours were planned from a day that has come."""
    return Q(state=PlacementState.RUNNING, curve__planned=True, curve__from_day__lte=on)


def _any_need(values: list[str]) -> Q:
    today = timezone.localdate()
    asked = {
        "help": Q(Exists(HelpCall.objects.filter(placement=OuterRef("pk"), settled_at__isnull=True))),
        "talk": talk_due(today),
        "begin": should_have_begun(today),
        "step": Q(pk__in=Placement.objects.filter(step_has_come(today)).values("pk")),
    }
    wanted = Q(pk__in=[])
    for value in values:
        wanted |= asked.get(value, Q(pk__in=[]))
    return wanted


def found(rows: QuerySet[Placement], text: str) -> QuerySet[Placement]:
    """Those by code, number, position or workplace."""
    wanted = text.strip().replace("\N{NON-BREAKING HYPHEN}", "-")
    return rows.filter(
        Q(number__icontains=wanted)
        | Q(candidate__code__icontains=wanted)
        | Q(position__number__iexact=wanted)
        | Q(position__title__icontains=wanted)
        | Q(position__organisation__name__icontains=wanted)
    )


def kit_for(actor: Actor) -> ListKit:
    """The list as the actor may use it: a firm filters its own by state alone."""
    firm = actor.role is Role.FIRM
    return ListKit(
        name="placements",
        search=found,
        search_label=gettext_lazy("Search by code, number, position or workplace"),
        filters=(STATE,) if firm else (NEED, STATE, KIND, _consultants()),
        sorts=(NEWEST, LONGEST) if firm else (NEWEST, TALK, LONGEST),
        columns=_columns(firm=firm),
    )


def _consultants() -> Filter:
    def choices() -> list[tuple[str, str]]:
        people = User.objects.filter(candidates__placements__isnull=False).distinct().order_by("name", "pk")
        return [(str(pk), name) for pk, name in people.values_list("pk", "name")]

    def keep(rows: QuerySet[Placement], values: list[str]) -> QuerySet[Placement]:
        asked = [pk for value in values if (pk := row_number(value))]
        return rows.filter(candidate__consultant__in=asked)

    return Filter("consultant", gettext_lazy("Job consultant"), choices, keep, widget="select")


def _columns(*, firm: bool) -> tuple[Column, ...]:
    shared = (
        Column(_("number"), lambda row: row.number),
        Column(_("code"), lambda row: row.candidate.code if row.candidate else ""),
        Column(_("position"), lambda row: row.position.title),
        Column(_("workplace"), lambda row: row.position.organisation.name),
        Column(_("state"), word_of("state")),
        Column(_("first day"), lambda row: row.starts_on),
        Column(_("last day"), lambda row: row.ends_on),
        Column(_("hours a week"), hours_of),
        Column(_("next talk"), lambda row: row.next_talk),
    )
    if firm:
        return shared
    return (
        *shared,
        Column(_("how it ended"), word_of("outcome")),
        Column(_("kind of firm"), word_of("firm_kind")),
        Column(_("wants help"), lambda row: row.wants_help),
    )
