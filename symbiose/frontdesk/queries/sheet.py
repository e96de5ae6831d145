"""What a visitor takes along on one sheet: who, where, when, what was said, what runs, what is open."""

from __future__ import annotations

from dataclasses import dataclass

from symbiose.common.actor import Actor
from symbiose.frontdesk.models import Case, CaseParty, CaseTask
from symbiose.frontdesk.queries.card import Card, card_of
from symbiose.organisations.models import Contact
from symbiose.organisations.queries import contacts_of, contacts_visible_to, standing_lines

MOST_LINES = 3
MOST_TASKS = 5


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visit sheet of a case. What is confidential is on no sheet: paper is left behind."""

    case: Case
    people: list[CaseParty]
    lines: list[Contact]
    tasks: list[CaseTask]
    card: Card | None

    @property
    def others(self) -> list[Case]:
        """The firm's other open cases."""
        return [one for one in self.card.cases if one.pk != self.case.pk] if self.card else []


def sheet_of(case: Case, actor: Actor) -> Sheet:
    """The sheet, each part as far as the actor may read it."""
    return Sheet(
        case=case,
        people=list(case.parties.exclude(name="").select_related("organisation")),
        lines=_lines(case, actor),
        tasks=list(
            case.tasks.filter(done_at__isnull=True).select_related("owner_user", "owner_organisation")[:MOST_TASKS]
        ),
        card=card_of(case.organisation, actor) if case.organisation else None,
    )


def _lines(case: Case, actor: Actor) -> list[Contact]:
    """The last talks in the case, and those of others with the firm."""
    own = standing_lines(contacts_of([case, *case.enquiries.all()])).filter(confidential=False)[:MOST_LINES]
    found = {line.pk: line for line in own}
    if case.organisation_id:
        also = standing_lines(contacts_visible_to(actor)).filter(
            organisation_id=case.organisation_id, confidential=False
        )
        found |= {line.pk: line for line in also.select_related("user", "spoken_for")[:MOST_LINES]}
    return sorted(found.values(), key=lambda line: line.happened_at, reverse=True)[:MOST_LINES]
