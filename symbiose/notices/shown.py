"""Letters and texts as their pages show them: names of what upper rooms own come from the registry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.common.registry import KINDS
from symbiose.notices import queries
from symbiose.notices.models import IncomingMail, OutgoingMail
from symbiose.notices.texts import LANGUAGES, TEXTS, MailText

ORGANISATION = "organisations.organisation"
Key = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Named:
    """A record of an upper room: what it is, its name and its page."""

    noun: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class LetterShown:
    """A letter that did not arrive, with who should have had it and what it was about."""

    mail: OutgoingMail
    to: Named | None
    about: Named | None
    why: str


def named(keys: Iterable[Key], actor: Actor) -> dict[Key, Named]:
    """Those of the records that the actor may see, one query per kind."""
    by_label: dict[str, set[int]] = {}
    for label, number in keys:
        if label in KINDS and number is not None:
            by_label.setdefault(label, set()).add(number)
    return {
        (label, row.pk): Named(str(KINDS[label].noun), KINDS[label].title(row), KINDS[label].url(row))
        for label, numbers in by_label.items()
        for row in KINDS[label].visible(actor).filter(pk__in=numbers)
    }


def letters_shown(letters: Iterable[OutgoingMail], actor: Actor) -> list[LetterShown]:
    """Letters with names and with the reason in words."""
    rows = list(letters)
    keys = [(row.subject_label, row.subject_id) for row in rows] + [(ORGANISATION, row.organisation_id) for row in rows]
    known = named(keys, actor)
    return [
        LetterShown(
            row,
            known.get((ORGANISATION, row.organisation_id)),
            known.get((row.subject_label, row.subject_id)) if row.subject_label != ORGANISATION else None,
            why(row.error),
        )
        for row in rows
    ]


def why(error: str) -> str:
    """What a mail server said, in words that people can act on."""
    kind = error.partition(":")[0]
    if kind == "SMTPRecipientsRefused":
        return _("The mail server does not know the address. Is it written right?")
    if kind in {"SMTPDataError", "SMTPSenderRefused"}:
        return _("The mail server did not take the letter.")
    if kind.endswith("Error") or kind.startswith("SMTP"):
        return (
            _("The mail server did not answer for three days.") if kind != "ValueError" else _("The address is wrong.")
        )
    return error


def became_shown(letters: Iterable[IncomingMail], actor: Actor) -> None:
    """Give each letter the name of what it became, where the actor may see that."""
    rows = list(letters)
    known = named([(row.became_label, row.became_id) for row in rows], actor)
    for row in rows:
        row.became = known.get((row.became_label, row.became_id))  # type: ignore[attr-defined]  # for the template


@dataclass(frozen=True, slots=True)
class TextShown:
    """A text with, per language, since when its words are the municipality's own; None where they are standard."""

    text: MailText
    own: list[tuple[str, datetime | None]]


def texts_shown() -> list[TextShown]:
    """Every text in the order of its name; one query."""
    held: dict[Any, Any] = queries.latest()
    rows = []
    for text in sorted(TEXTS.values(), key=lambda text: str(text.name)):
        versions = [(language, held.get((text.key, language))) for language in LANGUAGES]
        own = [(language, one.created_at if one and not one.standard else None) for language, one in versions]
        rows.append(TextShown(text, own))
    return rows
