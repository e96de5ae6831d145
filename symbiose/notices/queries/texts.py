"""The words of letters: those of the municipality where it wrote its own, else the standard ones."""

from __future__ import annotations

from django.db.models import QuerySet

from symbiose.notices.models import MailTextVersion
from symbiose.notices.texts import TEXTS, MailText, Words, filled


def history_of(text: MailText, language: str) -> QuerySet[MailTextVersion]:
    """Every version of a text in a language, newest first."""
    return MailTextVersion.objects.filter(key=text.key, language=language).order_by("-number")


def latest() -> dict[tuple[str, str], MailTextVersion]:
    """The version that holds of each text and language that was ever changed; one query."""
    found: dict[tuple[str, str], MailTextVersion] = {}
    for version in MailTextVersion.objects.order_by("number"):
        found[version.key, version.language] = version
    return found


def in_force(text: MailText, language: str) -> Words:
    """Subject and body as they hold now, with their placeholders."""
    version = history_of(text, language).first()
    if version is None or version.standard:
        return text.standard[language]
    return Words(version.subject, version.body)


def written(key: str, language: str = "da", /, **values: str) -> Words:
    """A letter ready to be sent: the words that hold now, with the values in place of the placeholders."""
    return filled(in_force(TEXTS[key], language), values)
