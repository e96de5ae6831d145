"""What happened in a case, newest first: what was said, what was done with it, and what was started from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import formats
from django.utils.dateparse import parse_date

from symbiose.common.actor import Actor
from symbiose.common.models import AuditEntry, Link
from symbiose.common.registry import KINDS
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.queries.rows import CASE, ENQUIRY
from symbiose.organisations.models import Contact
from symbiose.organisations.queries import contacts_of
from symbiose.people.models import User

TASK, PARTY = "frontdesk.casetask", "frontdesk.caseparty"
# What a line of the dialogue, an enquiry's own line or another event tells already.
TOLD_ELSEWHERE = (
    "frontdesk.receive",
    "frontdesk.answer",
    "frontdesk.log_dialogue",
    "frontdesk.in_case",
    "frontdesk.waits_for",
    "frontdesk.change_party",
)
PEOPLE = ("owner", "owner_id", "next_owner")


@dataclass(frozen=True, slots=True)
class Event:
    """One line: a contact, an act on the case with its verb, or something that was started from it."""

    at: datetime
    contact: Contact | None = None
    enquiry: Enquiry | None = None
    entry: AuditEntry | None = None
    about: str = ""
    noun: str = ""
    title: str = ""
    url: str = ""


def story_of(case: Case, enquiries: list[Enquiry], actor: Actor, *, spoken_only: bool = False) -> list[Event]:
    """The story of a case as far as the actor may read it."""
    told = _spoken(case, enquiries, actor)
    if not spoken_only:
        told += [*_done(case, enquiries), *_started(case, actor)]
    return sorted(told, key=lambda event: event.at, reverse=True)


def _spoken(case: Case, enquiries: list[Enquiry], actor: Actor) -> list[Event]:
    """Lines of the contact log; a confidential one is for the entrance alone."""
    by_id = {enquiry.pk: enquiry for enquiry in enquiries}
    lines = contacts_of([case, *enquiries]).select_related("user", "spoken_for", "organisation", "letter")
    lines = lines.prefetch_related("letter__files__upload")
    if not (actor.is_adviser or case.external):
        lines = lines.filter(confidential=False)
    return [
        Event(line.happened_at, contact=line, enquiry=by_id.get(line.thread_id or 0) if _is_enquiry(line) else None)
        for line in lines
    ]


def _is_enquiry(line: Contact) -> bool:
    return line.thread_label == ENQUIRY and line.direction == "in"


def _done(case: Case, enquiries: list[Enquiry]) -> list[Event]:
    own = Q(subject_label=CASE, subject_id=case.pk)
    own |= Q(subject_label=ENQUIRY, subject_id__in=[enquiry.pk for enquiry in enquiries])
    own |= Q(subject_label=TASK, subject_id__in=case.tasks.values("pk"))
    own |= Q(subject_label=PARTY, subject_id__in=case.parties.values("pk"))
    entries = list(AuditEntry.objects.filter(own).exclude(verb__in=TOLD_ELSEWHERE).order_by("-at", "-pk"))
    things = {(TASK, task.pk): task.what for task in case.tasks.all()}
    things |= {(PARTY, party.pk): str(party) for party in case.parties.select_related("organisation")}
    names = _names(entries)
    return [
        Event(entry.at, entry=entry, about=things.get((entry.subject_label, entry.subject_id)) or _about(entry, names))
        for entry in entries
    ]


def _names(entries: Iterable[AuditEntry]) -> dict[int, str]:
    """The people whom these entries name by number."""
    ids = {one for entry in entries for name in PEOPLE for one in entry.changes.get(name, []) if isinstance(one, int)}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _about(entry: AuditEntry, names: dict[int, str]) -> str:
    """The day that the next step got, or the owner."""
    day = entry.changes.get("next_on", [None])[-1]
    found = parse_date(day) if isinstance(day, str) else None
    if found:
        return formats.date_format(found, "DATE_FORMAT")
    got = (entry.changes[field][-1] for field in PEOPLE if field in entry.changes)
    return next((names.get(one, "") for one in got if isinstance(one, int)), "")


def _started(case: Case, actor: Actor) -> list[Event]:
    """What was made from the case elsewhere, as far as the actor may see it."""
    rows = list(Link.objects.filter(from_label=CASE, from_id=case.pk).exclude(to_label=CASE).order_by("pk"))
    by_label: dict[str, list[int]] = {}
    for row in rows:
        by_label.setdefault(row.to_label, []).append(row.to_id)
    seen = {
        (label, found.pk): found
        for label, ids in by_label.items()
        if label in KINDS
        for found in KINDS[label].visible(actor).filter(pk__in=ids)
    }
    return [
        Event(row.created_at, noun=str(kind.noun), title=kind.title(found), url=kind.url(found))
        for row in rows
        if (found := seen.get((row.to_label, row.to_id))) and (kind := KINDS[row.to_label])
    ]
