"""The kinds of item: in which file each stands, which keys it must and may have, and what those keys point to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

CLAUSE = "clause"
CONTACT = "contact"
STREAM = "stream"
CLOSING_DAY = "closing_day"
COMMON_KEYS = ("id", "clause", "valid_from", "valid_to", "source", "certainty")


@dataclass(frozen=True, slots=True)
class Shape:
    """Keys of a kind beyond the common ones, each with its type; `list` is a list of strings."""

    file: str
    required: Mapping[str, type]
    optional: Mapping[str, type] = field(default_factory=dict)


_TITLE: dict[str, type] = {"title_da": str}
_BODY: dict[str, type] = {"da": str}
_ENGLISH: dict[str, type] = {"title_en": str, "en": str}
_ORDER: dict[str, type] = {"order": int}
_PERIOD: dict[str, type] = {"period_from": date, "period_to": date}

KINDS: dict[str, Shape] = {
    "setting": Shape("profile.toml", {"key": str, "value": str}, {**_TITLE, "value_en": str}),
    CLAUSE: Shape("clauses.toml", {**_ORDER, **_TITLE, **_BODY, "form": str}, _ENGLISH),
    "strategy": Shape("strategy.toml", {**_TITLE, **_BODY}, {**_ENGLISH, **_PERIOD}),
    "vision": Shape("strategy.toml", _BODY, _ENGLISH),
    "goal": Shape(
        "strategy.toml",
        {**_ORDER, **_TITLE, "measure": str, "unit_da": str, "definition_da": str, "definition_reading": str},
        {**_ENGLISH, **_PERIOD, "unit_en": str, "definition_en": str, "target": int, "baseline_da": str},
    ),
    "principle": Shape("strategy.toml", {**_ORDER, **_TITLE, **_BODY, "reading": str}, _ENGLISH),
    "result": Shape(
        "strategy.toml",
        {**_ORDER, **_TITLE, "period": str, "type": str, "value": str, "unit_da": str},
        {"title_en": str, "note_da": str},
    ),
    "prize": Shape(
        "prizes.toml",
        {
            **_ORDER,
            **_TITLE,
            **_BODY,
            "eligible": str,
            "nominates_da": str,
            "chooses_da": str,
            "award_da": str,
            "emphases": list,
        },
        {
            **_ENGLISH,
            "nominating_department": str,
            "committee": str,
            "notice_da": str,
            "event_da": str,
            "times_a_year": int,
            "clauses": list,
        },
    ),
    "emphasis": Shape("prizes.toml", {**_ORDER, **_TITLE}, {"title_en": str}),
    "department": Shape("departments.toml", {**_ORDER, **_TITLE, **_BODY}, {**_ENGLISH, "parent": str}),
    "committee": Shape("departments.toml", {**_TITLE, **_BODY}, _ENGLISH),
    "input_field": Shape("departments.toml", {**_ORDER, **_TITLE}, {"title_en": str}),
    "purchasing_rule": Shape(
        "purchasing.toml",
        {**_ORDER, **_TITLE, **_BODY, "key": str},
        {**_ENGLISH, "amount": int, "unit_da": str, "active": bool},
    ),
    "leave_rule": Shape(
        "leave.toml",
        {**_ORDER, **_TITLE, **_BODY, "key": str},
        {**_ENGLISH, "months": int, "pay_percent": int},
    ),
    CONTACT: Shape(
        "contacts.toml",
        {
            **_ORDER,
            **_TITLE,
            "role_da": str,
            "mail": str,
            "phone": str,
            "hours": str,
            "confirm_every_months": int,
            "external": bool,
        },
        {**_ENGLISH, **_BODY, "role_en": str, "postcode": str, "partner": str, "department": str, "confirmed_on": date},
    ),
    CLOSING_DAY: Shape("contacts.toml", {**_TITLE, "month": int, "day": int}, {"title_en": str}),
    "survey_question": Shape("texts.toml", {**_ORDER, **_BODY}, {"en": str}),
    "text": Shape("texts.toml", {"key": str, **_BODY}, {"en": str}),
    "door": Shape(
        "texts.toml",
        {**_ORDER, **_TITLE, "action": str, "main": bool},
        {**_ENGLISH, **_BODY, "link_da": str, "link_en": str, "topic_da": str, "topic_en": str},
    ),
    "reading": Shape(
        "texts.toml",
        {**_ORDER, **_TITLE, **_BODY, "slug": str, "clauses": list},
        _ENGLISH,
    ),
    "partner": Shape(
        "partners.toml",
        {**_ORDER, **_TITLE, **_BODY, "role": str, "external_entrance": bool},
        {**_ENGLISH, "website": str},
    ),
    "activity": Shape(
        "activities.toml",
        {**_ORDER, **_TITLE, "asked": bool, "room": str},
        {**_ENGLISH, **_BODY, "principle": str, "clauses": list},
    ),
    STREAM: Shape(
        "streams.toml",
        {
            **_ORDER,
            **_TITLE,
            "giver_da": str,
            "receiver_da": str,
            "category": str,
            "year_basis": str,
            "state": str,
            "state_da": str,
            "grade": str,
        },
        {
            "title_en": str,
            **{f"{side}_{part}": str for side in ("giver", "receiver") for part in ("en", "note_da", "note_en")},
            "receiver_basis": str,
            "from_year": int,
            "to_year": int,
            "amount_da": str,
        },
    ),
}

FILES = tuple(dict.fromkeys(shape.file for shape in KINDS.values()))
REQUIRED_FILES = ("profile.toml", "clauses.toml")

# A key that holds the id of another item, and the kind that the item must have.
REFERENCES = {
    "clauses": CLAUSE,
    "principle": "principle",
    "emphases": "emphasis",
    "nominating_department": "department",
    "parent": "department",
    "department": "department",
    "committee": "committee",
    "partner": "partner",
}

# A key whose words are a closed list.
CHOICES = {
    (CLAUSE, "form"): ("quotation", "paraphrase"),
    ("goal", "definition_reading"): ("ours", "source"),
    ("principle", "reading"): ("ours", "source"),
    ("result", "type"): ("goal", "result"),
    ("prize", "eligible"): ("social_enterprise", "company"),
    ("partner", "role"): ("association", "business_council", "network"),
    (STREAM, "category"): ("energy", "water", "material"),
    (STREAM, "year_basis"): ("source", "unverified", "membership", "unknown"),
    (STREAM, "receiver_basis"): ("source", "unverified"),
    (STREAM, "state"): ("running", "starting", "historical", "ended", "unknown"),
    (STREAM, "grade"): ("A", "B", "C"),
}
