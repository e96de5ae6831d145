"""Everything that is kept of a person as a file to take along: JSON, CSV and plain text of the same content."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.common.pages.lists import safe_cell
from symbiose.jobs.contacts import open_contact
from symbiose.jobs.purposes import OWN, purpose_words, what_words
from symbiose.jobs.queries.candidates import readings
from symbiose.jobs.queries.held import Held
from symbiose.jobs.told import terms_told, told, values_of


def content(held: Held, *, by: Actor) -> dict[str, Any]:
    """All of it as plain data: what was told, contact, proposals with what they rest on, placements, who read what.

    What others wrote of the person, in calls for help, talks and where the person was passed on, is the person's to read too.
    """
    person, more = held.person, held.everything(by=by, purpose=OWN)
    return {
        "code": person.code,
        "state": person.state,
        "consultant": person.consultant.name if person.consultant else None,
        "passed_on": [
            {
                "on": one.on,
                "from": one.from_user.name if one.from_user else None,
                "to": one.to_user.name,
                "note": one.note,
            }
            for one in held.passed_on
        ],
        "waiting_since": person.waiting_since,
        "rests_until": person.rests_until,
        "ended_on": person.ended_on,
        "helper_along": person.helper_along,
        "answers": values_of(person, held.conditions),
        "answered": person.answered,
        "form": held.conditions.form if held.conditions else "",
        "support_hours": held.conditions.mentor_hours if held.conditions else None,
        "contact": open_contact(held.contact.sealed) if held.contact else {},
        "offers": [_offer(offer, more["bases"].get(offer.pk)) for offer in held.offers],
        "outlook": _outlook(more["outlook"]),
        "placements": [_placement(one, more["terms"].get(one.pk)) for one in held.placements],
        "readings": [_reading(row) for row in readings(person)],
    }


def _offer(offer: Any, basis: Any) -> dict[str, Any]:
    return {
        "number": offer.number,
        "position": offer.position.title,
        "hours": offer.hours,
        "state": offer.state,
        "your_answer": offer.person_answer,
        "minutes": offer.minutes,
        "times": offer.overlap,
        "workplace_wrote": offer.employer_comment,
        "conditions": basis.conditions if basis else [],
    }


def _outlook(outlook: Any) -> dict[str, Any]:
    return {} if outlook is None else {"refusals": outlook.refusals, "smallest": outlook.smallest}


def _placement(placement: Any, terms: Any) -> dict[str, Any]:
    return {
        "number": placement.number,
        "position": placement.position.title,
        "workplace": placement.position.organisation.name,
        "first_day": placement.starts_on,
        "last_day": placement.ends_on,
        "expected_last_day": placement.expected_end,
        "ended_how": placement.outcome,
        "ended_words": placement.end_note,
        "mentor": placement.mentor,
        "support_hours": placement.mentor_hours,
        "form": terms.form if terms else "",
        "pay": terms.pay_basis if terms else "",
        "vitas": [terms.vitas_state, terms.vitas_reference, terms.vitas_on] if terms and terms.vitas_state else [],
        "hours": [
            {"from": step.from_day, "hours": step.hours, "planned": step.planned} for step in placement.curve.all()
        ],
        "talks": [
            {"on": talk.held_on, "agreed": talk.note} for talk in placement.reviews.filter(held_on__isnull=False)
        ],
        "pauses": [{"from": one.starts_on, "to": one.ends_on} for one in placement.pauses.all()],
        "help": [
            {"asked": call.asked_at, "by": call.voice, "words": call.note, "settled": call.settlement}
            for call in placement.help_calls.all()
        ],
        "first_day_sheet": _sheet(getattr(placement, "first_day", None)),
    }


def _sheet(sheet: Any) -> dict[str, Any]:
    names = ("at", "who_meets", "where", "way", "work", "break_at", "bring")
    return {} if sheet is None else {name: getattr(sheet, name) for name in names}


def _reading(row: Any) -> dict[str, Any]:
    return {
        "at": row.at,
        "who": row.reader_name,
        "role": row.reader_role,
        "what": what_words(row.what),
        "for": purpose_words(row.purpose),
    }


def as_json(data: dict[str, Any]) -> str:
    """The content for other programs."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)


def as_csv(data: dict[str, Any]) -> str:
    """The content as two columns, for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_("what"), _("value")])
    writer.writerows([safe_cell(name), safe_cell(value)] for name, value in _flat(data))
    return "\ufeff" + out.getvalue()


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _flat(inner, f"{name}.{number}")
    else:
        yield name, "" if value is None else str(value)


def as_text(held: Held, data: dict[str, Any]) -> str:
    """The content to read: a line for each thing, in plain words."""
    lines = [_("What is kept about me"), str(data["code"]), str(timezone.localdate()), ""]
    lines += [f"{row.question.short}: {', '.join(row.lines)}" for row in told(held.person, held.conditions)]
    lines += [f"{label}: {text}" for label, text in terms_told(held.conditions) if text]
    lines += ["", *(f"{key}: {value}" for key, value in _flat({k: v for k, v in data.items() if k != "answers"}))]
    return "\n".join(lines) + "\n"
